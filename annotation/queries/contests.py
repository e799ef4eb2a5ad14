"""What somebody may contest, as they read it: answers beside their gold, in tests and among the work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from annotation.choices import BatchState, PairState
from annotation.models import Annotator, BatchPair, Gold, GoldAnswer, QualificationAnswer, Thread
from annotation.queries.annotator_figures import told_at_work
from annotation.rules.qualifications import Count
from annotation.rules.views import TokenView, token_views
from dataset.choices import Outcome
from dataset.models import Image
from dataset.rules.tokens import unpack

OF_TEST = ("item__qualification", "item__gold__image", "item__gold__tokenisation__prompt")
OF_WORK = ("judgment__pair__batch", "gold__image", "gold__tokenisation__prompt")
CONTESTS = Prefetch("contests", Thread.objects.all())


@dataclass(frozen=True, slots=True)
class Result:
    """
    An answer with its prompt word by word, what is true, and the thread that contests it.

    It was given in an `attempt` of a test, or in a `batch`.
    """

    pk: int
    image: Image
    gold: Gold
    struck: Sequence[int]
    words: Count
    created_at: datetime
    tokens: list[TokenView]
    tail: str
    thread: Thread | None
    attempt: int = 0
    batch: str = ""


def of_tests(annotator: Annotator, *, before: int | None, limit: int) -> list[Result]:
    """What somebody answered in tests, the newest first; two queries."""
    found = in_tests(annotator)
    if before is not None:
        found = found.filter(pk__lt=before)
    return [in_test(answer) for answer in found.order_by("-pk")[:limit]]


def at_work(annotator: Annotator, *, before: int | None, limit: int) -> list[Result]:
    """What somebody answered on gold among their work, as far as it is told, the newest first; two queries."""
    found = told(annotator)
    if before is not None:
        found = found.filter(pk__lt=before)
    return [in_batch(answer) for answer in found.order_by("-pk")[:limit]]


def of_test(annotator: Annotator, answer_id: int) -> Result | None:
    answer = in_tests(annotator).filter(pk=answer_id).first()
    return None if answer is None else in_test(answer)


def one_at_work(annotator: Annotator, judgment_id: int) -> Result | None:
    answer = told(annotator).filter(pk=judgment_id).first()
    return None if answer is None else in_batch(answer)


def in_tests(annotator: Annotator) -> QuerySet[QualificationAnswer]:
    """Those of finished attempts and of the one that goes on: each was told when it was given."""
    found = QualificationAnswer.objects.filter(item__annotator=annotator)
    return found.select_related(*OF_TEST).prefetch_related(CONTESTS)


def told(annotator: Annotator) -> QuerySet[GoldAnswer]:
    """
    Which of their work was gold: never this week's, and none of a picture that a running batch gives as gold.

    What is contested already stays told.
    """
    image = OuterRef("gold__image")
    running = BatchPair.objects.filter(image=image, state=PairState.GOLD).exclude(batch__state=BatchState.CLOSED)
    given = Exists(running) & Exists(Gold.objects.filter(image=image).newest().in_use())
    contested = Exists(Thread.objects.filter(at_work=OuterRef("pk")))
    found = told_at_work(annotator).filter(Q(contested) | ~Q(given))
    return found.select_related(*OF_WORK).prefetch_related(CONTESTS)


def in_test(answer: QualificationAnswer) -> Result:
    gold, attempt = answer.item.gold, answer.item.qualification.number
    count, struck = Count(answer.n_hits, answer.n_missed, answer.n_over), answer.canonical
    thread = contest_of(answer)
    words = words_of(gold)
    return Result(answer.pk, gold.image, gold, struck, count, answer.created_at, *words, thread, attempt=attempt)


def in_batch(answer: GoldAnswer) -> Result:
    gold, batch = answer.gold, answer.judgment.pair.batch.name
    count, struck = Count(answer.n_hits, answer.n_missed, answer.n_over), struck_in(answer)
    thread = contest_of(answer)
    words = words_of(gold)
    return Result(answer.pk, gold.image, gold, struck, count, answer.created_at, *words, thread, batch=batch)


def struck_in(answer: GoldAnswer) -> Sequence[int]:
    """What counted of the judgment: what was said of the whole pair strikes nothing."""
    judgment = answer.judgment
    return judgment.canonical if judgment.outcome == Outcome.JUDGED else []


def contest_of(answer: QualificationAnswer | GoldAnswer) -> Thread | None:
    contests = [*answer.contests.all()]
    return contests[0] if contests else None


def words_of(gold: Gold) -> tuple[list[TokenView], str]:
    return token_views(gold.tokenisation.prompt.text, unpack(gold.tokenisation.tokens), gold.locked)
