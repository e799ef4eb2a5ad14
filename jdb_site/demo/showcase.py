"""A batch judged already when the visitor comes: true answers with planted disagreements, by the real actions."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from annotation.actions import claims, judgments
from annotation.models import Annotator, Batch, BatchPair
from annotation.rules.answers import Answer
from annotation.rules.canonical import canonical
from annotation.rules.leases import AT_MOST_HELD
from annotation.rules.outcomes import PairOutcome
from dataset.rules.tokens import Token, unpack, words
from jdb_site.demo.knowledge import behind, true_strikes
from jdb_site.demo.pairs import DemoPair

MS_A_WORD = 400
# Which of the pairs with something to strike get which disagreement; all others are judged alike.
AT_THE_DESK, MISSED, OVERSTRUCK = (0, 1), (2, 3), (4,)


@dataclass(frozen=True)
class Opinion:
    """What a judge says of a pair."""

    outcome: PairOutcome
    struck: tuple[int, ...] = ()
    unsure: tuple[int, ...] = ()


@dataclass(frozen=True)
class Case:
    """A pair with its truth; `number` counts the pairs that have something to strike, None for the others."""

    known: DemoPair
    tokens: Sequence[Token]
    truth: tuple[int, ...]
    number: int | None


def cases(batch: Batch) -> dict[int, Case]:
    """The drawn pairs of a batch by the key of their pair."""
    found: dict[int, Case] = {}
    n_struck = 0
    for pair in BatchPair.objects.filter(batch=batch).select_related("image", "tokenisation").order_by("pk"):
        known = behind(pair.image)
        if known is None or pair.tokenisation is None:
            continue
        tokens = unpack(pair.tokenisation.tokens)
        truth = true_strikes(known, tokens, pair)
        found[pair.pk] = Case(known, tokens, truth, n_struck if truth else None)
        n_struck += bool(truth)
    return found


def opinion(case: Case, judge: int) -> Opinion:
    """What the judge of that number (0, 1, 2) says: the truth, save for what is planted."""
    true = Opinion(PairOutcome(case.known.outcome), case.truth)
    if case.known.outcome != PairOutcome.JUDGED:
        return Opinion(true.outcome)
    if case.number in AT_THE_DESK:
        return (true, forgetful(case), unsure(case))[judge]
    if case.number in MISSED:
        return (true, Opinion(true.outcome), true)[judge]
    if case.number in OVERSTRUCK:
        return (true, true, zealous(case))[judge]
    return true


def doubtful(case: Case) -> int:
    """A true strike that stands for itself: without it, the rules do not strike the word again."""
    for word in case.truth:
        left = set(case.truth) - {word}
        if word not in canonical(case.known.prompt, case.tokens, left, case.known.language).struck:
            return word
    return case.truth[0]


def forgetful(case: Case) -> Opinion:
    return Opinion(PairOutcome.JUDGED, tuple(word for word in case.truth if word != doubtful(case)))


def unsure(case: Case) -> Opinion:
    return Opinion(PairOutcome.JUDGED, forgetful(case).struck, (doubtful(case),))


def zealous(case: Case) -> Opinion:
    kept = [t.word for t in words(case.tokens) if not t.locked and t.word is not None and t.word not in case.truth]
    return Opinion(PairOutcome.JUDGED, tuple(sorted({*case.truth, *kept[:1]})))


def judge_all(*, batch: Batch, judges: Sequence[Annotator], now: datetime) -> int:
    """Let the judges work through the batch until nobody finds more; return how many judgments that took."""
    known = cases(batch)
    n_judged = 0
    while n := sum(judge_held(annotator, judge, known, now) for judge, annotator in enumerate(judges)):
        n_judged += n
    return n_judged


def judge_held(annotator: Annotator, judge: int, known: Mapping[int, Case], now: datetime) -> int:
    """Claim and judge what one person is given."""
    held = claims.claim(annotator=annotator, wanted=AT_MOST_HELD, now=now).pairs
    for row in held:
        answer = answered(row, opinion(known[row["pair"]], judge))
        judgments.submit(annotator=annotator, answer=answer, now=now)
    return len(held)


def answered(row: Mapping[str, Any], said: Opinion) -> Answer:
    return Answer(
        uuid=uuid.uuid4(),
        pair_id=row["pair"],
        outcome=said.outcome,
        tokens_hash=row["tokens_hash"],
        struck=said.struck,
        unsure=said.unsure,
        active_ms=row["n_words"] * MS_A_WORD,
    )
