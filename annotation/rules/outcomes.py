"""What can be said of a whole pair, and why a pair comes to the desk."""

from enum import StrEnum


class PairOutcome(StrEnum):
    """What one judgment, and in the end the verdict, says of the whole pair."""

    JUDGED = "judged"
    UNJUDGEABLE = "unjudgeable"
    MISMATCH = "mismatch"
    REJECT = "reject"


class DeskReason(StrEnum):
    """Why opinions alone do not settle a pair."""

    SPLIT = "split"
    EVEN = "even"
    UNSURE = "unsure"
    MAXIMUM = "maximum"
    UNLIKE_OUTCOMES = "unlike_outcomes"
    NOBODY_LEFT = "nobody_left"
    FLAG = "flag"
    PROOF = "proof"
    RULING = "ruling"


# Whatever opinions say: an adjudicator decides.
BY_A_PERSON = (DeskReason.PROOF, DeskReason.RULING)
