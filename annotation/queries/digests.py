"""Who is due a mail of what waits for them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, F, Q

from annotation.choices import Role, ThreadKind
from annotation.models import AccountChoices, Notice, Thread, User
from annotation.queries import machine_days
from annotation.queries.machine_days import MachineNews
from dataset.choices import EventKind

EVERY = timedelta(hours=23)  # a tick each hour: the next day at the same hour, or the one after
NEW = Q(user__digest__isnull=True) | Q(created_at__gt=F("user__digest__sent_at"))  # since the last mail
ANSWERING = [Role.MANAGER, Role.ADJUDICATOR]


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody with an address, the language that they chose, and what waits for them."""

    user: User
    language: str
    n_waiting: int
    n_late: int
    n_unread: int
    machines: MachineNews | None = None
    ended: list[str] = field(default_factory=list)

    @property
    def has_news(self) -> bool:
        """Whether a mail is worth sending."""
        return bool(self.n_waiting or self.n_unread or self.machines or self.ended)


def due(*, before: datetime, now: datetime) -> list[Due]:
    """Whoever has something waiting, and was sent nothing since `before`; ten queries."""
    late, of_pay = Q(due_at__lt=now), Q(kind=ThreadKind.PAY)
    waiting = Thread.objects.filter(answered_at__isnull=True).aggregate(
        n=Count("pk", filter=~of_pay),
        late=Count("pk", filter=~of_pay & late),
        n_pay=Count("pk", filter=of_pay),
        late_pay=Count("pk", filter=of_pay & late),
    )
    unread, ended, machines = unread_by_user(), ended_by_user(now), machine_days.of(now)
    people = User.objects.filter(is_active=True).exclude(email="")
    people = people.filter(Q(digest__isnull=True) | Q(digest__sent_at__lte=before)).order_by("pk")
    chosen = dict(AccountChoices.objects.values_list("annotator__user", "chosen__interface"))
    found = []
    for user in people:
        kinds = [kind for kind, roles in {"": ANSWERING, "_pay": [Role.PAYROLL]}.items() if user.has_role(*roles)]
        n_waiting = sum(waiting[f"n{kind}"] for kind in kinds)
        n_late = sum(waiting[f"late{kind}"] for kind in kinds)
        told = (machines, ended[user.pk]) if user.has_role(Role.MANAGER) else (None, [])
        found.append(Due(user, chosen.get(user.pk) or "en", n_waiting, n_late, unread.get(user.pk, 0), *told))
    return [one for one in found if one.has_news]


def unread_by_user() -> dict[int, int]:
    """What people have not read, and were not told of by mail yet."""
    rows = (
        Notice.objects.filter(NEW, event__isnull=True, read_at__isnull=True).values_list("user").annotate(n=Count("pk"))
    )
    return dict(rows)


def ended_by_user(now: datetime) -> defaultdict[int, list[str]]:
    """Runs of models that ended since the last mail, as their managers were told."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    told = Notice.objects.filter(NEW, event__kind=EventKind.ENDED, created_at__gt=now - 2 * EVERY).order_by("pk")
    for user, says in told.values_list("user", "event__says"):
        found[user].append(says)
    return found
