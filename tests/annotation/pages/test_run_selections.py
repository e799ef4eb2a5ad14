"""Which prompts a run asks about, as people read it."""

from typing import Any

import pytest

from annotation.templatetags.machines import selected
from dataset.queries.machine_selections import Wanted

EVERY = "of every source, in every language"


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Wanted(), EVERY),
        (Wanted("mine", ("en", "ko"), split="test"), "of mine, in English, 한국어, of the test split"),
        (Wanted(most=1_000), f"the first 1,000 of what fits, {EVERY}"),
        (Wanted(sample=500, seed=7), f"a sample of 500 drawn by seed 7, {EVERY}"),
        (Wanted(sample=500, seed=7, n_drawn_from=12_345), f"a sample of 500 drawn by seed 7 from 12,345, {EVERY}"),
        (Wanted(among="poison", of_run=4, code="W1"), "what run 4 got no valid answer to by W1"),
        (
            Wanted(among="cleaned"),
            "clean prompts that lost their caption or questions by strikes, as they come",
        ),
    ],
)
def test_a_selection_is_told_so_that_anybody_may_choose_the_same(wanted: Wanted, said: str) -> None:
    assert selected(wanted.as_json()) == said


def test_a_selection_of_an_older_run_is_told_too() -> None:
    older: dict[str, Any] = {"source": "mine", "languages": [], "most": 5}

    assert selected(older) == "the first 5 of what fits, of mine, in every language"
