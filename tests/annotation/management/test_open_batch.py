from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from annotation.choices import BatchState
from annotation.models import Batch
from tests.factories import AnnotatorFactory, GoldFactory, GroupMemberFactory, ImageFactory, PromptFactory

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("open_batch", *arguments, stdout=out, no_color=True)
    return out.getvalue()


def test_it_opens_a_batch_and_says_how_far_it_is():
    ImageFactory.create_batch(2)
    AnnotatorFactory.create_batch(2)

    assert run("spring") == "2 of 2 pairs in work\nBatch spring is open.\n"
    assert Batch.objects.get().state == BatchState.OPEN


def test_a_dry_run_shows_what_would_be_picked_and_changes_nothing():
    ImageFactory(source_key="./000/a.png", prompt=PromptFactory(text="a red fox"))
    ImageFactory(prompt=PromptFactory(text="edit this photo", traits=["instruction", "needs_reference_image"]))

    shown = run("spring", "--dry-run")

    assert shown.splitlines() == [
        "2 pairs found, 1 picked",
        "left out: 0 not ready, 0 in a batch already",
        "left out: 1 with the trait instruction",
        "left out: 1 with the trait needs_reference_image",
        "  ./000/a.png  a red fox",
    ]
    assert Batch.objects.count() == 0


def test_named_annotators_are_the_members():
    ImageFactory()
    first, second, _ = AnnotatorFactory.create_batch(3)

    run("spring", "--annotator", first.user.username, "--annotator", second.user.username)

    assert set(Batch.objects.get().members.values_list("annotator", flat=True)) == {first.pk, second.pk}


def test_an_unknown_annotator_is_said():
    with pytest.raises(CommandError, match=r"No working annotator is named nobody\."):
        run("spring", "--annotator", "nobody")


def test_a_batch_that_cannot_be_opened_says_why():
    AnnotatorFactory.create_batch(2)

    with pytest.raises(CommandError, match="No pair fits"):
        run("spring")


def test_a_policy_that_makes_no_sense_is_said():
    ImageFactory()
    AnnotatorFactory.create_batch(3)

    with pytest.raises(CommandError, match="opinions wanted"):
        run("spring", "--opinions", "3", "--at-most", "2")


def test_it_takes_the_filters_and_terms_that_the_page_has():
    ImageFactory(prompt__text="a cat that sleeps")
    ImageFactory(prompt__text="a cat", sensitivity="sensitive")
    group = GroupMemberFactory(group__name="evening")
    other = AnnotatorFactory()
    GoldFactory(text="a long prompt with more than thirty letters")

    run(
        "spring",
        *("--group", "evening", "--annotator", other.user.username),
        *("--from-length", "6", "--to-length", "30", "--sensitive", "none"),
        *("--guideline", "1", "--priority", "5", "--deadline", "2026-12-24", "--gold-share", "5"),
    )

    batch = Batch.objects.get()
    assert (batch.n_pairs, batch.priority, str(batch.deadline), batch.gold_share) == (1, 5, "2026-12-24", 5)
    assert [batch.selection[name] for name in ("least", "most", "sensitive")] == [6, 30, False]
    assert {member.annotator_id for member in batch.members.all()} == {group.annotator_id, other.pk}


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (["--group", "night"], "No group is named night."),
        (["--guideline", "99"], "No version 99 of the guideline is published."),
        (["--as-a-whole", "--gold-share", "5"], "Gold is judged by its words"),
        (["--gold-share", "5"], "There is no gold"),
    ],
)
def test_what_is_not_there_cannot_be_asked_for(said: list[str], refusal: str):
    ImageFactory()
    AnnotatorFactory.create_batch(2)

    with pytest.raises(CommandError, match=refusal):
        run("spring", *said)
