"""
How far the batches are, in a fixed number of queries.

A tick counts the rows (annotation/actions/tallies.py). Only a batch that it has not come to yet is counted here.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Count, Q, Sum

from annotation.choices import JUDGED, MemberState, PairState, Purpose, SkipReason, SlotState
from annotation.models import Batch, BatchPair, BatchTally, Judgment, Member, SkipNote, Slot, User, WorkTally

COLUMNS = {
    PairState.PREPARING: "n_preparing",
    PairState.OPEN: "n_open",
    PairState.DESK: "n_desk",
    PairState.SETTLED: "n_settled",
    PairState.SET_ASIDE: "n_set_aside",
    PairState.WITHDRAWN: "n_withdrawn",
}


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
    def n_unresolved(self) -> int:
        return self.n_pairs - self.n_settled - self.n_withdrawn

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
    """All batches, the newest first; three queries, two more when one is not counted yet."""
    chosen = list(Batch.objects.order_by("-created_at", "-pk")) if batches is None else batches
    found = {batch.pk: BatchProgress(batch) for batch in chosen}
    for tally in BatchTally.objects.filter(batch__in=found):
        found[tally.batch_id].pairs = {state: getattr(tally, name) for state, name in COLUMNS.items()}
    judged = WorkTally.objects.filter(batch__in=found).values_list("batch")
    for batch_id, n in judged.annotate(n=Sum("n_judgments")).order_by():
        found[batch_id].n_judgments = n
    members = Member.objects.filter(batch__in=found, state=MemberState.ACTIVE).values_list("batch")
    for batch_id, n in members.annotate(n=Count("pk")).order_by():
        found[batch_id].n_members = n
    if uncounted := {key: progress for key, progress in found.items() if not progress.pairs}:
        count(uncounted)
    return list(found.values())


def count(found: dict[int, BatchProgress]) -> None:
    """Count the rows of batches that are new; two queries."""
    pairs = BatchPair.objects.filter(batch__in=found, purpose=Purpose.WORK).exclude(state=PairState.REPLACED)
    for batch_id, state, n in pairs.values_list("batch", "state").annotate(n=Count("pk")).order_by():
        found[batch_id].pairs[state] = n
    judgments = Judgment.objects.filter(pair__batch__in=found).values_list("pair__batch")
    for batch_id, n in judgments.annotate(n=Count("pk")).order_by():
        found[batch_id].n_judgments = n


def skip_notes(batch: Batch, *, limit: int = 20) -> list[Passed]:
    """What people wrote when they passed pairs of the batch on, the latest first; one query.

    That a pair was uncomfortable is told to nobody: `told` is the reason without that.
    """
    found = SkipNote.objects.filter(pair__batch=batch).select_related("annotator__user")
    return [Passed(note, told(SkipReason(note.reason))) for note in found.order_by("-created_at", "-pk")[:limit]]


def told(reason: SkipReason) -> str:
    return "" if reason is SkipReason.UNCOMFORTABLE else str(reason.label)


def of_members(batch: Batch, *, after: str = "", limit: int | None = None) -> list[MemberProgress]:
    """
    The members of a batch by user name, from the name `after` on.

    Five queries, none of them over what was judged once a tick has counted that.
    """
    found = Member.objects.filter(batch=batch, annotator__user__username__gt=after)
    members = found.select_related("annotator__user").order_by("annotator__user__username")[:limit]
    people = [member.annotator_id for member in members]
    judged = n_judged(batch, people)
    held = n_slots(batch, people, [SlotState.LEASED])
    skipped = n_slots(batch, people, [SlotState.SKIPPED])
    return [
        MemberProgress(
            member,
            member.annotator.user.get_full_name() or member.annotator.user.username,
            *(counted.get(member.annotator_id, 0) for counted in (judged, held, skipped)),
        )
        for member in members
    ]


def working_in(batch: Batch) -> list[User]:
    """Who may be handed pairs of the batch, by user name; one query."""
    found = User.objects.filter(annotator__memberships__batch=batch, annotator__memberships__state=MemberState.ACTIVE)
    return [*found.order_by("username")]


def n_judged(batch: Batch, people: Collection[int]) -> dict[int, int]:
    """Pairs that each person judged, each pair once."""
    if BatchTally.objects.filter(batch=batch).exists():
        return dict(WorkTally.objects.filter(batch=batch, annotator__in=people).values_list("annotator", "n_judged"))
    return n_slots(batch, people, JUDGED)


def n_slots(batch: Batch, people: Collection[int], states: Collection[SlotState]) -> dict[int, int]:
    """Opinions of each person in these states."""
    slots = Slot.objects.filter(Q(state__in=states) if len(states) > 1 else Q(state=next(iter(states))))
    counted = slots.filter(batch=batch, annotator__in=people).values_list("annotator")
    return dict(counted.annotate(n=Count("pk")).order_by())
