"""Who is due a mail of what waits for them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q

from annotation.choices import Role, ThreadKind
from annotation.models import AccountChoices, Notice, Thread, User

EVERY = timedelta(hours=23)  # a tick each hour: the next day at the same hour, or the one after
ANSWERING = [Role.MANAGER, Role.ADJUDICATOR]


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody with an address, the language that they chose, and what waits for them."""

    user: User
    language: str
    n_waiting: int
    n_late: int
    n_unread: int


def due(*, before: datetime, now: datetime) -> list[Due]:
    """Whoever has something waiting, and was sent nothing since `before`; four queries."""
    late, of_pay = Q(due_at__lt=now), Q(kind=ThreadKind.PAY)
    waiting = Thread.objects.filter(answered_at__isnull=True).aggregate(
        n=Count("pk", filter=~of_pay),
        late=Count("pk", filter=~of_pay & late),
        n_pay=Count("pk", filter=of_pay),
        late_pay=Count("pk", filter=of_pay & late),
    )
    unread = unread_by_user()
    people = User.objects.filter(is_active=True).exclude(email="")
    people = people.filter(Q(digest__isnull=True) | Q(digest__sent_at__lte=before)).order_by("pk")
    chosen = dict(AccountChoices.objects.values_list("annotator__user", "chosen__interface"))
    found = []
    for user in people:
        kinds = [kind for kind, roles in {"": ANSWERING, "_pay": [Role.PAYROLL]}.items() if user.has_role(*roles)]
        n_waiting = sum(waiting[f"n{kind}"] for kind in kinds)
        n_late = sum(waiting[f"late{kind}"] for kind in kinds)
        found.append(Due(user, chosen.get(user.pk) or "en", n_waiting, n_late, unread.get(user.pk, 0)))
    return [one for one in found if one.n_waiting or one.n_unread]


def unread_by_user() -> dict[int, int]:
    """What people have not read, and were not told of by mail yet."""
    new = Q(user__digest__isnull=True) | Q(created_at__gt=F("user__digest__sent_at"))
    rows = (
        Notice.objects.filter(new, event__isnull=True, read_at__isnull=True).values_list("user").annotate(n=Count("pk"))
    )
    return dict(rows)
