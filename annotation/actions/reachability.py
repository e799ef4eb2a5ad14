"""A batch must be able to end: what nobody can take any more goes to the desk."""

from datetime import datetime

from django.db import transaction

from annotation.actions import settlement
from annotation.choices import MemberState, PairState
from annotation.gateways import answers
from annotation.models import Annotator, Batch, Member

# More people than a pair has places can only have met it all if some passed it on.
MOST_PLACES = 5


def give_up_unreachable(*, batch: Batch, now: datetime, limit: int = 500) -> int:
    """
    Send pairs whose open slots nobody may take to the desk; return how many.

    People leave and are suspended: this finds what their going left behind. A batch that nobody works in waits for
    new members, and one whose members are still qualifying waits for them. So does a pair that nobody ever met, since
    nobody reads its language or wants to see its picture.
    """
    if is_waited_for(batch):
        return 0
    if not Member.objects.filter(
        batch=batch, state=MemberState.ACTIVE, annotator__in=Annotator.objects.working()
    ).exists():
        return 0
    by_language = answers.n_working(batch_id=batch.pk)
    many = bool(by_language) and all(n == 0 or n_for_all > MOST_PLACES for n, n_for_all in by_language)
    pairs = answers.unreachable(batch_id=batch.pk, limit=limit, passed=many)
    return sum(give_up(pair_id=pair_id, now=now) for pair_id in pairs)


@transaction.atomic
def give_up(*, pair_id: int, now: datetime) -> bool:
    this = settlement.load(pair_id=pair_id)
    if this is None or this.pair["state"] != PairState.OPEN:
        return False
    return settlement.settle(this=this, now=now)


def is_waited_for(batch: Batch) -> bool:
    """Whether a member may still qualify; one who failed is waited for no longer."""
    waiting = Member.objects.filter(batch=batch, state=MemberState.WAITING)
    return waiting.filter(annotator__suspended_at__isnull=True, annotator__onboarding__failed_at__isnull=True).exists()
