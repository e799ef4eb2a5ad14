"""How one person works: how much by day, how long by length of prompt, how much they strike, how others agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now, TruncWeek

from annotation.choices import SlotState, ThreadDecision
from annotation.models import Annotator, GoldAnswer, Judgment, QualificationAnswer
from annotation.queries import times
from annotation.queries.agreement import TOTALS, WORK, Agreement, figures
from annotation.rules.agreement import Figure, Undefined
from annotation.rules.pair_sums import PairSums, in_full
from annotation.rules.qualifications import Count

# A prompt of 1 to 10 words, of 11 to 20 …
LENGTHS = (1, 11, 21, 41, 81)

BY_DAY = """
SELECT (created_at AT TIME ZONE %(zone)s)::date AS day, count(*)
  FROM annotation_judgment
 WHERE annotator_id = %(annotator)s AND revision = 1 AND created_at >= %(since)s
 GROUP BY day ORDER BY day DESC"""

# The time that the page reported with the answer. None at all was reported by an answer of no time.
BY_LENGTH = f"""
SELECT width_bucket(n_words, ARRAY{[*LENGTHS]}), count(*),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY active_ms), percentile_cont(0.9) WITHIN GROUP (ORDER BY active_ms)
  FROM annotation_judgment
 WHERE annotator_id = %(annotator)s AND revision = 1 AND created_at >= %(since)s AND n_words > 0 AND active_ms > 0
 GROUP BY 1 ORDER BY 1"""  # noqa: S608  all parts are constants

# Words that could be struck: neither locked, nor left out of what was asked, nor said to be unsure.
STRIKES = """
SELECT count(*), sum(cardinality(j.canonical)),
       sum(coalesce(cardinality(j.asked), j.n_words - (SELECT count(*) FROM jsonb_object_keys(p.locked)))
           - cardinality(j.unsure))
  FROM annotation_judgment j
  JOIN annotation_slot s ON s.id = j.slot_id AND s.judgment_id = j.id
  JOIN annotation_batchpair p ON p.id = j.pair_id
 WHERE j.annotator_id = %(annotator)s AND j.created_at >= %(since)s AND j.outcome = 'judged'"""

# The sums of the pairs on which this person gave a first opinion.
AGREED = f"""
SELECT b.name, {TOTALS}, count(*) FILTER (WHERE p.sum_paired > 0)
  FROM annotation_judgment j
  JOIN annotation_slot s ON s.id = j.slot_id AND s.judgment_id = j.id AND s.state = {SlotState.FILLED.value}
  JOIN annotation_batchpair p ON p.id = j.pair_id AND s.ordinal <= p.wanted
  JOIN annotation_batch b ON b.id = p.batch_id AND NOT b.as_a_whole
 WHERE j.annotator_id = %(annotator)s AND j.created_at >= %(since)s AND j.outcome = 'judged' AND {WORK}
 GROUP BY b.id ORDER BY b.id DESC"""  # noqa: S608  all parts are constants

WORDS = ("n_hits", "n_missed", "n_over")


@dataclass(frozen=True, slots=True)
class OfDay:
    """What was judged on one day of their zone, in how much time at work; no time where none was reported."""

    day: date
    n_judged: int
    worked: timedelta

    @property
    def an_hour(self) -> float | None:
        hours = self.worked / timedelta(hours=1)
        return self.n_judged / hours if hours else None


@dataclass(frozen=True, slots=True)
class OfLength:
    """Seconds a pair, for prompts of `least` to `most` words; half of the pairs took the median or less."""

    least: int
    most: int | None
    n_judged: int
    median: float
    slow: float


@dataclass(frozen=True, slots=True)
class Strikes:
    """Words struck, of those that could be."""

    n_judged: int
    n_struck: int
    n_words: int

    @property
    def rate(self) -> float | Undefined:
        return self.n_struck / self.n_words if self.n_words else Undefined.NOTHING_JUDGED


@dataclass(frozen=True, slots=True)
class Agreed:
    """Agreement with others by batch, the newest first, and of all batches together."""

    together: Agreement
    batches: list[tuple[str, Agreement]]


@dataclass(frozen=True, slots=True)
class OnGold:
    """Answers to pictures whose truth is known."""

    n_answers: int
    words: Count

    @property
    def recall(self) -> Figure:
        """Undefined where the gold strikes nothing."""
        return self.words.recall if self.words.hits + self.words.missed else Undefined.NOTHING_JUDGED

    @property
    def precision(self) -> Figure:
        """Undefined where nothing was struck."""
        return self.words.precision if self.words.hits + self.words.over else Undefined.NOTHING_JUDGED


def by_day(annotator: Annotator, *, zone: str, since: date, began: datetime) -> list[OfDay]:
    """Days with work or judgments, the newest first; two queries."""
    judged = {day: int(n) for day, n in rows(BY_DAY, annotator, began, zone=zone)}
    worked = dict(times.days(annotator=annotator, since=since))
    days = sorted({*judged, *worked}, reverse=True)
    return [OfDay(day, judged.get(day, 0), worked.get(day, timedelta())) for day in days]


def by_length(annotator: Annotator, *, began: datetime) -> list[OfLength]:
    """The shortest prompts first; one query."""
    return [
        OfLength(LENGTHS[place - 1], most(place), int(n), median / 1000, slow / 1000)
        for place, n, median, slow in rows(BY_LENGTH, annotator, began)
    ]


def most(place: int) -> int | None:
    return LENGTHS[place] - 1 if place < len(LENGTHS) else None


def strikes(annotator: Annotator, *, began: datetime) -> Strikes:
    """Over all judgments that count or are surplus, in their newest revision; one query."""
    [row] = rows(STRIKES, annotator, began)
    return Strikes(*(int(n or 0) for n in row))


def agreed(annotator: Annotator, *, began: datetime) -> Agreed:
    """
    On the pairs on which they gave a first opinion, word by word, from the sums of these pairs; one query.

    With two opinions wanted these are exactly the agreement of this person with the others.
    """
    found = [(name, [int(n or 0) for n in sums]) for name, *sums in rows(AGREED, annotator, began)]
    every = [sums for _, sums in found]
    return Agreed(of(every), [(name, of([sums])) for name, sums in found])


def of(batches: Sequence[Sequence[int]]) -> Agreement:
    sums = [PairSums(*kept) for *kept, _ in batches]
    n_pairs = sum(n for *_, n in batches)
    n_judgments = sum(one.judgments for one in sums)
    return figures([(in_full(one), 1) for one in sums], n_pairs, n_judgments, intervals=False)


def on_gold(annotator: Annotator) -> OnGold:
    """
    All answers that they ever gave on gold, but those that were contested and withdrawn; two queries.

    Of those at work only what was given before this week: a figure that moves at once would tell which pair was gold.
    """
    tests = QualificationAnswer.objects.filter(item__annotator=annotator)
    counting = ~Q(contests__decision=ThreadDecision.WITHDRAWN)
    told = told_at_work(annotator).filter(counting)
    answers = [*tests.filter(counting).values_list(*WORDS), *told.values_list(*WORDS)]
    return OnGold(len(answers), sum((Count(*row) for row in answers), Count()))


def told_at_work(annotator: Annotator) -> QuerySet[GoldAnswer]:
    """How their present judgments of gold at work compare, of the weeks that are over."""
    return at_work(annotator).filter(created_at__lt=TruncWeek(Now(), tzinfo=UTC))


def at_work(annotator: Annotator) -> QuerySet[GoldAnswer]:
    return GoldAnswer.objects.filter(annotator=annotator, judgment__slot__judgment=F("judgment"))


def newest_on_gold(annotator: Annotator, limit: int = 20) -> list[GoldAnswer]:
    """Their latest judgments of gold at work, for who manages; one query."""
    found = at_work(annotator).select_related("judgment__pair__image", "judgment__pair__batch", "gold")
    return [*found.order_by("-created_at")[:limit]]


def judgments(annotator: Annotator, *, before: int | None) -> QuerySet[Judgment]:
    """Their present judgments with picture and prompt, the newest first, from before the judgment `before` on."""
    found = Judgment.objects.filter(annotator=annotator, slot__judgment=F("pk"))
    last = given_at(annotator, before) if before is not None else None
    if last is not None:
        found = found.filter(Q(created_at=last, pk__lt=before) | Q(created_at__lt=last), created_at__lte=last)
    with_words = found.select_related("pair__image", "pair__batch", "pair__tokenisation__prompt")
    return with_words.order_by("-created_at", "-pk")


def given_at(annotator: Annotator, judgment: int) -> datetime | None:
    return Judgment.objects.filter(annotator=annotator, pk=judgment).values_list("created_at", flat=True).first()


def rows(statement: str, annotator: Annotator, began: datetime, **said: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"annotator": annotator.pk, "since": began, **said})
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
