"""What the database refuses of scores."""

from typing import Any

import pytest

from dataset.choices import RunState, ScoreKind, ScorerPlace
from tests.factories import NOW, ScoreFactory, ScorerFactory, ScoreRunFactory
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rule", "make", "row"),
    [
        ("scorer_is_known", ScorerFactory, {"kind": "art"}),
        ("scorer_is_known", ScorerFactory, {"place": "moon"}),
        ("scorer_is_named", ScorerFactory, {"name": ""}),
        ("scorer_is_named", ScorerFactory, {"version": ""}),
        ("scorer_here_knows_its_files", ScorerFactory, {"place": ScorerPlace.HERE}),
        ("scorer_here_knows_its_files", ScorerFactory, {"sha256": "0" * 64}),
        ("scorerun_state_known", ScoreRunFactory, {"state": "lost", "finished_at": NOW}),
        ("scorerun_ended_when_not_running", ScoreRunFactory, {"state": RunState.DONE}),
        ("scorerun_adds_up", ScoreRunFactory, {"n_rows": 1}),
    ],
)
def test_the_database_refuses(rule: str, make: Any, row: dict[str, Any]) -> None:
    with refused_by(rule):
        make(**row)


@pytest.mark.parametrize(
    ("kind", "value"), [(ScoreKind.NSFW, -0.01), (ScoreKind.NSFW, 1.01), (ScoreKind.CLIP, -1.01), (ScoreKind.CLIP, 31)]
)
def test_a_value_is_within_the_range_of_its_kind(kind: ScoreKind, value: float) -> None:
    with refused_by("score_fits_its_kind"):
        ScoreFactory(scorer=ScorerFactory(kind=kind), value=value)


@pytest.mark.parametrize(
    ("kind", "value"), [(ScoreKind.NSFW, 0), (ScoreKind.NSFW, 1), (ScoreKind.CLIP, -1), (ScoreKind.CLIP, 1)]
)
def test_the_ends_of_a_range_are_within(kind: ScoreKind, value: float) -> None:
    assert ScoreFactory(scorer=ScorerFactory(kind=kind), value=value).pk is not None


def test_a_scorer_speaks_of_a_picture_once() -> None:
    first = ScoreFactory()

    with refused_by("score_once"):
        ScoreFactory(image=first.image, scorer=first.scorer, value=0.5)
    assert ScoreFactory(image=first.image, value=0.5).pk is not None


def test_a_version_of_a_scorer_is_there_once() -> None:
    first = ScorerFactory()

    with refused_by("scorer_once"):
        ScorerFactory(name=first.name, version=first.version)
    assert ScorerFactory(name=first.name, version="2").key == f"{first.name}@2"
