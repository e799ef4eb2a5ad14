"""Answers to tests beside their gold, as whoever gave them reads them."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from annotation.models import Annotator, Gold, QualificationAnswer, Thread
from annotation.rules.views import TokenView, token_views
from dataset.rules.tokens import unpack

WITH = ("item__qualification", "item__image", "item__gold__tokenisation__prompt")


@dataclass(frozen=True, slots=True)
class Result:
    """An answer with its prompt word by word, what is true, and the thread that contests it."""

    answer: QualificationAnswer
    gold: Gold
    tokens: list[TokenView]
    tail: str
    thread: Thread | None


def results(annotator: Annotator, *, before: int | None, limit: int) -> list[Result]:
    """What somebody answered in tests, the newest first; two queries."""
    found = of(annotator)
    if before is not None:
        found = found.filter(pk__lt=before)
    return [result(answer) for answer in found.order_by("-pk")[:limit]]


def one(annotator: Annotator, answer_id: int) -> Result | None:
    answer = of(annotator).filter(pk=answer_id).first()
    return None if answer is None else result(answer)


def of(annotator: Annotator) -> QuerySet[QualificationAnswer]:
    """Those of finished attempts and of the one that goes on: each was told when it was given."""
    contests = Prefetch("contests", Thread.objects.all())
    found = QualificationAnswer.objects.filter(item__annotator=annotator)
    return found.select_related(*WITH).prefetch_related(contests)


def result(answer: QualificationAnswer) -> Result:
    gold, contests = answer.item.gold, [*answer.contests.all()]
    return Result(answer, gold, *words_of(gold), contests[0] if contests else None)


def words_of(gold: Gold) -> tuple[list[TokenView], str]:
    return token_views(gold.tokenisation.prompt.text, unpack(gold.tokenisation.tokens), gold.locked)
