"""Where somebody is on the way to their first pair, and as the JSON that its page reads."""

from collections.abc import Iterable
from typing import Any

from annotation.choices import BatchState, MemberState
from annotation.models import Annotator, Gold, Member, Onboarding, Qualification, QualificationItem
from annotation.queries import qualifications
from annotation.queries.workbench import ImageUrl, image_json
from annotation.rules.onboarding import LEARNING, Progress, Step, step
from annotation.rules.qualifications import Comparison
from annotation.rules.views import token_views
from dataset.rules.tokens import unpack

RUNNING = (BatchState.OPENING, BatchState.OPEN, BatchState.PAUSED)


def progress_of(onboarding: Onboarding, *, asked: bool) -> Progress:
    return Progress(
        consented=onboarding.consented_at is not None,
        rule_read=onboarding.rule_read_at is not None,
        n_examples=onboarding.n_examples,
        practised=onboarding.practised_at is not None,
        skipped=onboarding.skipped_at is not None,
        qualified=onboarding.qualified_at is not None,
        failed=onboarding.failed_at is not None,
        asked=asked,
    )


def place(onboarding: Onboarding) -> Step:
    """Where the person is."""
    decided = onboarding.qualified_at is not None or onboarding.failed_at is not None
    return step(progress_of(onboarding, asked=not decided and is_asked(onboarding.annotator)))


def is_asked(annotator: Annotator) -> bool:
    """Whether this person is to qualify: an attempt is open and can go on, or there is gold enough for one."""
    attempt = qualifications.open_attempt(annotator)
    return qualifications.is_possible(annotator) if attempt is None else qualifications.can_go_on(attempt)


def keeps_from_work(annotator: Annotator) -> bool:
    """
    Whether to show the way instead of the workbench: something is not learned yet, or every batch waits for the test.

    Who was here before there was such a way is not sent back to its start.
    """
    found = Onboarding.objects.filter(annotator=annotator).first()
    if found is not None and step(progress_of(found, asked=False)) in LEARNING:
        return True
    states = places_of(annotator)
    return MemberState.WAITING in states and MemberState.ACTIVE not in states


def places_of(annotator: Annotator) -> set[str]:
    """The states of this person's places in batches that run."""
    return set(Member.objects.filter(annotator=annotator, batch__state__in=RUNNING).values_list("state", flat=True))


def journey(onboarding: Onboarding, image_url: ImageUrl) -> dict[str, Any]:
    """All that the page of the way needs to go on where the person stopped."""
    at = place(onboarding)
    attempt = qualifications.open_attempt(onboarding.annotator) if at == Step.QUALIFICATION else None
    asked = qualifications.bar()
    return {
        "step": at.value,
        "n_examples": onboarding.n_examples,
        "n_practised": onboarding.n_practised,
        "bar": {"n_items": asked.n_items, "recall": asked.recall, "precision": asked.precision},
        "is_asked": is_asked(onboarding.annotator),
        "has_work": MemberState.ACTIVE in places_of(onboarding.annotator),
        "attempt": attempt_json(attempt, image_url) if attempt else None,
        "last": last_json(onboarding.annotator),
    }


def attempt_json(attempt: Qualification, image_url: ImageUrl) -> dict[str, Any]:
    """An attempt: how far it is, its next picture without its gold, and at its end the result."""
    item = qualifications.next_item(attempt)
    return {
        "number": attempt.number,
        "n_items": attempt.n_items,
        "n_done": attempt.n_items if item is None else qualifications.n_answered(attempt),
        "item": item_json(item, image_url) if item else None,
        "result": result_json(attempt),
    }


def last_json(annotator: Annotator) -> dict[str, Any] | None:
    """The result of the last finished attempt."""
    finished = Qualification.objects.filter(annotator=annotator, finished_at__isnull=False)
    last = finished.order_by("-number").first()
    return result_json(last) if last else None


def result_json(attempt: Qualification) -> dict[str, Any] | None:
    if attempt.finished_at is None:
        return None
    count = qualifications.tally(attempt)
    return {
        "number": attempt.number,
        "passed": bool(attempt.passed),
        "recall": float(count.recall),
        "precision": float(count.precision),
        "recall_wanted": attempt.recall_wanted,
        "precision_wanted": attempt.precision_wanted,
    }


def item_json(item: QualificationItem, image_url: ImageUrl) -> dict[str, Any]:
    """A picture with its prompt, as the workbench knows pairs."""
    gold: Gold = item.gold
    prompt = gold.tokenisation.prompt
    views, tail = token_views(prompt.text, unpack(gold.tokenisation.tokens), gold.locked)
    image = item.image
    row = {
        "image": image.public_id,
        "width": image.width,
        "height": image.height,
        "thumbhash": bytes(image.thumbhash),
        "sensitivity": image.sensitivity,
    }
    return {
        "item": item.pk,
        "language": prompt.language or "und",
        "tokens_hash": gold.tokenisation.tokens_hash,
        "prompt": prompt.text,
        "n_words": gold.n_words,
        "tokens": [view._asdict() for view in views],
        "tail": tail,
        "image": image_json(row, image_url),
    }


def comparison_json(comparison: Comparison) -> dict[str, list[int]]:
    return {"hits": [*comparison.hits], "missed": [*comparison.missed], "over": [*comparison.over]}


def by_annotator(annotators: Iterable[Annotator]) -> dict[int, Onboarding]:
    """The ways of these people; one query."""
    return {row.annotator_id: row for row in Onboarding.objects.filter(annotator__in=[*annotators])}
