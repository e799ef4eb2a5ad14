"""The steps to the first pair, in order."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.rules.onboarding import N_EXAMPLES, Progress, Step, step

LEARNED: dict[str, Any] = {"consented": True, "rule_read": True, "n_examples": N_EXAMPLES, "practised": True}


@pytest.mark.parametrize(
    ("progress", "at"),
    [
        (Progress(), Step.CONSENT),
        (Progress(consented=True), Step.RULE),
        (Progress(consented=True, rule_read=True), Step.EXAMPLES),
        (Progress(consented=True, rule_read=True, n_examples=N_EXAMPLES - 1), Step.EXAMPLES),
        (Progress(consented=True, rule_read=True, n_examples=N_EXAMPLES), Step.PRACTICE),
        (Progress(**LEARNED), Step.DONE),
        (Progress(**LEARNED, asked=True), Step.QUALIFICATION),
        (Progress(**LEARNED, asked=True, failed=True), Step.FAILED),
        (Progress(**LEARNED, qualified=True), Step.DONE),
        (Progress(skipped=True, qualified=True), Step.DONE),
        (Progress(skipped=True, asked=True), Step.QUALIFICATION),
    ],
)
def test_the_first_step_that_is_not_done_comes_next(progress: Progress, at: Step) -> None:
    assert step(progress) == at


@given(
    st.builds(
        Progress,
        consented=st.booleans(),
        rule_read=st.booleans(),
        n_examples=st.integers(0, 9),
        practised=st.booleans(),
        qualified=st.booleans(),
        failed=st.booleans(),
        asked=st.booleans(),
    )
)
def test_nobody_is_past_what_they_have_not_learned(progress: Progress) -> None:
    learned = progress.consented and progress.rule_read and progress.n_examples >= N_EXAMPLES and progress.practised

    assert (step(progress) in (Step.QUALIFICATION, Step.FAILED, Step.DONE)) is learned
