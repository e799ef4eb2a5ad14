"""Whoever looks at somebody else's pay leaves a trace that this person can read."""

from collections.abc import Collection
from datetime import datetime

from annotation.actions.pay_roles import require
from annotation.choices import Role
from annotation.models import Annotator, PayRead, User


def read_pay(*, reader: User, annotators: Collection[Annotator], what: str, now: datetime) -> None:
    """
    Pages and the API call this before they show pay of these people: everybody may see their own, the payroll all.

    :param what: what was looked at, in a few words: "day 2026-11-03", "payslip 2026-11a"

    :raises NotPayroll: it is somebody else's, and none of their business
    """
    others = [one for one in annotators if one.user_id != reader.pk]
    if not others:
        return
    require(reader, Role.PAYROLL)
    PayRead.objects.bulk_create(PayRead(reader=reader, annotator=one, what=what, created_at=now) for one in others)
