"""The way of a person to their first pair: each step is kept when it is done, and never undone."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from annotation.actions import audit, people
from annotation.choices import MemberState, QualifiedHow
from annotation.errors import AnnotationError
from annotation.models import Annotator, Member, Onboarding, Qualification
from annotation.queries import qualifications
from annotation.queries.onboarding import is_asked, progress_of
from annotation.rules.onboarding import N_EXAMPLES, N_KEYS, Step, step


class NotYet(AnnotationError):
    """An earlier step is not done."""

    code = "not_yet"


class NotFailed(AnnotationError):
    """There is nothing to decide: the person has not used up their attempts."""

    code = "not_failed"


@transaction.atomic
def begin(*, annotator: Annotator, now: datetime) -> Onboarding:
    """
    The person's way, begun now unless it was before.

    Where the gold for their test is gone meanwhile, they wait for it no longer, as if there had been none.
    """
    found, _ = Onboarding.objects.get_or_create(annotator=annotator, defaults={"created_at": now})
    waiting = Member.objects.filter(annotator=annotator, state=MemberState.WAITING)
    if waiting.exists() and found.failed_at is None and not is_asked(annotator):
        waiting.update(state=MemberState.ACTIVE)
    return found


@transaction.atomic
def reach(*, annotator: Annotator, done: Step, n: int, now: datetime) -> Onboarding:
    """
    Note that a step is done, or the first `n` parts of it. Said again, it changes nothing.

    :raises NotYet: an earlier step is not done
    """
    onboarding = Onboarding.objects.select_for_update().get(pk=begin(annotator=annotator, now=now).pk)
    before = step(progress_of(onboarding, asked=False))
    if before not in (done, Step.DONE) and [*Step].index(before) < [*Step].index(done):
        raise NotYet("An earlier step is not done yet.")
    if onboarding.skipped_at is None:
        note(onboarding, done, n, now)
        onboarding.save()
    return onboarding


def note(onboarding: Onboarding, done: Step, n: int, now: datetime) -> None:
    match done:
        case Step.CONSENT:
            onboarding.consented_at = onboarding.consented_at or now
        case Step.RULE:
            onboarding.rule_read_at = onboarding.rule_read_at or now
        case Step.EXAMPLES:
            onboarding.n_examples = max(onboarding.n_examples, min(n, N_EXAMPLES))
        case Step.PRACTICE:
            onboarding.n_practised = max(onboarding.n_practised, min(n, N_KEYS))
            if onboarding.n_practised == N_KEYS:
                onboarding.practised_at = onboarding.practised_at or now


@transaction.atomic
def skip(*, annotator: Annotator, actor: str, now: datetime) -> None:
    """Pass over all of it and let the person work; the demo's visitor may."""
    begin(annotator=annotator, now=now)
    Onboarding.objects.filter(annotator=annotator, skipped_at__isnull=True).update(skipped_at=now)
    qualify(annotator=annotator, how=QualifiedHow.WAIVED, now=now)
    subject = people.subject(annotator.user)
    audit.record(actor=actor, act="skip_onboarding", subject=subject, now=now)


def qualify(*, annotator: Annotator, how: QualifiedHow, now: datetime) -> None:
    """The person may judge: wherever they waited, they work from now on."""
    rows = Onboarding.objects.filter(annotator=annotator, qualified_at__isnull=True)
    rows.update(qualified_at=now, qualified_how=how, failed_at=None)
    Member.objects.filter(annotator=annotator, state=MemberState.WAITING).update(state=MemberState.ACTIVE)


@transaction.atomic
def let_in(*, annotator: Annotator, reason: str, actor: str, now: datetime) -> None:
    """Let somebody work who did not qualify by the test; the reason stays in the record."""
    begin(annotator=annotator, now=now)
    qualify(annotator=annotator, how=QualifiedHow.WAIVED, now=now)
    subject, detail = people.subject(annotator.user), {"reason": reason}
    audit.record(actor=actor, act="let_in_unqualified", subject=subject, detail=detail, now=now)


@transaction.atomic
def give_another_attempt(*, annotator: Annotator, actor: str, now: datetime) -> None:
    """
    Let somebody who failed try once more, on gold that they have not met.

    :raises NotFailed: they have attempts left, or have qualified
    """
    failed = Onboarding.objects.filter(annotator=annotator, failed_at__isnull=False)
    n_taken = Qualification.objects.filter(annotator=annotator).count()
    more = Greatest(n_taken + 1 - qualifications.bar().n_attempts, F("n_more_attempts"))
    if not failed.update(failed_at=None, n_more_attempts=more):
        raise NotFailed("They have an attempt left, or have qualified.")
    subject = people.subject(annotator.user)
    audit.record(actor=actor, act="give_another_attempt", subject=subject, now=now)
