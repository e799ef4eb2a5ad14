"""Scores on pages: who gives them, what brought them, models that walk, pictures covered by a threshold."""

from pathlib import Path

import pytest
from django.test.client import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from annotation.actions import publishing
from annotation.choices import Exposure, SlotState
from annotation.models import AuditEntry, Slot
from dataset.choices import RunState, Sensitivity, SensitivityCause
from dataset.models import Image, Score, Scorer, ScoreRun, SensitivityChange
from tests.annotation.tables import RED, Table
from tests.dataset.scoring import made
from tests.factories import (
    BatchPairFactory,
    ImageFactory,
    MemberFactory,
    ScoreFactory,
    ScorerFactory,
    ScoreRunFactory,
    SensitivityChangeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_takes_two_queries_however_many(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    runs = ScoreRunFactory.create_batch(n, n_rows=5, n_added=5)

    with django_assert_num_queries(2):  # scorers with their counts; runs
        answer = by_manager.get("/scores/")

    assert answer.context["runs"] == runs[::-1]
    assert [(one.scorer, one.n) for one in answer.context["scorers"]] == [(run.scorer, 5) for run in runs[::-1]]


def test_pasted_lines_become_scores_and_those_that_do_not_are_told(by_manager: Client) -> None:
    image = ImageFactory()
    lines = f"picture,score\r\n{image.public_id},0.5\r\nfox,0.5\r\n"
    said = {"kind": "nsfw", "scorer": "falcon", "version": "2.1", "model": "Falcon", "lines": lines}

    page = by_manager.post("/scores/bring-in/", said, follow=True).content.decode()

    score = Score.objects.get()
    assert (score.image, score.value, score.scorer.key, score.scorer.model) == (image, 0.5, "falcon@2.1", "Falcon")
    assert "The picture&#x27;s id is no UUID." in page
    assert "Added: 1. Known: 0. Refused: 1." in page
    record = AuditEntry.objects.get(act="bring_scores")
    assert (record.subject, record.detail) == (
        "scorer falcon@2.1",
        {"run": score.run_id, "added": 1, "known": 0, "refused": 1},
    )


def test_pasted_json_becomes_scores_too(by_manager: Client) -> None:
    image = ImageFactory(source="mine", source_key="a.png")
    said = {"kind": "clip", "scorer": "clip", "version": "1", "source": "mine"}

    by_manager.post("/scores/bring-in/", said | {"lines": '{"img_path": "a.png", "score": 0.25}\n'})

    assert (Score.objects.get().image, Score.objects.get().value) == (image, 0.25)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"lines": ""}, "This field is required."),
        ({"version": "a b"}, "A scorer is named by letters, digits, - and _; its version may hold points as well."),
        ({"kind": "clip"}, "There is a scorer fox@1 already, with kind &#x27;nsfw&#x27;."),
    ],
)
def test_what_cannot_be_brought_in_is_told_on_the_form(by_manager: Client, said: dict[str, str], expected: str) -> None:
    ScorerFactory(name="fox")

    answer = by_manager.post(
        "/scores/bring-in/", {"kind": "nsfw", "scorer": "fox", "version": "1", "lines": "picture,score\n"} | said
    )

    assert answer.status_code == 200
    assert expected in answer.content.decode()
    assert not ScoreRun.objects.exists()


def test_a_walk_is_begun_for_the_workers_and_stopped(by_manager: Client, tmp_path: Path, settings: Settings) -> None:
    made(tmp_path, settings)
    assert "clip@1, clip" in by_manager.get("/scores/").content.decode()

    page = by_manager.post("/scores/walk/", {"scorer": "clip", "most": "5"}, follow=True).content.decode()
    run = ScoreRun.objects.get()

    assert "It waits for a worker of the queue" in page
    assert (run.state, run.options) == (RunState.RUNNING, {"source": "", "most": 5, "in_background": True})
    by_manager.post(f"/scores/runs/{run.pk}/stop/")
    run.refresh_from_db()
    assert run.state == RunState.STOPPED
    assert [*AuditEntry.objects.order_by("pk").values_list("act", flat=True)] == ["score_pictures", "stop_scoring"]
    again = by_manager.post(f"/scores/runs/{run.pk}/stop/", follow=True).content.decode()
    assert "This walk has ended." in again


def test_settings_that_cannot_be_read_are_told(by_manager: Client, settings: Settings, tmp_path: Path) -> None:
    settings.SCORERS_FILE = str(tmp_path / "none.toml")

    assert "SCORERS_FILE, " in by_manager.get("/scores/").content.decode()
    assert Scorer.objects.count() == 0


def scored(**values: float) -> dict[str, Image]:
    """Images by name, with these NSFW scores by fox@1."""
    scorer = ScorerFactory(name="fox")
    images = {name: ImageFactory(source_key=name) for name in values}
    for name, value in values.items():
        ScoreFactory(image=images[name], scorer=scorer, value=value)
    return images


