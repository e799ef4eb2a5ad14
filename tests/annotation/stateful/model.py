"""What the queue must do, in plain Python: the state table (docs/adr/0006-slot-states.md) over lists and dicts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from annotation.rules.consensus import AskMore, Decision, Opinion, Policy, Settled, ToDesk, decide
from annotation.rules.outcomes import DeskReason, PairOutcome

LIVE = ("open", "leased", "filled")
IN_WORK = ("open", "desk")
JUDGED = ("filled", "surplus")


@dataclass
class Place:
    """A slot: in the order in which they were made."""

    state: str = "open"
    who: int | None = None
    ordinal: int | None = None
    opinion: Opinion | None = None
    ends: datetime | None = None
    had: int | None = None

    def has_expired(self, now: datetime) -> bool:
        return self.ends is not None and self.ends <= now


@dataclass
class Pair:
    """A pair with its places; `kept` is every acknowledged answer by its UUID, with what was told."""

    batch: "Batch"
    image: int
    round: int = 1
    state: str = "open"
    flagged: bool = False
    places: list[Place] = field(default_factory=list)
    met: set[int] = field(default_factory=set)
    decision: Decision | None = None
    how: str = ""
    outcome: str = ""
    struck: tuple[int, ...] = ()
    desk_struck: tuple[int, ...] = ()
    desk_words: tuple[int, ...] = ()
    policy: Policy = field(init=False)

    def __post_init__(self) -> None:
        self.policy = self.batch.policy

    def of(self, who: int) -> Place | None:
        return next((place for place in self.places if place.who == who), None)

    def at(self, *states: str) -> list[Place]:
        return [place for place in self.places if place.state in states]

    @property
    def opinions(self) -> list[Opinion]:
        return [place.opinion for place in self.at("filled") if place.opinion is not None]

    def free(self) -> int:
        taken = {place.ordinal for place in self.places}
        return next(ordinal for ordinal in range(1, 6) if ordinal not in taken)

    def close(self, *states: str) -> None:
        for place in self.at(*states):
            place.state, place.ordinal, place.ends = "closed", None, None

    def take_back(self, place: Place) -> None:
        place.who = place.ends = None
        place.state = "open" if self.state == "open" else "closed"
        place.ordinal = place.ordinal if self.state == "open" else None


@dataclass
class Batch:
    """A batch: policy, members, and whether it runs."""

    policy: Policy
    state: str = "open"
    members: set[int] = field(default_factory=set)


@dataclass
class World:
    """Everything; `n_words` is the same for all pairs."""

    n_words: int
    pairs: dict[int, Pair] = field(default_factory=dict)
    suspended: set[int] = field(default_factory=set)
    hidden: set[int] = field(default_factory=set)
    sensitive: set[int] = field(default_factory=set)
    never: set[int] = field(default_factory=set)
    capped: dict[int, datetime] = field(default_factory=dict)
    korean: set[int] = field(default_factory=set)
    reads: dict[int, set[str]] = field(default_factory=dict)
    receipts: dict[str, tuple[str, int]] = field(default_factory=dict)
    revisions: dict[tuple[int, int], int] = field(default_factory=dict)

    def working(self, batch: Batch) -> set[int]:
        return batch.members - self.suspended

    def askable(self, pair: Pair) -> bool:
        return any(pair.of(who) is None and self.asks_for(who, pair) for who in self.working(pair.batch))

    def asks_for(self, who: int, pair: Pair) -> bool:
        return self.can_read(who, pair) and self.wants(who, pair)

    def can_read(self, who: int, pair: Pair) -> bool:
        return ("ko" if pair.image in self.korean else "en") in self.reads[who]

    def wants(self, who: int, pair: Pair) -> bool:
        return who not in self.never or pair.image not in self.sensitive

    def bears(self, who: int, pair: Pair, now: datetime) -> bool:
        """Whether the pair may be shown to them now, for what is in its picture."""
        enough = who in self.capped and now < self.capped[who]
        return self.wants(who, pair) and not (enough and pair.image in self.sensitive)

    def offered(self, who: int, now: datetime) -> list[int]:
        """The pairs that could be given to somebody now."""
        return [key for key, pair in self.pairs.items() if self.may_take(who, pair, now) and pair.at("open")]

    def may_take(self, who: int, pair: Pair, now: datetime) -> bool:
        may = who in self.working(pair.batch) and pair.batch.state == "open"
        return (
            may
            and pair.of(who) is None
            and pair.image not in self.hidden
            and self.can_read(who, pair)
            and self.bears(who, pair, now)
        )

    def answer(self, who: int, key: int, opinion: Opinion) -> str:
        """Where an answer goes; what is told."""
        pair = self.pairs[key]
        mine = pair.of(who)
        counts = pair.state in IN_WORK and who not in self.suspended
        self.revisions[key, who] = self.revisions.get((key, who), 0) + 1
        if mine and mine.state in (*JUDGED, "set_aside"):
            return self.correct(pair, mine, opinion, counts=counts)
        over = pair.state in ("withdrawn", "replaced")
        if counts and (mine is not None and mine.state == "leased"):
            self.fill(mine, mine.ordinal, who, opinion)
        elif counts and pair.at("open"):
            opened = pair.at("open")[0]
            ordinal = opened.ordinal
            if mine is not None:
                opened.state, opened.ordinal = "closed", None
            self.fill(mine or opened, ordinal, who, opinion)
        else:
            if mine is None:
                mine = Place()
                pair.places.append(mine)
            mine.state, mine.who, mine.ordinal, mine.opinion, mine.ends = "surplus", who, None, opinion, None
            return "withdrawn" if over else "surplus"
        self.settle(pair)
        return "counted"

    def flag(self, key: int) -> None:
        """Somebody flags a pair: its first flag brings it back to the desk when it is settled."""
        pair = self.pairs[key]
        if not pair.flagged and pair.state == "settled":
            self.conclude(pair, ToDesk(DeskReason.FLAG, (), pair.struck))
        pair.flagged = True

    def block(self, image: int) -> None:
        """Nobody sees this image any more: its pairs are over."""
        self.hidden.add(image)
        for pair in self.pairs.values():
            if pair.image == image and pair.state not in ("withdrawn", "replaced"):
                pair.close("open", "leased")
                pair.state = "withdrawn"

    def correct(self, pair: Pair, mine: Place, opinion: Opinion, *, counts: bool) -> str:
        if mine.state != "filled":
            mine.opinion = opinion
            return "surplus"
        if not counts:
            return "surplus"
        mine.opinion = opinion
        self.settle(pair)
        return "counted"

    @staticmethod
    def fill(place: Place, ordinal: int | None, who: int, opinion: Opinion) -> None:
        place.state, place.who, place.ordinal, place.opinion, place.ends = "filled", who, ordinal, opinion, None

    def skip(self, who: int, key: int) -> None:
        pair = self.pairs[key]
        mine = pair.of(who)
        if mine is None and pair.state == "open":
            mine = Place(who=who)
            pair.places.append(mine)
        elif mine is None or mine.state != "leased":
            return
        mine.state, mine.ordinal, mine.ends = "skipped", None, None
        if pair.state in IN_WORK:
            self.settle(pair)

    def decided(self, pair: Pair) -> Decision:
        while isinstance(found := decide(pair.opinions, self.n_words, pair.policy), AskMore):
            surplus = pair.at("surplus")
            if not surplus or len(pair.at("open", "leased")) >= found.n:
                break
            surplus[0].ordinal, surplus[0].state = pair.free(), "filled"
        if pair.flagged and isinstance(found, Settled):
            return ToDesk(DeskReason.FLAG, (), found.struck)
        return found

    def settle(self, pair: Pair) -> bool:
        """Decide anew; whether more was asked and nobody is left to ask."""
        decision = self.decided(pair)
        if not isinstance(decision, AskMore):
            self.conclude(pair, decision)
            return False
        pair.state, pair.decision, pair.how = "open", decision, ""
        if self.askable(pair):
            for _ in range(decision.n - len(pair.at("open", "leased"))):
                pair.places.append(Place(ordinal=pair.free()))
            return False
        if pair.at("leased"):
            return False
        pair.close("open")
        decision = self.decided(pair)
        self.conclude(pair, None if isinstance(decision, AskMore) else decision)
        return True

    def conclude(self, pair: Pair, decision: Decision | None) -> None:
        """Settled, or to the desk; None is the desk because nobody is left."""
        pair.close("open")
        pair.decision, pair.how = decision, "consensus" if isinstance(decision, Settled) else ""
        pair.state = "settled" if isinstance(decision, Settled) else "desk"
        if isinstance(decision, Settled):
            pair.outcome, pair.struck = str(decision.outcome), decision.struck
        if isinstance(decision, ToDesk):
            pair.desk_words, pair.desk_struck = decision.words, decision.struck

    def settle_by_hand(self, pair: Pair, how: str, outcome: str, struck: Iterable[int]) -> None:
        pair.close("open")
        pair.state, pair.how, pair.decision = "settled", how, None
        pair.outcome, pair.struck = outcome, tuple(sorted(struck)) if outcome == PairOutcome.JUDGED else ()

    def has_judged(self, who: int) -> bool:
        """Whether there is a judgment of theirs that was not set aside."""
        return any(place.who == who and place.state in JUDGED for pair in self.pairs.values() for place in pair.places)

    def set_aside(self, who: int) -> None:
        """Nothing that somebody judged counts any more."""
        for pair in self.pairs.values():
            place = pair.of(who)
            if place is None or place.state not in JUDGED:
                continue
            counted = place.state == "filled"
            place.state, place.ordinal, place.had = "set_aside", None, place.ordinal
            if counted:
                self.follow(pair)

    def bring_back(self, who: int) -> None:
        """It counts again where there is room for it."""
        for pair in self.pairs.values():
            place = pair.of(who)
            if place is None or place.state != "set_aside":
                continue
            place.ordinal = self.room(pair, place.had)
            place.state = "surplus" if place.ordinal is None else "filled"
            if place.ordinal is not None or pair.state in IN_WORK:
                self.follow(pair)

    @staticmethod
    def room(pair: Pair, ordinal: int | None) -> int | None:
        if ordinal is None or ordinal not in {place.ordinal for place in pair.places}:
            return ordinal
        opened = sorted(pair.at("open"), key=lambda place: place.ordinal != ordinal)
        if not opened:
            return None
        found, opened[0].state, opened[0].ordinal = opened[0].ordinal, "closed", None
        return found

    def follow(self, pair: Pair) -> None:
        if pair.state in ("open", "desk", "settled") and not (pair.state == "settled" and pair.how == "desk"):
            self.settle(pair)

    def take_back(self, chosen: Callable[[Pair, Place], bool]) -> None:
        """Leases that go back: they open again, or close where nothing is asked any more."""
        for pair in self.pairs.values():
            for place in pair.at("leased"):
                if chosen(pair, place):
                    pair.take_back(place)

    def give_up(self, batch: Batch) -> int:
        """Pairs with open places that nobody can take any more; how many were given up."""
        due = [p for p in self.pairs.values() if p.batch is batch and p.at("open") and not p.at("leased")]
        due = [pair for pair in due if any(place.who is not None for place in pair.places)]
        if not self.working(batch):
            return 0
        return sum(self.settle(pair) for pair in due if not self.askable(pair))
