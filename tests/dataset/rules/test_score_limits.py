from typing import Any

import pytest

from dataset.rules.score_limits import Kind, Limit, as_json, from_json, narrowing


@pytest.mark.parametrize(
    ("limit", "value", "fits"),
    [
        ({}, None, True),
        ({}, 0.5, True),
        ({"most": 0.5}, 0.5, True),
        ({"most": 0.5}, 0.51, False),
        ({"least": 0.5}, 0.49, False),
        ({"most": 0.5}, None, False),
        ({"most": 0.5, "unscored": True}, None, True),
        ({"most": 0.5, "unscored": True}, 0.9, False),
    ],
)
def test_a_limit_lets_through_what_is_within_it(limit: dict[str, Any], value: float | None, *, fits: bool) -> None:
    assert Limit(Kind.NSFW, **limit).fits(value) is fits


def test_a_limit_is_kept_as_it_was() -> None:
    limits = (Limit(Kind.NSFW, "fox@1", most=0.3), Limit(Kind.CLIP, "collected", 0.2, 0.4, unscored=True))

    assert as_json(limits)[0] == {"kind": "nsfw", "scorer": "fox@1", "least": None, "most": 0.3, "unscored": False}
    assert from_json(as_json(limits)) == limits


def test_what_is_open_at_both_ends_narrows_nothing() -> None:
    assert narrowing([Limit(Kind.NSFW, "fox@1"), Limit(Kind.CLIP, least=0.0)]) == (Limit(Kind.CLIP, least=0.0),)
