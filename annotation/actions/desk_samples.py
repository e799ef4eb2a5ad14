"""Drawing settled pairs that are to be looked at once more."""

from datetime import datetime

from django.conf import settings

from annotation.choices import Purpose, SampleKind, SettledHow
from annotation.models import Adjudication, BatchPair, DeskSample
from annotation.rules.outcomes import PairOutcome
from annotation.rules.samples import is_drawn


def draw_repeat(*, adjudication: Adjudication, share: float, now: datetime) -> None:
    """Have a share of the decisions decided once more; of a pair that comes back to the desk, the first alone."""
    if is_drawn(f"repeat {adjudication.pair_id}", share):
        DeskSample.objects.get_or_create(
            pair_id=adjudication.pair_id,
            kind=SampleKind.REPEAT,
            defaults={"of": adjudication, "drawn_at": now},
        )


def draw_third(*, pair: BatchPair, now: datetime, share: float | None = None) -> None:
    """
    Have a share of the pairs that opinions settled without a strike looked at by a third person.

    :param share: that of the settings, if it is not given; whoever publishes draws the same pairs
    """
    share = settings.DESK_THIRD_SHARE if share is None else share
    if is_silent(pair) and is_drawn(f"third {pair.pk}", share):
        DeskSample.objects.get_or_create(pair=pair, kind=SampleKind.THIRD, defaults={"drawn_at": now})


def is_silent(pair: BatchPair) -> bool:
    """Whether opinions alone left it as it was."""
    by_opinions = pair.settled_how == SettledHow.CONSENSUS and pair.purpose == Purpose.WORK
    return by_opinions and pair.outcome == PairOutcome.JUDGED and not pair.struck
