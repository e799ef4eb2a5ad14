"""Opening a batch, running it, ending it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import IntegrityError, transaction

from annotation.actions import audit, sieves, spreads
from annotation.choices import BatchState, MemberState, SieveAct, SlotState
from annotation.errors import AnnotationError
from annotation.gateways import openings, queue
from annotation.models import Annotator, Batch, Gold, GuidelineVersion, Member, Onboarding, Slot
from annotation.queries import coverage, onboarding, selections
from annotation.rules.consensus import Policy
from annotation.rules.selections import Selection
from dataset.queries import scores

GOLD_A_BATCH = 500  # nobody meets a picture twice, and each is looked at when one is given


class BatchNameTaken(AnnotationError):
    """Another batch has this name."""

    code = "batch_name_taken"


class NothingToJudge(AnnotationError):
    """The selection finds no pair that could be judged."""

    code = "nothing_to_judge"


class NotEnoughAnnotators(AnnotationError):
    """Fewer annotators than opinions at most: such a batch could not end without the desk."""

    code = "not_enough_annotators"


class NoGold(AnnotationError):
    """A share of gold is asked for, and there is none."""

    code = "no_gold"


class BatchClosed(AnnotationError):
    """The batch is closed for good."""

    code = "batch_closed"


@dataclass(frozen=True, slots=True)
class Terms:
    """
    Under which guideline (None: the newest), how urgent, by when; of a hundred pairs given, how many are gold; whether
    pairs are accepted or rejected, and no word struck.
    """

    guideline: GuidelineVersion | None = None
    priority: int = 0
    deadline: date | None = None
    gold_share: int = 0
    as_a_whole: bool = False


def open_batch(
    *,
    name: str,
    selection: Selection,
    wanted: int = 2,
    at_most: int = 3,
    split_to_desk: bool = False,
    requires_qualification: bool = False,
    terms: Terms = Terms(),
    unread: SieveAct | None = None,
    annotators: Sequence[Annotator],
    actor: str,
    now: datetime,
) -> Batch:
    """
    Freeze the selection into pairs. They come into work chunk by chunk, by `prepare`.

    :param unread: what becomes of the pairs that too few of the annotators can be asked about; None leaves them in
    :raises BatchNameTaken: another batch has this name
    :raises NothingToJudge: the selection finds no pair that could be judged
    :raises NotEnoughAnnotators: fewer members than opinions wanted
    :raises NoGold: gold is to be given, and there is none
    :raises NoSuchScorer: a threshold speaks of a scorer that there is not
    """
    if len(annotators) < wanted:
        raise NotEnoughAnnotators(
            f"{wanted} opinions a pair need at least {wanted} annotators; {len(annotators)} chosen."
        )
    policy = Policy(wanted, at_most, split_to_desk)
    try:
        with transaction.atomic():
            openings.lock()
            selection = replace(selection, scores=scores.meant(selection.scores))
            batch = make_batch(name=name, selection=selection, policy=policy, terms=terms, actor=actor, now=now)
            batch.requires_qualification = requires_qualification
            Member.objects.bulk_create(
                Member(batch=batch, annotator=annotator, state=state_for(annotator, batch)) for annotator in annotators
            )
            take_pairs(batch, selection)
            spreads.recount(batch=batch, now=now)
            audit.record(actor=actor, act="open_batch", subject=f"batch {name}", detail=batch.selection, now=now)
            batch.refresh_from_db()
            if unread is not None:
                sift(batch, unread, actor=actor, now=now)
            return batch
    except IntegrityError as error:
        if "annotation_batch_name" in str(error):
            raise BatchNameTaken(f"There is a batch named {name!r} already; choose another name.") from error
        raise


def make_batch(*, name: str, selection: Selection, policy: Policy, terms: Terms, actor: str, now: datetime) -> Batch:
    guideline = terms.guideline or GuidelineVersion.objects.filter(published_at__isnull=False).latest("number")
    return Batch.objects.create(
        name=name,
        guideline=guideline,
        wanted=policy.wanted,
        at_most=policy.at_most,
        split_to_desk=policy.split_to_desk,
        priority=terms.priority,
        deadline=terms.deadline,
        gold_share=terms.gold_share,
        as_a_whole=terms.as_a_whole,
        seed=selection.seed,
        selection=selection.as_dict(),
        actor=actor,
        created_at=now,
    )


def take_pairs(batch: Batch, selection: Selection) -> None:
    gold = usable_gold() if batch.gold_share else []
    picked, arguments = selections.picked_sql(selection, gold)
    n_free = 0 if batch.as_a_whole else GOLD_A_BATCH - len(gold)
    batch.n_pairs = openings.take_pairs(batch_id=batch.pk, picked=picked, arguments=arguments, gold=gold, n_free=n_free)
    if batch.n_pairs == 0:
        raise NothingToJudge(
            "No pair fits: nothing found, not ready yet, judged already, or left out by its traits or scores."
        )
    batch.save(update_fields=["n_pairs", "requires_qualification"])


def usable_gold() -> list[int]:
    """
    The gold that goes with a batch, the newest first.

    :raises NoGold: there is none
    """
    found = [*Gold.objects.current().order_by("-pk").values_list("pk", flat=True)[:GOLD_A_BATCH]]
    if not found:
        raise NoGold("There is no gold that could be given: make some first, or ask for none.")
    return found


def sift(batch: Batch, act: SieveAct, *, actor: str, now: datetime) -> None:
    """Leave out, or park, all that fewer members can be asked about than opinions are wanted."""
    for gap in coverage.of_batch(batch).gaps:
        reason = f"Opened with {gap.n_readers} who can be asked, of {batch.wanted} wanted."
        sieves.begin(
            batch=batch,
            act=act,
            language=gap.kind.language,
            sensitive=gap.kind.sensitive,
            reason=reason,
            actor=actor,
            now=now,
        )


@transaction.atomic
def pause(*, batch: Batch, actor: str, now: datetime) -> None:
    """Give out nothing more; what is held may still be sent."""
    told = change_state(batch, [BatchState.OPEN, BatchState.OPENING], BatchState.PAUSED)
    audit.record(actor=actor, act="pause_batch", subject=f"batch {batch.name}", detail=told, now=now)


@transaction.atomic
def resume(*, batch: Batch, actor: str, now: datetime) -> None:
    """Go on; pairs that still wait for their tokens come into work by themselves."""
    told = change_state(batch, [BatchState.PAUSED], BatchState.OPENING)
    audit.record(actor=actor, act="resume_batch", subject=f"batch {batch.name}", detail=told, now=now)


@transaction.atomic
def close(*, batch: Batch, actor: str, now: datetime) -> None:
    """End it for good; what is still in work stays unresolved."""
    told = change_state(
        batch, [BatchState.OPENING, BatchState.OPEN, BatchState.PAUSED], BatchState.CLOSED, closed_at=now
    )
    audit.record(actor=actor, act="close_batch", subject=f"batch {batch.name}", detail=told, now=now)


def change_state(batch: Batch, before: list[BatchState], after: BatchState, **also: datetime) -> dict[str, str]:
    """What the record says of it: the state before and after."""
    this = Batch.objects.select_for_update(no_key=True).get(pk=batch.pk)
    if this.state in before:
        Batch.objects.filter(pk=batch.pk).update(state=after, **also)
    elif this.state != after:
        raise BatchClosed(f"The batch is {this.get_state_display()}; that cannot be done now.")
    batch.refresh_from_db()
    return {"before": this.state, "after": after.value}


def state_for(annotator: Annotator, batch: Batch) -> MemberState:
    """
    How somebody joins: where a batch requires it, who has not qualified waits until they have.

    Nobody waits for what cannot come: without gold that this person could qualify on they work at once.
    """
    if (
        not batch.requires_qualification
        or Onboarding.objects.filter(annotator=annotator, qualified_at__isnull=False).exists()
    ):
        return MemberState.ACTIVE
    failed = Onboarding.objects.filter(annotator=annotator, failed_at__isnull=False).exists()
    return MemberState.WAITING if failed or onboarding.is_asked(annotator) else MemberState.ACTIVE


@transaction.atomic
def add_member(*, batch: Batch, annotator: Annotator, actor: str, now: datetime) -> Member:
    """Let this person work in the batch; somebody removed comes back where they were."""
    member, _ = Member.objects.update_or_create(
        batch=batch, annotator=annotator, defaults={"state": state_for(annotator, batch), "dry_until": None}
    )
    subject = f"batch {batch.name}"
    audit.record(actor=actor, act="add_member", subject=subject, detail={"annotator": annotator.pk}, now=now)
    return member


@transaction.atomic
def remove_member(*, batch: Batch, annotator: Annotator, actor: str, now: datetime) -> None:
    """Give this person nothing more of the batch; what they hold goes back, what they judged stays."""
    Member.objects.filter(batch=batch, annotator=annotator).update(state=MemberState.REMOVED)
    held = Slot.objects.filter(batch=batch, annotator=annotator, state=SlotState.LEASED).values_list("pk", flat=True)
    queue.give_back(annotator_id=annotator.pk, slots=list(held))
    subject = f"batch {batch.name}"
    audit.record(actor=actor, act="remove_member", subject=subject, detail={"annotator": annotator.pk}, now=now)
