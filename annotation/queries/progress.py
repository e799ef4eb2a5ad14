"""How far the batches are, in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from django.db.models import Count, Q

from annotation.choices import JUDGED, MemberState, PairState, Purpose, SkipReason, SlotState
from annotation.models import Batch, BatchPair, Judgment, Member, SkipNote, Slot

COUNTED = ("judged", "held", "skipped")


@dataclass(slots=True)
class BatchProgress:
    """Pairs of a batch by what became of them; judgments include corrections and surplus."""

    batch: Batch
    pairs: dict[int, int] = field(default_factory=dict)
    n_judgments: int = 0
    n_members: int = 0

    def count(self, state: PairState) -> int:
        return self.pairs.get(state, 0)

    @property
    def n_pairs(self) -> int:
        return sum(self.pairs.values())

    @property
    def n_preparing(self) -> int:
        return self.count(PairState.PREPARING)

    @property
    def n_open(self) -> int:
        return self.count(PairState.OPEN)

    @property
    def n_desk(self) -> int:
        return self.count(PairState.DESK)

    @property
    def n_settled(self) -> int:
        return self.count(PairState.SETTLED)

    @property
    def n_withdrawn(self) -> int:
        return self.count(PairState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class MemberProgress:
    """One person's part in a batch."""

    member: Member
    name: str
    n_judged: int
    n_held: int
    n_skipped: int


@dataclass(frozen=True, slots=True)
class Passed:
    """What somebody wrote when they passed a pair on, and why they did."""

    note: SkipNote
    reason: str


def of_batches(batches: list[Batch] | None = None) -> list[BatchProgress]:
    """All batches, the newest first; four queries."""
    chosen = list(Batch.objects.order_by("-created_at", "-pk")) if batches is None else batches
    found = {batch.pk: BatchProgress(batch) for batch in chosen}
    pairs = BatchPair.objects.filter(batch__in=found, purpose=Purpose.WORK).exclude(state=PairState.REPLACED)
    for batch_id, state, n in pairs.values_list("batch", "state").annotate(n=Count("pk")).order_by():
        found[batch_id].pairs[state] = n
    judgments = Judgment.objects.filter(pair__batch__in=found).values_list("pair__batch")
    for batch_id, n in judgments.annotate(n=Count("pk")).order_by():
        found[batch_id].n_judgments = n
    members = Member.objects.filter(batch__in=found, state=MemberState.ACTIVE).values_list("batch")
    for batch_id, n in members.annotate(n=Count("pk")).order_by():
        found[batch_id].n_members = n
    return list(found.values())


def skip_notes(batch: Batch, *, limit: int = 20) -> list[Passed]:
    """What people wrote when they passed pairs of the batch on, the latest first; one query.

    That a pair was uncomfortable is told to nobody: `told` is the reason without that.
    """
    found = SkipNote.objects.filter(pair__batch=batch).select_related("annotator__user")
    return [Passed(note, told(SkipReason(note.reason))) for note in found.order_by("-created_at", "-pk")[:limit]]


def told(reason: SkipReason) -> str:
    return "" if reason is SkipReason.UNCOMFORTABLE else str(reason.label)


def of_members(batch: Batch) -> list[MemberProgress]:
    """The members of a batch by name; two queries."""
    counts: dict[int, Mapping[str, int]] = {}
    slots = Slot.objects.filter(batch=batch, annotator__isnull=False).values("annotator")
    for row in slots.annotate(
        judged=Count("pk", filter=Q(state__in=JUDGED)),
        held=Count("pk", filter=Q(state=SlotState.LEASED)),
        skipped=Count("pk", filter=Q(state=SlotState.SKIPPED)),
    ).order_by():
        counts[row["annotator"]] = {name: cast("dict[str, int]", row)[name] for name in COUNTED}
    blank = dict.fromkeys(COUNTED, 0)
    members = Member.objects.filter(batch=batch).select_related("annotator__user")
    return [
        MemberProgress(member, name, row["judged"], row["held"], row["skipped"])
        for member in members.order_by("annotator__user__username")
        for name in [member.annotator.user.get_full_name() or member.annotator.user.username]
        for row in [counts.get(member.annotator_id, blank)]
    ]
