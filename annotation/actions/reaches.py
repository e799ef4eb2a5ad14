"""What a changed guideline touches: counted before it is published, carried out after, some pairs at a time."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from annotation.actions import gold, guidelines, preparation, rounds
from annotation.choices import PairState, ReachStage, Remedy, Touch
from annotation.errors import AnnotationError
from annotation.gateways import reaches as statements
from annotation.models import BatchPair, Gold, GuidelineVersion, Reach, Touched
from annotation.queries import guidelines as versions
from annotation.rules import literals
from annotation.rules.matchers import Matcher, matches_any
from annotation.rules.reaches import Altered, digest, doubtful, size_of
from dataset.choices import Outcome
from dataset.gateways import rests
from dataset.rules.tokens import unpack

CHUNK = 1000
STRETCH = 20_000  # so many texts the database looks at for one piece, before any word is compared
MOVED_AT_ONCE = 50  # a pair that goes elsewhere takes a dozen statements
GOLD_AT_ONCE = 500
COUNTS = {
    Touch.FRESH: "n_fresh",
    Touch.LEASED: "n_leased",
    Touch.BEGUN: "n_begun",
    Touch.SETTLED: "n_settled",
    Touch.KEPT: "n_kept",
}


class NothingNamed(AnnotationError):
    """No changed ruling names words, so nothing can be found by them."""

    code = "nothing_named"


class NotCounted(AnnotationError):
    """What the changes touch was not counted to the end, or the draft says something else since."""

    code = "not_counted"


@dataclass(frozen=True, slots=True)
class Order:
    """What becomes of settled pairs; and whether pairs that nobody began follow the new version."""

    remedy: Remedy = Remedy.LEAVE
    follows: bool = False


LEAVE = Order()


def begin(*, version: GuidelineVersion, actor: str, now: datetime) -> Reach:
    """
    Count anew what a version touches; a tick goes on with it. What was counted before is cleared away later.

    :raises NothingNamed: no changed ruling names words
    """
    changes = versions.altered(version)
    if not any(one.names for one in changes):
        raise NothingNamed("No changed ruling names words, so nothing can be found by them.")
    Reach.objects.filter(guideline=version).update(guideline=None)
    return Reach.objects.create(guideline=version, digest=digest(changes), actor=actor, created_at=now)


def order(*, version: GuidelineVersion, wish: Order, reason: str, actor: str, now: datetime) -> None:
    """
    Have it carried out, now that the version is published. Gold that matches is suspended, whatever is wished.

    :raises NotCounted: pairs would go elsewhere that nobody counted
    """
    changes = versions.altered(version)
    reach = Reach.objects.select_for_update().filter(guideline=version, digest=digest(changes)).first()
    if wish != LEAVE and (reach is None or reach.counted_at is None):
        raise NotCounted("See first what the changes touch: it was not counted to the end since the last change.")
    if reach is None:
        if not any(one.names for one in changes):
            return
        reach = begin(version=version, actor=actor, now=now)
    Reach.objects.filter(pk=reach.pk).update(
        remedy=wish.remedy, follows=wish.follows, reason=reason, ordered_by=actor, ordered_at=now
    )


def under_way() -> list[int]:
    """What is to be gone on with: to be counted, carried out, or cleared away; the oldest first."""
    waiting = Q(stage=ReachStage.COUNTED, ordered_at__isnull=True, guideline__isnull=False)
    due = Reach.objects.filter(finished_at__isnull=True).exclude(waiting) | Reach.objects.filter(guideline__isnull=True)
    return [*due.order_by("pk").values_list("pk", flat=True)]


@rests.turn()
def go_on(*, reach_id: int, now: datetime, limit: int | None = None) -> bool:
    """The next piece; False when there is nothing to do now. Safe to run twice or side by side."""
    held = Reach.objects.select_for_update(skip_locked=True, of=("self",)).select_related("guideline")
    reach = held.filter(pk=reach_id).first()
    if reach is None:
        return False
    if reach.guideline is None:
        return clear(reach, limit or CHUNK)
    if reach.stage == ReachStage.COUNTED and reach.ordered_at is not None:
        reach.stage, reach.reached = ReachStage.SUSPENDING, 0
    step = STEPS.get(ReachStage(reach.stage))
    if step is None or BatchPair.objects.filter(state=PairState.PREPARING).exists():
        return False
    step(reach, reach.guideline, now, limit)
    reach.save()
    return True


def clear(reach: Reach, limit: int) -> bool:
    """Forget what was counted for a draft that was dropped, or changed since."""
    if not statements.clear(reach_id=reach.pk, limit=limit):
        reach.delete()
    return True


def count_pairs(reach: Reach, version: GuidelineVersion, now: datetime, limit: int | None) -> None:
    """Look at the next pairs: at the words of those alone whose text can have what is named."""
    matchers, rulings = named(version), guidelines.locking(guideline_id=version.pk)
    reach.n_all = reach.n_all or statements.n_all()
    rows, is_last = next_pairs(reach, matchers, limit)
    sizes, touched = Counter[str](reach.sizes), []
    for row in rows:
        words = matches_any(matchers, row["text"], unpack(row["tokens"]), row["language"])
        if words:
            kind, meant = touch(row, words, rulings)
            touched.append((int(row["pair"]), int(kind), meant))
            setattr(reach, COUNTS[kind], getattr(reach, COUNTS[kind]) + 1)
            if kind == Touch.SETTLED and row["closed"]:
                reach.n_closed += 1
            elif kind == Touch.SETTLED:
                sizes[size_of(row["text"], row["wanted"], row["at_most"])] += 1
    statements.keep(reach_id=reach.pk, touched=touched)
    reach.sizes = dict(sizes)
    if is_last:
        reach.stage, reach.reached = ReachStage.GOLD, 0


def next_pairs(reach: Reach, matchers: list[Matcher], limit: int | None) -> tuple[list[dict[str, Any]], bool]:
    """Of the next stretch the pairs that can be meant, and whether it was the last; moves the cursor."""
    at_once, far = limit or CHUNK, limit or STRETCH
    until, n = statements.stretch(reached=reach.reached, limit=far)
    seek = literals.pattern(matchers)
    rows = statements.pairs(reached=reach.reached, until=until, pattern=seek, limit=at_once)
    is_last = n < far and len(rows) < at_once
    if len(rows) == at_once:
        until, n = statements.stretch(reached=reach.reached, limit=far, until=rows[-1]["pair"])
    reach.n_looked, reach.reached = reach.n_looked + n, max(until, reach.reached)
    return rows, is_last


def touch(
    row: dict[str, Any], words: frozenset[int], rulings: tuple[guidelines.Locking, ...]
) -> tuple[Touch, list[int]]:
    """How far a pair is that has these words, and which of them matter."""
    if row["state"] != PairState.SETTLED:
        in_hand = Touch.LEASED if row["leased"] else Touch.BEGUN
        waits = row["state"] != PairState.DESK and not row["met"]
        return (Touch.FRESH if waits else in_hand), sorted(words)
    was_locked = {word for word in words if str(word) in row["locked"]}
    freed = was_locked - preparation.locked_in(row, rulings).keys() if was_locked else set[int]()
    found = doubtful(words, struck=row["struck"], m=row["m"], s=row["s"], freed=freed)
    if found and row["outcome"] == Outcome.JUDGED:
        return Touch.SETTLED, found
    return Touch.KEPT, sorted(words)


def count_gold(reach: Reach, version: GuidelineVersion, now: datetime, limit: int | None) -> None:
    found, is_last = matching_gold(reach, version, limit)
    reach.n_gold += len(found)
    if is_last:
        reach.stage, reach.reached, reach.counted_at = ReachStage.COUNTED, 0, now


def suspend_gold(reach: Reach, version: GuidelineVersion, now: datetime, limit: int | None) -> None:
    found, is_last = matching_gold(reach, version, limit)
    for one in found:
        reach.n_suspended += gold.suspend(gold=one, by=version, actor=reach.ordered_by, now=now)
    if is_last:
        reach.stage, reach.reached = ReachStage.MOVING, 0


def matching_gold(reach: Reach, version: GuidelineVersion, limit: int | None) -> tuple[list[Gold], bool]:
    """Of the next gold in use what the changes speak of, and whether it was the last; moves the cursor."""
    at_once, matchers = limit or GOLD_AT_ONCE, named(version)
    earlier = Gold.objects.newest().in_use().filter(guideline__number__lt=version.number, pk__gt=reach.reached)
    rows = [*earlier.select_related("image", "tokenisation__prompt").order_by("pk")[:at_once]]
    reach.reached = max((row.pk for row in rows), default=reach.reached)
    return [row for row in rows if speaks_of(matchers, row)], len(rows) < at_once


def speaks_of(matchers: list[Matcher], row: Gold) -> bool:
    prompt = row.tokenisation.prompt
    return bool(matches_any(matchers, prompt.text, unpack(row.tokenisation.tokens), prompt.language))


def move_pairs(reach: Reach, version: GuidelineVersion, now: datetime, limit: int | None) -> None:
    """Tell whom the next pairs concern, and let these follow, or go elsewhere."""
    at_once = limit or (CHUNK if reach.remedy == Remedy.LEAVE else MOVED_AT_ONCE)
    rows = [*Touched.objects.filter(reach=reach, pk__gt=reach.reached).order_by("pk")[:at_once]]
    statements.tell(guideline_id=version.pk, pairs=[row.pair_id for row in rows], now=now)
    rulings = guidelines.locking(guideline_id=version.pk)
    if reach.follows:
        reach.n_followed += follow([row.pair_id for row in rows if row.kind == Touch.FRESH], version, rulings)
    if reach.remedy != Remedy.LEAVE:
        for row in sorted((row for row in rows if row.kind == Touch.SETTLED), key=lambda row: row.pair_id):
            move(reach, version, row, now)
    reach.reached = max((row.pk for row in rows), default=reach.reached)
    if len(rows) < at_once:
        reach.stage, reach.finished_at = ReachStage.DONE, now


def follow(pairs: list[int], version: GuidelineVersion, rulings: tuple[guidelines.Locking, ...]) -> int:
    """Have pairs that nobody was given judged under this version; how many."""
    rows = statements.lock_fresh(pairs=pairs)
    locked = [json.dumps(preparation.locked_in(row, rulings)) for row in rows]
    return statements.follow(guideline_id=version.pk, pairs=[row["pair"] for row in rows], locked=locked)


def move(reach: Reach, version: GuidelineVersion, row: Touched, now: datetime) -> None:
    """Send one settled pair on, unless it became something else meanwhile."""
    pair = BatchPair.objects.select_related("batch__guideline", "guideline").get(pk=row.pair_id)
    if pair.state != PairState.SETTLED or pair.under.number >= version.number:
        return
    wish: dict[str, Any] = {"under": version, "actor": reach.ordered_by, "reason": reach.reason, "now": now}
    try:
        if reach.remedy == Remedy.ROUND:
            rounds.new_round(pair=pair, **wish)
        else:
            rounds.send_to_desk(pair=pair, words=row.words, **wish)
        reach.n_moved += 1
    except (rounds.RoundOver, rounds.NotSettled):
        reach.n_refused += 1


def named(version: GuidelineVersion) -> list[Matcher]:
    changes: list[Altered] = versions.altered(version)
    return [matcher for one in changes for matcher in one.matchers]


STEPS = {
    ReachStage.PAIRS: count_pairs,
    ReachStage.GOLD: count_gold,
    ReachStage.SUSPENDING: suspend_gold,
    ReachStage.MOVING: move_pairs,
}
