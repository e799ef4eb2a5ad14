"""Thresholds on scores, over pairs with and without one."""

from typing import Any

import pytest

from dataset.choices import ScoreKind
from dataset.models import Image
from dataset.queries import scores
from dataset.queries.scores import NoSuchScorer
from dataset.rules.score_limits import COLLECTED, Kind, Limit
from tests.factories import ImageFactory, ScoreFactory, ScorerFactory

pytestmark = pytest.mark.django_db


def scored(*values: float | None, **scorer: Any) -> str:
    """Images a, b, c with these scores by one scorer, whose key it is."""
    by = ScorerFactory(**scorer)
    for place, value in enumerate(values):
        key = "abcdefg"[place]
        image = Image.objects.filter(source_key=key).first() or ImageFactory(source_key=key)
        if value is not None:
            ScoreFactory(image=image, scorer=by, value=value)
    return by.key


def let_through(*limits: Limit) -> str:
    return "".join(scores.limited(Image.objects.order_by("pk"), limits).values_list("source_key", flat=True))


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        ({"most": 0.5}, "ab"),
        ({"most": 0.49}, "a"),
        ({"least": 0.5}, "bc"),
        ({"least": 0.5, "most": 0.5}, "b"),
        ({"least": 0.51, "most": 0.6}, ""),
        ({"most": 0.5, "unscored": True}, "abd"),
        ({"least": 0.9, "unscored": True}, "cd"),
        ({}, "abcd"),
    ],
)
@pytest.mark.parametrize("by", ["collected", "a scorer"])
def test_a_threshold_lets_through_what_is_within_it(limit: dict[str, Any], expected: str, by: str) -> None:
    key = scored(0.1, 0.5, 0.9, None)
    if by == COLLECTED:
        for key_of_image, value in zip("abc", (0.1, 0.5, 0.9), strict=True):
            Image.objects.filter(source_key=key_of_image).update(nsfw_score=value)
        key = COLLECTED

    assert let_through(Limit(Kind.NSFW, key, **limit)) == expected


def test_a_threshold_speaks_of_its_scorer_alone() -> None:
    one, two = scored(0.1, 0.9, None, version="1", name="n"), scored(0.9, None, 0.1, version="2", name="n")

    assert let_through(Limit(Kind.NSFW, one, most=0.5)) == "a"
    assert let_through(Limit(Kind.NSFW, two, most=0.5)) == "c"


def test_thresholds_of_two_kinds_hold_together() -> None:
    nsfw, clip = scored(0.1, 0.1, 0.9), scored(0.3, 0.1, 0.3, kind=ScoreKind.CLIP)

    assert let_through(Limit(Kind.NSFW, nsfw, most=0.5), Limit(Kind.CLIP, clip, least=0.2)) == "a"


def test_who_is_not_named_is_the_newest_of_its_kind_with_scores() -> None:
    scored(0.1, name="old")
    newest = scored(0.2, name="new")
    ScorerFactory(name="without-scores")

    assert scores.meant([Limit(Kind.NSFW, most=0.5), Limit(Kind.CLIP, least=0.2), Limit(Kind.NSFW)]) == (
        Limit(Kind.NSFW, newest, most=0.5),
        Limit(Kind.CLIP, COLLECTED, least=0.2),
    )
    assert scores.choosable() == {Kind.NSFW: ["new@1", "old@1"], Kind.CLIP: []}


@pytest.mark.parametrize("key", ["nobody@1", "fox", "fox@2", "@", "clip@1"])
def test_a_scorer_that_is_none_of_that_kind_is_told(key: str) -> None:
    ScorerFactory(name="fox")
    ScorerFactory(name="clip", kind=ScoreKind.CLIP)

    with pytest.raises(NoSuchScorer, match=f"^No scorer {key} gives nsfw scores.$"):
        scores.meant([Limit(Kind.NSFW, key, most=0.5)])


def test_what_is_said_of_a_picture_names_who_says_it() -> None:
    image = ScoreFactory(scorer__name="fox", value=0.5).image
    image.clip_score = 0.3

    assert scores.of_image(image) == [("clip", COLLECTED, 0.3), ("nsfw", "fox@1", 0.5)]
