"""Who may qualify on what: the gold that a person has not met, and how their attempts went."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from annotation.choices import ThreadDecision
from annotation.models import Annotator, Gold, Meeting, Qualification, QualificationAnswer, QualificationItem
from annotation.rules.qualifications import Bar, Count, n_usable
from dataset.choices import MediaState, Sensitivity


@dataclass(frozen=True, slots=True)
class Fresh:
    """Keys of gold that somebody may be measured by: with something to strike, and with nothing."""

    struck: list[int]
    bare: list[int]

    def suffices(self, n_items: int) -> bool:
        return n_usable(len(self.struck), len(self.bare), n_items) == n_items


def bar() -> Bar:
    """What this project asks of whoever wants to judge."""
    return Bar(
        settings.QUALIFICATION_ITEMS,
        settings.QUALIFICATION_ATTEMPTS,
        settings.QUALIFICATION_RECALL,
        settings.QUALIFICATION_PRECISION,
    )


def split(gold: QuerySet[Gold]) -> Fresh:
    found = list(gold.values_list("pk", "struck"))
    return Fresh([key for key, struck in found if struck], [key for key, struck in found if not struck])


def fresh(annotator: Annotator) -> Fresh:
    """Gold in the languages of this person on pictures that they never met, neither at work nor in an attempt."""
    tried = QualificationItem.objects.filter(annotator=annotator, image=OuterRef("image"))
    met = Meeting.objects.filter(annotator=annotator, pair__image=OuterRef("image"))
    readable = Q(tokenisation__prompt__language__in=["", *annotator.languages])
    return split(Gold.objects.current().filter(readable).exclude(Exists(tried)).exclude(Exists(met)))


def is_possible(annotator: Annotator) -> bool:
    """Whether there is enough fresh gold for one more attempt of this person."""
    return fresh(annotator).suffices(bar().n_items)


def has_enough() -> bool:
    """Whether the project's gold is enough for all attempts that somebody may have."""
    asked = bar()
    return split(Gold.objects.current()).suffices(asked.n_items * asked.n_attempts)


def open_attempt(annotator: Annotator) -> Qualification | None:
    return Qualification.objects.filter(annotator=annotator, finished_at__isnull=True).first()


def last_attempt(annotator: Annotator) -> Qualification | None:
    return Qualification.objects.filter(annotator=annotator).order_by("-number").first()


def next_item(attempt: Qualification) -> QualificationItem | None:
    """The first item without an answer that may be shown, with all that a screen needs."""
    return unanswered(attempt).select_related("gold__tokenisation__prompt", "image").order_by("position").first()


def unanswered(attempt: Qualification) -> QuerySet[QualificationItem]:
    """Items without an answer; what was withdrawn, covered or blocked since it was drawn is passed over."""
    items = QualificationItem.objects.filter(qualification=attempt, answer__isnull=True)
    shown = items.filter(image__media_state=MediaState.READY, image__withdrawn_at__isnull=True)
    return shown.exclude(image__sensitivity__in=[Sensitivity.SENSITIVE, Sensitivity.BLOCKED])


def n_answered(attempt: Qualification) -> int:
    return QualificationAnswer.objects.filter(item__qualification=attempt).count()


def can_go_on(attempt: Qualification) -> bool:
    """Whether the attempt can come to an end: something is answered, or there is a picture to be asked about."""
    if n_answered(attempt) or unanswered(attempt).exists():
        return True
    gold = fresh(attempt.annotator)
    return n_usable(len(gold.struck), len(gold.bare), attempt.n_items) > 0


def counting(attempt: Qualification) -> QuerySet[QualificationAnswer]:
    """The answers of an attempt that count: not those that were contested and withdrawn."""
    answers = QualificationAnswer.objects.filter(item__qualification=attempt)
    return answers.exclude(contests__decision=ThreadDecision.WITHDRAWN)


def tally(attempt: Qualification) -> Count:
    """The words of the answers of an attempt that count."""
    rows = counting(attempt).values_list("n_hits", "n_missed", "n_over")
    return sum((Count(*row) for row in rows), Count())


def attempts_of(annotators: Sequence[Annotator]) -> dict[int, list[Qualification]]:
    """Finished attempts by person, in order; one query."""
    found: dict[int, list[Qualification]] = {annotator.pk: [] for annotator in annotators}
    rows = Qualification.objects.filter(annotator__in=annotators, finished_at__isnull=False).order_by("number")
    for row in rows:
        found[row.annotator_id].append(row)
    return found
