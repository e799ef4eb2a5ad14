"""What somebody can be at while they work; all of it is paid."""

from enum import StrEnum


class Activity(StrEnum):
    """From the strongest to the weakest: of two at one moment, in two tabs, the stronger one is what counts."""

    JUDGING = "judging"
    QUESTIONS = "questions"
    TRAINING = "training"
    GUIDELINE = "guideline"
    WAITING = "waiting"
    OUTAGE = "outage"


STRENGTH = {activity: -place for place, activity in enumerate(Activity)}
# There is nothing to press while one waits.
WAITS = frozenset({Activity.WAITING, Activity.OUTAGE})
