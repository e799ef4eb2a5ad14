"""What somebody flagged, and what people decided since."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery

from annotation.choices import FlagReason, PairState, SettledHow
from annotation.models import Annotator, Flag, Thread
from dataset.choices import Sensitivity, SensitivityCause
from dataset.models import SensitivityChange

# What is said of the picture itself: who manages decides on it, whatever becomes of the pair.
OF_PICTURE = frozenset({FlagReason.NSFW, FlagReason.VIOLENCE, FlagReason.ILLEGAL})
WITH = ("pair__image", "pair__batch", "pair__tokenisation__prompt")


@dataclass(frozen=True, slots=True)
class Flagged:
    """A flag, who may see its picture by a later decision, what the desk made of the pair since, and its contest."""

    flag: Flag
    seen_by: Sensitivity | None
    outcome: str
    thread: Thread | None

    @property
    def is_decided(self) -> bool:
        return self.seen_by is not None or bool(self.outcome)


def of(annotator: Annotator, *, before: tuple[datetime, UUID] | None, limit: int) -> list[Flagged]:
    """What somebody flagged, the newest first, from before that one; two queries."""
    found = decided().filter(annotator=annotator)
    if before is not None:
        at, uuid = before
        found = found.filter(Q(created_at__lt=at) | Q(created_at=at, uuid__gt=uuid), created_at__lte=at)
    return [flagged(flag) for flag in found.order_by("-created_at", "uuid")[:limit]]


def one(uuid: UUID) -> Flagged | None:
    """Two queries."""
    flag = decided().filter(pk=uuid).first()
    return None if flag is None else flagged(flag)


def decided() -> QuerySet[Flag]:
    """Flags with the newest word of a person on the picture since each, as `said`."""
    by_hand = SensitivityChange.objects.filter(cause=SensitivityCause.HAND, created_at__gte=OuterRef("created_at"))
    newest = by_hand.filter(image=OuterRef("pair__image")).order_by("-number").values("after")[:1]
    found = Flag.objects.select_related(*WITH).annotate(said=Subquery(newest))
    return found.prefetch_related(Prefetch("contests", Thread.objects.all()))


def flagged(flag: Flag) -> Flagged:
    said = getattr(flag, "said", None) if OF_PICTURE.intersection(flag.reasons) else None
    contests = [*flag.contests.all()]
    return Flagged(flag, said and Sensitivity(said), settled_since(flag), contests[0] if contests else None)


def settled_since(flag: Flag) -> str:
    """What the desk made of the pair after it was flagged; empty until then."""
    pair = flag.pair
    by_desk = pair.state == PairState.SETTLED and pair.settled_how == SettledHow.DESK
    since = pair.settled_at is not None and pair.settled_at >= flag.created_at
    return pair.outcome if by_desk and since else ""