def test_a_threshold_shows_first_what_it_would_reach(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    scored(low=0.1, near=0.8, high=0.9)

    with django_assert_num_queries(12):
        # Scorers, thrice by their key, and whose the threshold is; how many; the nearest; the histogram's look.
        answer = by_manager.get("/scores/cover/", {"by": "fox@1", "least": "0.8"})

    assert answer.context["n"] == 2
    assert [(image.source_key, image.score) for image in answer.context["images"]] == [("near", 0.8), ("high", 0.9)]
    assert "67 % fit." in answer.content.decode()
    assert not SensitivityChange.objects.exists()


def test_pictures_are_covered_with_a_reason_those_that_nobody_spoke_of(by_manager: Client) -> None:
    images = scored(low=0.1, high=0.9, decided=0.95, blocked=0.95)
    SensitivityChangeFactory(image=images["decided"], cause="hand", after=Sensitivity.SAFE)
    Image.objects.filter(source_key="blocked").update(sensitivity=Sensitivity.BLOCKED)

    page = by_manager.post(
        "/scores/cover/", {"by": "fox@1", "least": "0.5", "reason": "seen twelve"}, follow=True
    ).content.decode()

    assert "Sensitive from now on: 1." in page
    found = dict(Image.objects.values_list("source_key", "sensitivity"))
    assert found == {"low": "unknown", "high": "sensitive", "decided": "unknown", "blocked": "blocked"}
    change = SensitivityChange.objects.get(image=images["high"])
    assert (change.cause, change.before, change.reason) == (
        SensitivityCause.SCORE,
        "unknown",
        "seen twelve (NSFW score of 0.5 or more, fox@1)",
    )
    detail = AuditEntry.objects.get(act="cover_by_score").detail
    assert detail == {"least": 0.5, "pictures": 1, "reason": "seen twelve"}
    by_manager.post("/scores/cover/", {"by": "fox@1", "least": "0.5", "reason": "again"})
    assert SensitivityChange.objects.filter(cause=SensitivityCause.SCORE).count() == 1


def test_who_never_wants_such_pictures_holds_them_no_more(by_manager: Client) -> None:
    image = scored(high=0.9)["high"]
    member = MemberFactory(annotator__exposure=Exposure.NEVER)
    pair = BatchPairFactory(batch=member.batch, image=image)
    slot = pair.slots.first()
    held = {"state": SlotState.LEASED, "annotator": member.annotator, "lease_ends_at": timezone.now()}
    Slot.objects.filter(pk=slot.pk).update(**held)

    by_manager.post("/scores/cover/", {"by": "fox@1", "least": "0.5", "reason": "seen"})

    slot.refresh_from_db()
    assert (slot.state, slot.annotator) == (SlotState.OPEN, None)


def test_pairs_are_narrowed_by_their_scores_on_the_pages_of_states(by_manager: Client) -> None:
    low, high = BatchPairFactory(state=1), BatchPairFactory(state=1)
    scorer = ScoreFactory(image=low.image, value=0.1, scorer__name="fox").scorer
    ScoreFactory(image=high.image, value=0.9, scorer=scorer)

    answer = by_manager.get("/pairs/", {"show": "work", "nsfw_by": "fox@1", "nsfw_least": "0.5"})

    assert answer.context["pairs"] == [high]
    assert "show=done&amp;nsfw_by=fox%401&amp;nsfw_least=0.5" in answer.content.decode()
    assert by_manager.get("/pairs/", {"show": "work"}).context["pairs"] == [high, low]


def test_a_pair_tells_its_scores(by_manager: Client) -> None:
    image = ScoreFactory(scorer__name="fox", value=0.125).image
    Image.objects.filter(pk=image.pk).update(clip_score=0.3)

    page = by_manager.get(f"/pairs/{image.public_id}/").content.decode()

    assert "<dt>CLIP score</dt><dd>0.3, as collected</dd><dt>NSFW score</dt><dd>0.125, by <bdi>fox@1</bdi></dd>" in page


def test_results_are_narrowed_by_their_scores(by_manager: Client) -> None:
    table = Table()
    for who in (0, 1):
        table.judge(who, RED)
    publishing.publish_all(now=timezone.now())
    ScoreFactory(image=table.pair.image, value=0.9, scorer__name="fox")

    found = by_manager.get("/results/", {"nsfw_by": "fox@1", "nsfw_least": "0.5"})
    none = by_manager.get("/results/", {"nsfw_by": "fox@1", "nsfw_most": "0.5"})

    assert [one.result.pair for one in found.context["results"]] == [table.pair]
    assert none.context["results"] == []
    assert "None with such a score" in none.content.decode()
