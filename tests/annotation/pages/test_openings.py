"""Opening a batch: what it is chosen by, what it would take, who cannot be asked."""

import pytest
from django.test.client import Client

from annotation.choices import Role
from annotation.models import Batch, Member
from tests.annotation.pages.conftest import Somebody
from tests.annotation.pages.test_batches import form
from tests.factories import (
    GoldFactory,
    GroupFactory,
    GroupMemberFactory,
    GuidelineVersionFactory,
    ImageFactory,
    ScoreFactory,
)

pytestmark = pytest.mark.django_db


def test_the_preview_says_which_pairs_too_few_can_be_asked_about(by_manager: Client, somebody: Somebody) -> None:
    chosen = [str(somebody(name, Role.ANNOTATOR).annotator.pk) for name in ("mina", "tom")]
    ImageFactory(prompt__text="빨간 사과", prompt__language="ko")

    page = by_manager.get("/open-batch/preview/", {"annotators": chosen}).content.decode()

    assert "Of the 2 chosen, too few can be asked about these pairs" in page
    assert "<bdi>한국어</bdi>" in page


def test_a_batch_is_opened_with_its_filters_priority_and_deadline(by_manager: Client, somebody: Somebody) -> None:
    mina, tom = somebody("mina", Role.ANNOTATOR), somebody("tom", Role.ANNOTATOR)
    for text in ("a cat", "a cat that sleeps"):
        ImageFactory(prompt__text=text)
    version = GuidelineVersionFactory(number=1).pk

    said = form(mina, tom, least=6, most=20, sensitive="none", priority=5, deadline="2026-12-24", guideline=version)
    by_manager.post("/open-batch/", said)

    batch = Batch.objects.get()
    assert (batch.n_pairs, batch.priority, str(batch.deadline), batch.guideline_id) == (1, 5, "2026-12-24", version)
    assert [batch.selection[name] for name in ("least", "most", "sensitive")] == [6, 20, False]


def test_the_preview_says_what_the_batch_takes_and_what_is_assumed(by_manager: Client) -> None:
    ImageFactory.create_batch(2)

    answer = by_manager.get("/open-batch/preview/", {"wanted": 2, "at_most": 2})

    assert (answer.context["outlook"].expected.n_opinions, answer.context["outlook"].n_chosen) == (4, 0)
    page = answer.content.decode()
    assert "<dt>USD</dt><dd>5.00</dd>" in page
    assert '20 <span class="muted">assumed</span>' in page


def test_lengths_that_cross_are_refused_in_the_preview_too(by_manager: Client) -> None:
    page = by_manager.get("/open-batch/preview/", {"least": 9, "most": 3}).content.decode()

    assert "The longest cannot be under the shortest." in page


def test_a_batch_is_opened_with_all_of_a_group_and_who_is_chosen_beside_it(
    by_manager: Client, somebody: Somebody
) -> None:
    mina, tom, kim = (somebody(name, Role.ANNOTATOR) for name in ("mina", "tom", "kim"))
    group = GroupFactory(name="evening")
    for person in (mina, tom):
        GroupMemberFactory(group=group, annotator=person.annotator)
    ImageFactory()

    by_manager.post("/open-batch/", form(tom, kim, groups=["evening"]))

    names = Member.objects.filter(batch__name="pilot").values_list("annotator__user__username", flat=True)
    assert sorted(names) == ["kim", "mina", "tom"]


def test_gold_and_pairs_as_a_whole_are_chosen_when_a_batch_is_opened_but_not_both(
    by_manager: Client, somebody: Somebody
) -> None:
    mina, tom = somebody("mina", Role.ANNOTATOR), somebody("tom", Role.ANNOTATOR)
    ImageFactory()
    GoldFactory(text="a known cat")

    both = by_manager.post("/open-batch/", form(mina, tom, gold_share=5, as_a_whole="on"))
    by_manager.post("/open-batch/", form(mina, tom, name="clean", as_a_whole="on"))
    by_manager.post("/open-batch/", form(mina, tom, gold_share=5, unjudged=""))

    said = "Gold is judged by its words: pairs accepted or rejected as a whole have none."
    assert both.context["form"].errors == {"gold_share": [said]}
    kept = Batch.objects.order_by("pk").values_list("name", "gold_share", "as_a_whole")
    assert [*kept] == [("clean", 0, True), ("pilot", 5, False)]


def test_a_batch_keeps_its_thresholds_and_whose_scores_they_were(by_manager: Client, somebody: Somebody) -> None:
    mina, tom = somebody("mina", Role.ANNOTATOR), somebody("tom", Role.ANNOTATOR)
    low, high, _ = ImageFactory.create_batch(3)
    scorer = ScoreFactory(image=low, value=0.1, scorer__name="fox").scorer
    ScoreFactory(image=high, value=0.9, scorer=scorer)

    page = by_manager.get("/open-batch/preview/", {"nsfw_most": "0.5"}).content.decode()
    by_manager.post("/open-batch/", form(mina, tom, nsfw_most="0.5", nsfw_by="fox@1"))

    assert "<dt>Left out: NSFW score</dt><dd>2</dd>" in page
    assert "33 % fit; 33 % have no score and are left out. Of the pairs that fit otherwise." in page
    assert 'aria-label="NSFW scores by fox@1. 33 % fit' in page
    batch = Batch.objects.get()
    assert batch.n_pairs == 1
    assert batch.selection["scores"] == [
        {"kind": "nsfw", "scorer": "fox@1", "least": None, "most": 0.5, "unscored": False}
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"nsfw_most": "1.5"}, "To: Ensure this value is less than or equal to 1.0."),
        ({"clip_least": "0.3", "clip_most": "0.2"}, "To: The highest cannot be under the lowest."),
        ({"nsfw_by": "cat@1"}, "NSFW score by: Select a valid choice."),
    ],
)
def test_a_threshold_that_is_none_is_refused(by_manager: Client, said: dict[str, str], expected: str) -> None:
    assert expected in by_manager.get("/open-batch/preview/", said).content.decode()
