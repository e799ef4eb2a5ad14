"""Who is here, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from annotation.choices import Exposure, LinkKind, MemberState, Role, SlotState
from annotation.models import (
    AccessLink,
    Annotator,
    AuditEntry,
    Batch,
    Judgment,
    Member,
    Onboarding,
    Qualification,
    Slot,
    User,
)
from annotation.queries import onboarding, qualifications
from annotation.rules.qualifications import Count


@dataclass(frozen=True, slots=True)
class Qualifying:
    """The way of a person with the attempts that they finished."""

    way: Onboarding
    attempts: list[Qualification]

    @property
    def state(self) -> str:
        """In a word: failed, waived, test, learning; empty when nothing is to be said."""
        if self.way.failed_at is not None:
            return "failed"
        if self.way.qualified_at is not None:
            return self.way.qualified_how
        return "" if self.way.practised_at or self.way.skipped_at else "learning"

    @property
    def results(self) -> list[tuple[int, bool, float, float]]:
        """Number, passed, recall and precision of each attempt."""
        counts = [(row, Count(row.n_hits, row.n_missed, row.n_over)) for row in self.attempts]
        return [(row.number, bool(row.passed), 100 * float(n.recall), 100 * float(n.precision)) for row, n in counts]


def everybody(*, after: str = "", limit: int = 50) -> list[User]:
    """People by username, each with their place among the annotators, from the username `after` on."""
    return [*User.objects.select_related("annotator").filter(username__gt=after).order_by("username")[:limit]]


def open_invitations(*, now: datetime) -> list[AccessLink]:
    """Invitations that can still be used, the newest first."""
    live = AccessLink.objects.filter(kind=LinkKind.INVITE, used_at__isnull=True, expires_at__gt=now)
    return [*live.order_by("-created_at", "-pk")]


def working_annotators(*, but_in: Batch | None = None) -> list[Annotator]:
    """Annotators who may be asked, by name; without those who work in a batch already, or will once they qualified."""
    found = Annotator.objects.working().select_related("user").order_by("user__first_name", "user__username")
    if but_in is None:
        return [*found]
    inside = Member.objects.filter(batch=but_in, annotator=OuterRef("pk")).exclude(state=MemberState.REMOVED)
    return [*found.filter(~Exists(inside))]


def annotators() -> list[Annotator]:
    """Everybody who is or was an annotator and can sign in, by name."""
    found = Annotator.objects.filter(user__is_active=True).select_related("user")
    return [*found.order_by("user__first_name", "user__username")]


def n_leases(annotator: Annotator) -> int:
    return Slot.objects.filter(annotator=annotator, state=SlotState.LEASED).count()


def n_judged_lately(annotators: Sequence[Annotator], *, now: datetime) -> int:
    """Pairs that these people judged in the last seven days."""
    judged = Judgment.objects.filter(annotator__in=annotators, revision=1, created_at__gt=now - timedelta(days=7))
    return judged.count()


def known_names(names: Sequence[str], *, now: datetime) -> tuple[set[str], set[str]]:
    """Of these names, those with an open invitation, and those of people who are here; two queries."""
    invited = AccessLink.objects.filter(kind=LinkKind.INVITE, name__in=names, used_at__isnull=True, expires_at__gt=now)
    here = User.objects.filter(first_name__in=names)
    return {*invited.values_list("name", flat=True)}, {*here.values_list("first_name", flat=True)}


def n_working_annotators() -> int:
    return Annotator.objects.working().count()


def never_wants_it(user: User) -> bool:
    """Whether this person chose to be shown nothing sensitive."""
    return Annotator.objects.filter(user=user, exposure=Exposure.NEVER).exists()


def is_spared(user: User) -> bool:
    """Whether this person, who judges pairs too, chose never to be shown what is sensitive."""
    return user.has_role(Role.ANNOTATOR) and never_wants_it(user)


def record_of(user: User, *, limit: int = 20) -> list[AuditEntry]:
    """What was done to somebody, the newest first."""
    return [*AuditEntry.objects.filter(subject=f"user {user.username}").order_by("-created_at", "-pk")[:limit]]


def qualifying(users: Sequence[User]) -> dict[int, Qualifying]:
    """How these people stand with the test, by account: those who have something to do with it; two queries."""
    annotators = {user.annotator.pk: user.annotator for user in users if hasattr(user, "annotator")}
    attempts = qualifications.attempts_of([*annotators.values()])
    ways = onboarding.by_annotator(annotators.values())
    return {
        annotator.user_id: Qualifying(ways[key], attempts[key]) for key, annotator in annotators.items() if key in ways
    }
