"""Attempts to qualify: drawn from gold that the person never met, answered one picture after another."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from annotation.actions import onboarding as onboardings
from annotation.choices import QualifiedHow
from annotation.errors import AnnotationError
from annotation.models import Annotator, Gold, Onboarding, Qualification, QualificationAnswer, QualificationItem
from annotation.queries import onboarding as places
from annotation.queries import qualifications
from annotation.rules.canonical import CANONICAL_VERSION, canonical
from annotation.rules.onboarding import Step
from annotation.rules.qualifications import Comparison, Given, compared, counted, drawn, passes
from dataset.rules.tokens import unpack


class NotAsked(AnnotationError):
    """This person has nothing to qualify for now."""

    code = "not_asked"


class ItemUnknown(AnnotationError):
    """There is no such item, or it is somebody else's."""

    code = "not_found"
    status = 404


class ItemAnswered(AnnotationError):
    """The item has another answer already; a test is not corrected."""

    code = "uuid_reused"


class WordsUnknown(AnnotationError):
    """The answer strikes words that the item does not have, or that are locked."""

    code = "malformed"
    status = 422


@dataclass(frozen=True, slots=True)
class Marked:
    """An answer beside its gold, and the attempt that it belongs to."""

    comparison: Comparison
    attempt: Qualification


@transaction.atomic
def start(*, annotator: Annotator, now: datetime) -> Qualification:
    """
    The attempt that is open, or a new one on fresh gold.

    :raises NotAsked: the steps before are not done, no attempt is left, or there is no gold for one
    """
    onboarding = locked_onboarding(annotator, now)
    if (found := qualifications.open_attempt(annotator)) is not None:
        go_on(found, now)
        return found
    if places.place(onboarding) != Step.QUALIFICATION:
        raise NotAsked("There is nothing to qualify for now.")
    asked, number = qualifications.bar(), n_taken(annotator) + 1
    attempt = Qualification.objects.create(
        annotator=annotator,
        number=number,
        n_items=asked.n_items,
        recall_wanted=asked.recall,
        precision_wanted=asked.precision,
        started_at=now,
    )
    draw(attempt, attempt.n_items)
    return attempt


def go_on(attempt: Qualification, now: datetime) -> None:
    """
    Draw fresh pictures for those that may not be shown any more. The attempt is over when all are answered, or when
    there is no fresh gold left to go on with.
    """
    answered = qualifications.n_answered(attempt)
    lacking = attempt.n_items - answered - qualifications.unanswered(attempt).count()
    if lacking > 0:
        draw(attempt, lacking)
    if answered and qualifications.next_item(attempt) is None:
        finish(attempt, now)


def draw(attempt: Qualification, n_items: int) -> None:
    """Give the attempt so many items, after those that it has."""
    gold = qualifications.fresh(attempt.annotator)
    n_before = attempt.items.count()
    chosen = drawn(gold.struck, gold.bare, n_items, seed=attempt.pk + n_before)
    rows = Gold.objects.in_bulk(chosen)
    QualificationItem.objects.bulk_create(
        QualificationItem(
            qualification=attempt,
            position=position,
            annotator=attempt.annotator,
            gold=rows[key],
            image_id=rows[key].image_id,
        )
        for position, key in enumerate(chosen, start=n_before + 1)
    )


def submit(*, annotator: Annotator, given: Given, now: datetime) -> Marked:
    """
    Keep the answer, once, and say how it compares; the last of an attempt decides it.

    :raises ItemUnknown: no such item of this person
    :raises ItemAnswered: another answer was given to it before
    :raises WordsUnknown: words that cannot be struck
    """
    try:
        with transaction.atomic():
            return keep_once(annotator, given, now)
    except IntegrityError as error:
        if "submission_uuid" in str(error):
            raise ItemAnswered("This answer's UUID was used before, for another item.") from error
        raise


def keep_once(annotator: Annotator, given: Given, now: datetime) -> Marked:
    locked_onboarding(annotator, now)
    items = QualificationItem.objects.select_related("gold__tokenisation__prompt", "qualification__annotator")
    item = items.filter(pk=given.item, annotator=annotator).first()
    if item is None:
        raise ItemUnknown("There is no such item, or it is not yours.")
    earlier = QualificationAnswer.objects.filter(item=item).first()
    if earlier is not None:
        return repeated(item, earlier, given)
    check_words(item.gold, given.struck)
    comparison = keep(item, given, now)
    go_on(item.qualification, now)
    return Marked(comparison, item.qualification)


def repeated(item: QualificationItem, earlier: QualificationAnswer, given: Given) -> Marked:
    """The same answer sent again is told the same."""
    if earlier.submission_uuid != given.uuid or earlier.struck != [*given.struck]:
        raise ItemAnswered("This item has another answer already.")
    return Marked(compared(earlier.canonical, item.gold.struck, locked_words(item.gold)), item.qualification)


def keep(item: QualificationItem, given: Given, now: datetime) -> Comparison:
    form = meant(item.gold, given.struck)
    comparison = compared(form, item.gold.struck, locked_words(item.gold))
    count = counted(comparison)
    QualificationAnswer.objects.create(
        item=item,
        submission_uuid=given.uuid,
        n_words=item.gold.n_words,
        struck=[*given.struck],
        canonical=form,
        canonical_version=CANONICAL_VERSION,
        n_hits=count.hits,
        n_missed=count.missed,
        n_over=count.over,
        active_ms=given.active_ms,
        created_at=now,
    )
    return comparison


def finish(attempt: Qualification, now: datetime) -> None:
    """Sum up: passed, or a further attempt, or none left."""
    count = qualifications.tally(attempt)
    attempt.n_hits, attempt.n_missed, attempt.n_over = count.hits, count.missed, count.over
    attempt.passed = passes(count, recall=attempt.recall_wanted, precision=attempt.precision_wanted)
    attempt.finished_at = now
    attempt.save()
    if attempt.passed:
        onboardings.qualify(annotator=attempt.annotator, how=QualifiedHow.TEST, now=now)
    elif n_left(attempt.annotator) <= 0 or not qualifications.is_possible(attempt.annotator):
        Onboarding.objects.filter(annotator=attempt.annotator).update(failed_at=now)


def n_taken(annotator: Annotator) -> int:
    return Qualification.objects.filter(annotator=annotator).count()


def n_left(annotator: Annotator) -> int:
    """Attempts that this person still has."""
    given = Onboarding.objects.get(annotator=annotator).n_more_attempts
    return qualifications.bar().n_attempts + given - n_taken(annotator)


def locked_onboarding(annotator: Annotator, now: datetime) -> Onboarding:
    """Two tabs of one person go one after the other."""
    found = onboardings.begin(annotator=annotator, now=now)
    return Onboarding.objects.select_for_update().select_related("annotator").get(pk=found.pk)


def locked_words(gold: Gold) -> set[int]:
    return {int(word) for word in gold.locked}


def check_words(gold: Gold, struck: Collection[int]) -> None:
    if not set(struck) <= set(range(gold.n_words)) - locked_words(gold):
        raise WordsUnknown(f"The item has {gold.n_words} words, some of them locked.")


def meant(gold: Gold, struck: Collection[int]) -> list[int]:
    prompt: Any = gold.tokenisation.prompt
    tokens = unpack(gold.tokenisation.tokens)
    return list(canonical(prompt.text, tokens, struck, prompt.language, locked_words(gold)).struck)
