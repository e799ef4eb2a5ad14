from typing import Any

import pytest

from dataset.choices import MediaState, Outcome
from dataset.rules import exclusions
from dataset.rules.cleaning import Level
from dataset.rules.exclusions import Exclusion, exclusion
from dataset.rules.records import at_level
from tests.dataset.rules.verdict_rows import verdict_row


def reason(prompt: str, clean_prompt: str | None, level: Level = Level.TIDY, **changes: Any) -> Exclusion | None:
    row = verdict_row(prompt, clean_prompt, **changes)
    votes, _ = at_level(row.votes, row.removed, level)
    return exclusion(row, votes)


def test_a_pair_with_two_content_words_and_its_picture_goes_out() -> None:
    assert reason("a cat on a table", "a cat on a table") is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"withdrawn": "true"}, Exclusion.WITHDRAWN),
        ({"blocked": "true"}, Exclusion.BLOCKED),
        ({"outcome": "unjudgeable"}, Exclusion.UNJUDGEABLE),
        ({"outcome": "mismatch"}, Exclusion.MISMATCH),
        ({"outcome": "reject"}, Exclusion.REJECT),
        ({"clean_prompt": None, "struck": [0, 1, 2, 3, 4]}, Exclusion.EMPTY_PROMPT),
        ({"clean_prompt": "", "struck": [0, 1, 2, 3, 4]}, Exclusion.EMPTY_PROMPT),
        ({"clean_prompt": " \u3000\n", "struck": [0, 1, 2, 3, 4]}, Exclusion.EMPTY_PROMPT),
        ({"clean_prompt": "a cat", "struck": [2, 3, 4]}, Exclusion.FEW_CONTENT_WORDS),
        ({"media_state": "waiting", "sha256": ""}, Exclusion.IMAGE_MISSING),
        ({"media_state": "refused", "sha256": ""}, Exclusion.IMAGE_MISSING),
        ({"withdrawn": "true", "blocked": "true", "outcome": "mismatch"}, Exclusion.WITHDRAWN),
    ],
)
def test_the_first_reason_that_holds_is_given(changes: dict[str, Any], expected: Exclusion) -> None:
    row = {"clean_prompt": "a cat on a table"} | changes

    assert reason("a cat on a table", **row) is expected


def test_words_that_tidying_took_away_are_not_left_at_that_level() -> None:
    thin = {"struck": [1], "tidy_auto": [2, 3]}

    assert reason("Über Ulm nach Rom", "Über", language="de", level=Level.TIDY, **thin) is Exclusion.FEW_CONTENT_WORDS
    assert reason("Über Ulm nach Rom", "Über nach Rom", language="de", level=Level.STRICT, **thin) is None


def test_the_rules_know_the_corpus_closed_sets_by_their_names() -> None:
    assert MediaState.READY.value == exclusions.READY
    assert Outcome.JUDGED.value == exclusions.JUDGED
    for outcome in set(Outcome.values) - {exclusions.JUDGED}:
        assert Exclusion(outcome).value == outcome
