"""Scores, read, brought in and used by programs."""

from pathlib import Path
from typing import Any

import pytest
from django.test.client import Client
from pytest_django.fixtures import Settings

from dataset.models import Image, Score
from tests.conftest import SignIn
from tests.dataset.scoring import made
from tests.factories import BatchFactory, ImageFactory, ScoreFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(signed_in: SignIn) -> Client:
    return signed_in(UserFactory(roles=["manager"]))


def sent(program: Client, address: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    answer = program.post(f"/api/v1/{address}", body, "application/json")
    return answer.status_code, answer.json()


def test_scores_are_brought_in_and_what_stays_out_is_told(program: Client) -> None:
    image = ImageFactory(source="mine", source_key="a.png")
    rows = [{"picture": str(image.public_id), "score": 0.5}, {"img_path": "b.png", "score": 0.5}]
    body = {"kind": "nsfw", "scorer": "fox", "version": "2", "source": "mine", "scores": rows}

    status, told = sent(program, "scores", body)
    again = sent(program, "scores", body)[1]

    assert (status, told["n_added"], told["n_refused"], told["scorer"]) == (200, 1, 1, "fox@2")
    assert told["problems"] == [{"row": 2, "reason": "unknown_picture", "detail": "b.png, 0.5"}]
    assert (again["n_added"], again["n_known"], Score.objects.count()) == (0, 1, 1)
    listed = program.get("/api/v1/scores").json()
    assert [(one["name"], one["n_scores"]) for one in listed["scorers"]] == [("fox", 1)]
    assert [run["id"] for run in listed["runs"]] == [again["id"], told["id"]]


def test_a_walk_is_begun_and_stopped(program: Client, tmp_path: Path, settings: Settings) -> None:
    made(tmp_path, settings)

    status, told = sent(program, "scores/walks", {"scorer": "clip"})

    assert (status, told["state"], told["scorer"]) == (200, "running", "clip@1")
    assert sent(program, f"scores/runs/{told['id']}", {"act": "stop"})[1]["state"] == "stopped"
    assert sent(program, f"scores/runs/{told['id']}", {"act": "stop"}) == (
        409,
        {"code": "walk_over", "message": "This walk has ended."},
    )


def test_a_threshold_is_foretold_and_covers(program: Client) -> None:
    image = ScoreFactory(scorer__name="fox", value=0.9).image

    assert sent(program, "previews/cover", {"least": 0.5}) == (200, {"n_pictures": 1, "at_once": 5000})
    assert sent(program, "scores/cover", {"least": 0.5, "reason": "seen"}) == (200, {"n_covered": 1})
    assert Image.objects.get(pk=image.pk).sensitivity == "sensitive"
    assert sent(program, "scores/cover", {"scorer": "cat@1", "least": 0.5, "reason": "seen"})[0] == 409


def test_a_preview_of_a_batch_tells_how_scores_are_spread(program: Client) -> None:
    image = ScoreFactory(scorer__name="fox", value=0.9).image
    ImageFactory()
    limit = {"kind": "nsfw", "most": 0.5, "unscored": True}

    status, told = sent(program, "previews/batch", {"scores": [limit]})

    assert (status, told["n_found"], told["n_picked"], told["left_out_by_score"]) == (200, 2, 1, {"nsfw": 1})
    [spread] = told["histograms"]
    assert {name: spread[name] for name in ("kind", "scorer", "n_scored", "n_unscored", "n_within")} == {
        "kind": "nsfw",
        "scorer": "fox@1",
        "n_scored": 1,
        "n_unscored": 1,
        "n_within": 1,
    }
    assert image.pk is not None


@pytest.mark.parametrize(
    "limits",
    [
        [{"kind": "nsfw"}],
        [{"kind": "nsfw", "least": -0.5}],
        [{"kind": "clip", "least": 0.5, "most": 0.2}],
        [{"kind": "taste", "least": 0.5}],
        [{"kind": "nsfw", "least": 0.5, "scorer": "a b"}],
        [{"kind": "nsfw", "least": 0.5}, {"kind": "nsfw", "most": 0.9}],
    ],
)
def test_a_threshold_that_is_none_is_refused(program: Client, limits: list[dict[str, Any]]) -> None:
    BatchFactory()

    assert sent(program, "previews/batch", {"scores": limits})[0] == 422


def test_the_life_of_a_pair_tells_its_scores(program: Client) -> None:
    image = ScoreFactory(scorer__name="fox", value=0.9).image

    told = program.get(f"/api/v1/pairs/{image.public_id}").json()

    assert told["scores"] == [{"kind": "nsfw", "scorer": "fox@1", "score": 0.9}]
