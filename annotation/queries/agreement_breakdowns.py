"""Where a batch agrees and where it does not: by annotator, by day, by pair, by word."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from annotation.choices import PairState, Purpose, SlotState
from annotation.models import Annotator, Batch, BatchPair
from annotation.queries.agreement import SCOPE, TOTALS, Agreement, figures
from annotation.rules.function_words import ATTACHED, ROLES
from annotation.rules.pair_sums import PairSums, in_full
from dataset.rules.tokens import unpack

N_PAIRS, N_WORDS, N_READ = 12, 30, 1000
JUDGED = PairSums._fields.index("judged")

# What each annotator gave as a first opinion, and the sums of the pairs that they gave it on. Where pairs are judged as
# a whole, rejecting one is what striking a word is.
BY_ANNOTATOR = f"""
SELECT s.annotator_id, count(*) AS n_judgments,
       CASE WHEN %(whole)s THEN count(*) FILTER (WHERE j.outcome <> 'judged')
            ELSE sum(cardinality(j.canonical)) END::bigint AS n_struck,
       {TOTALS}, count(*) FILTER (WHERE p.sum_paired > 0) AS n_pairs
  FROM annotation_batchpair p
  JOIN annotation_slot s ON s.pair_id = p.id AND s.state = {SlotState.FILLED.value} AND s.ordinal <= p.wanted
  JOIN annotation_judgment j ON j.id = s.judgment_id AND (j.outcome = 'judged' OR %(whole)s)
 WHERE {SCOPE}
 GROUP BY s.annotator_id"""  # noqa: S608  all parts are constants

BY_DAY = f"""
SELECT (p.settled_at AT TIME ZONE 'UTC')::date, {TOTALS}, count(*) FILTER (WHERE p.sum_paired > 0)
  FROM annotation_batchpair p
 WHERE {SCOPE} AND p.settled_at IS NOT NULL AND p.sum_judgments > 0
 GROUP BY 1 ORDER BY 1"""  # noqa: S608  all parts are constants


@dataclass(frozen=True, slots=True)
class OfAnnotator:
    """
    One annotator's first opinions in a batch: how much they strike, and the agreement on the pairs that they judged.

    With two opinions wanted these are exactly the agreement of this person with the others. `n_words` counts the words
    of those pairs that were judged by anybody: locked ones are not among them; or the pairs, where they are judged as a
    whole.
    """

    annotator: Annotator
    n_judgments: int
    n_struck: int
    n_words: int
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class OfDay:
    """The pairs that were settled on one day, of UTC."""

    day: date
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class ContestedWord:
    """A word on which opinions differ, in any case of letters: in how many pairs, of how many with it."""

    text: str
    n_contested: int
    n_pairs: int


def by_annotator(batch: Batch) -> list[OfAnnotator]:
    """Who judged most comes first; two queries."""
    found = rows(BY_ANNOTATOR, batch)
    people = Annotator.objects.select_related("user").in_bulk([row[0] for row in found])
    told = [OfAnnotator(people[who], n, n_struck, sums[JUDGED], of(sums)) for who, n, n_struck, *sums in found]
    return sorted(told, key=lambda row: (-row.n_judgments, row.annotator.pk))


def by_day(batch: Batch) -> list[OfDay]:
    """The earliest day first; one query."""
    return [OfDay(day, of(sums)) for day, *sums in rows(BY_DAY, batch)]


def contested_pairs(batch: Batch, limit: int = N_PAIRS) -> list[BatchPair]:
    """Those whose first opinions differ on most words; one query."""
    return [*differing(batch).order_by("-sum_differing", "-pk")[:limit]]


def contested_words(batch: Batch, limit: int = N_WORDS) -> list[ContestedWord]:
    """Of the newest thousand pairs on which opinions differ, the words contested in most of them; one query.

    None where pairs are judged as a whole.
    """
    if batch.as_a_whole:
        return []
    contested: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for pair in differing(batch).order_by("-pk")[:N_READ]:
        split, whole = words(pair)
        contested.update(split)
        there.update(whole)
    most = sorted(contested.items(), key=lambda item: (-item[1], item[0]))[:limit]
    return [ContestedWord(text, n, there[text]) for text, n in most]


def words(pair: BatchPair) -> tuple[set[str], set[str]]:
    """The words of a pair that are contested, and all of them; those that follow others have no say of their own."""
    if pair.tokenisation is None:
        return set(), set()
    prompt, roles = pair.tokenisation.prompt, ROLES.get(pair.tokenisation.prompt.language, {})
    tokens = unpack(pair.tokenisation.tokens)
    named = {token.word: token.text(prompt.text).casefold() for token in tokens if token.word is not None}
    judged = {word: text for word, text in named.items() if roles.get(text) not in ATTACHED}
    split = {text for word, text in judged.items() if 0 < pair.s[word] < pair.m[word]}
    return split, set(judged.values())


def differing(batch: Batch) -> QuerySet[BatchPair]:
    pairs = BatchPair.objects.filter(batch=batch, purpose=Purpose.WORK, sum_differing__gt=0)
    present = pairs.exclude(state__in=[PairState.WITHDRAWN, PairState.REPLACED])
    return present.select_related("image", "tokenisation__prompt")


def of(row: Iterable[int | None]) -> Agreement:
    *kept, n_pairs = (n or 0 for n in row)
    sums = PairSums(*kept)
    return figures([(in_full(sums), 1)], n_pairs, sums.judgments, intervals=False)


def rows(statement: str, batch: Batch) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"batch": batch.pk, "whole": batch.as_a_whole})
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
