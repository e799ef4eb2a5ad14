"""The way to the first pair: its steps in order, and which comes next."""

from dataclasses import dataclass
from enum import StrEnum

N_EXAMPLES = 6
N_KEYS = 8


class Step(StrEnum):
    CONSENT = "consent"
    RULE = "rule"
    EXAMPLES = "examples"
    PRACTICE = "practice"
    QUALIFICATION = "qualification"
    FAILED = "failed"
    DONE = "done"


LEARNING = (Step.CONSENT, Step.RULE, Step.EXAMPLES, Step.PRACTICE)


@dataclass(frozen=True, slots=True)
class Progress:
    """What somebody has done; `asked` is whether there is gold for them to qualify on."""

    consented: bool = False
    rule_read: bool = False
    n_examples: int = 0
    practised: bool = False
    skipped: bool = False
    qualified: bool = False
    failed: bool = False
    asked: bool = False


def step(progress: Progress) -> Step:
    """Where they are: the first step that is not done."""
    if not progress.skipped and (learning := learning_step(progress)) is not None:
        return learning
    if progress.qualified:
        return Step.DONE
    if progress.failed:
        return Step.FAILED
    return Step.QUALIFICATION if progress.asked else Step.DONE


def learning_step(progress: Progress) -> Step | None:
    if not progress.consented:
        return Step.CONSENT
    if not progress.rule_read:
        return Step.RULE
    if progress.n_examples < N_EXAMPLES:
        return Step.EXAMPLES
    return None if progress.practised else Step.PRACTICE
