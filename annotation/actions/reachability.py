"""A batch must be able to end: what nobody can take any more goes to the desk."""

from datetime import datetime

from django.db import transaction

from annotation.actions import settlement
from annotation.choices import MemberState, PairState
from annotation.gateways import answers
from annotation.models import Batch, Member

# With more members than this, a pair that all of them met is caught where they meet it: at the skip or the answer.
FEW_MEMBERS = 10


def give_up_unreachable(*, batch: Batch, now: datetime, limit: int = 500) -> int:
    """
    Send pairs whose open slots nobody may take to the desk; return how many.

    People leave and are suspended: this finds what their going left behind.
    """
    working = Member.objects.filter(
        batch=batch, state=MemberState.ACTIVE, annotator__suspended_at__isnull=True, annotator__user__is_active=True
    )
    if working.count() > FEW_MEMBERS:
        return 0
    pairs = answers.unreachable(batch_id=batch.pk, limit=limit)
    return sum(give_up(pair_id=pair_id, now=now) for pair_id in pairs)


@transaction.atomic
def give_up(*, pair_id: int, now: datetime) -> bool:
    this = settlement.load(pair_id=pair_id)
    if this is None or this.pair["state"] != PairState.OPEN:
        return False
    settlement.give_up(this=this, now=now)
    return True
