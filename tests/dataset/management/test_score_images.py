"""Pictures scored here, at a terminal and by workers."""

from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django.fixtures import Settings

from dataset import tasks
from dataset.actions import score_walkers, score_walks
from dataset.actions.score_walkers import OutOfRange
from dataset.actions.score_walks import Wishes
from dataset.choices import RunState, ScorerPlace
from dataset.gateways import scorers
from dataset.gateways.scorers import PictureUnreadable
from dataset.models import Image, Score, Scorer, ScoreRun
from tests.dataset.scoring import made, picture
from tests.factories import ImageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _models(tmp_path: Path, settings: Settings) -> Iterator[None]:
    scorers._loaded.cache_clear()
    made(tmp_path, settings)
    yield
    scorers._loaded.cache_clear()


def told(*arguments: str) -> str:
    out = StringIO()
    call_command("score_images", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def values() -> list[float]:
    return [*Score.objects.order_by("image").values_list("value", flat=True)]


def three() -> list[Image]:
    return [picture("red", 255, 0, 0), picture("red", 0, 255, 0), picture("green", 0, 255, 1)]


def test_each_picture_is_scored_with_its_prompt() -> None:
    three()
    ImageFactory(media_state="waiting")

    assert told("--scorer", "clip") == "clip@1: 3 pictures: 3 added, 0 known, 0 refused.\n"

    assert values() == [1.0, 0.0, 0.999992]
    scorer = Scorer.objects.get()
    assert (scorer.kind, scorer.place, scorer.model, scorer.sha256) == (
        "clip",
        ScorerPlace.HERE,
        "tiny",
        scorers.named("clip").sha256,
    )


def test_a_second_time_only_what_is_new_is_scored() -> None:
    three()
    told("--scorer", "nsfw")
    picture("red", 255, 0, 1)

    assert told("--scorer", "nsfw") == "nsfw@1: 1 pictures: 1 added, 0 known, 0 refused.\n"
    assert told("--scorer", "nsfw") == "nsfw@1: 0 pictures: 0 added, 0 known, 0 refused.\n"
    assert Score.objects.count() == 4


def test_so_many_at_most_and_of_one_source() -> None:
    three()
    picture("red", 255, 0, 1, source="elsewhere")

    assert told("--scorer", "clip", "--most", "2") == "clip@1: 2 pictures: 2 added, 0 known, 0 refused.\n"
    assert told("--scorer", "clip", "--source", "elsewhere") == "clip@1: 1 pictures: 1 added, 0 known, 0 refused.\n"
    assert Score.objects.count() == 3


def test_a_picture_without_its_bytes_is_told_and_the_others_are_scored() -> None:
    three()
    Image.objects.filter(prompt__text="green").update(sha256="0" * 64)

    assert told("--scorer", "clip") == "clip@1: 3 pictures: 2 added, 0 known, 1 refused.\n  1 picture missing\n"
    assert values() == [1.0, 0.0]


class Impatient(StringIO):
    """Whoever reads it presses ctrl-C at the first complaint."""

    def write(self, said: str) -> int:
        if said.startswith("picture "):
            raise KeyboardInterrupt
        return super().write(said)


def test_stopped_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(score_walkers, "AT_ONCE", 1)
    images = three()
    Image.objects.filter(pk=images[1].pk).update(sha256="0" * 64)

    with pytest.raises(CommandError, match=r"^Stopped after 2 pictures. The same command goes on.$") as stop:
        call_command("score_images", scorer="clip", stdout=StringIO(), stderr=Impatient())
    then = (ScoreRun.objects.get().state, Score.objects.count())

    assert (stop.value.returncode, then) == (130, (RunState.STOPPED, 1))
    assert told("--scorer", "clip") == "clip@1: 3 pictures: 2 added, 0 known, 1 refused.\n  1 picture missing\n"
    assert ScoreRun.objects.get().state == RunState.DONE


def test_without_a_name_it_says_which_there_are(settings: Settings) -> None:
    assert told() == "clip  clip, version 1, tiny\nnsfw  nsfw, version 1, dataset.gateways.onnx_scorers.NsfwScorer\n"
    settings.SCORERS_FILE = ""
    assert told() == "SCORERS_FILE names no scorer. docs/scores.md says how.\n"


def test_other_weights_under_the_same_version_are_refused(settings: Settings) -> None:
    three()
    told("--scorer", "nsfw")
    path, files = Path(settings.SCORERS_FILE), scorers.named("clip").files
    before, other = scorers.named("nsfw").files["pictures"], files["texts"]
    said = path.read_text().replace(str(before.path), str(other.path)).replace(before.sha256, other.sha256)
    path.write_text(said)

    with pytest.raises(CommandError, match=r"There is a scorer nsfw@1 already, with sha256 '[0-9a-f]{64}'"):
        told("--scorer", "nsfw", "--in-background")


class TooHigh:
    """A scorer that is not set as its kind wants it."""

    def scores(self, pictures: Sequence[bytes], texts: Sequence[str]) -> list[float | PictureUnreadable]:
        return [31.5 for _ in pictures]


def test_a_scorer_whose_values_are_none_of_its_kind_is_stopped() -> None:
    three()
    asked = scorers.named("clip")
    run = score_walks.begin(asked=asked, wishes=Wishes(), actor="test", now=timezone.now())

    with pytest.raises(OutOfRange, match=r"^The scorer clip@1 gave 31.5, which is no clip score\.$"):
        [*score_walkers.walk(run=run, scorer=TooHigh())]
    assert Score.objects.count() == 0


def test_workers_walk_what_is_left_to_them_bit_by_bit() -> None:
    three()
    assert told("--scorer", "clip", "--in-background") == (
        f"Run {ScoreRun.objects.get().pk} is the workers' of the queue scores.\n"
    )
    run = ScoreRun.objects.get()
    assert Score.objects.count() == 0

    tasks.score_pictures(run.pk)
    run.refresh_from_db()

    assert (run.state, run.n_added, values()) == (RunState.DONE, 3, [1.0, 0.0, 0.999992])
    tasks.score_pictures(run.pk)
    assert Score.objects.count() == 3


def test_a_walk_that_was_cut_short_goes_on_at_its_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(score_walkers, "AT_ONCE", 2)
    three()
    told("--scorer", "clip", "--in-background")
    run, looks = ScoreRun.objects.get(), iter([True, False])

    assert score_walkers.go_on(run=run, clock=timezone.now, while_=lambda: next(looks)) is True
    run.refresh_from_db()
    assert (run.state, run.n_added) == (RunState.RUNNING, 2)
    assert score_walkers.go_on(run=run, clock=timezone.now, while_=lambda: True) is False
    assert values() == [1.0, 0.0, 0.999992]


def test_a_walk_whose_model_is_gone_fails_and_says_why(tmp_path: Path) -> None:
    three()
    told("--scorer", "nsfw", "--in-background")
    (tmp_path / "nsfw.onnx").unlink()
    scorers._loaded.cache_clear()

    tasks.score_pictures(ScoreRun.objects.get().pk)

    run = ScoreRun.objects.get()
    assert run.state == RunState.FAILED
    assert "is not there, and nothing is downloaded" in run.detail


def test_a_walk_that_is_stopped_is_left_where_it_is() -> None:
    three()
    told("--scorer", "clip", "--in-background")
    run = ScoreRun.objects.get()

    score_walks.stop(run=run, now=timezone.now())
    tasks.score_pictures(run.pk)

    assert Score.objects.count() == 0
    with pytest.raises(score_walks.WalkOver):
        score_walks.stop(run=run, now=timezone.now())


def test_nobody_is_rung_for_where_nobody_listens() -> None:
    three()
    told("--scorer", "clip", "--in-background")

    tasks.tick_scores()

    assert Score.objects.count() == 0
