"""
Two weeks that nobody lived, so that every page has something to show: made-up people of known skill judge the drawn
pairs by the real actions, a day at a time, and a manager does what managers do.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random

from django.db import transaction

from annotation.actions import batches, desk, preparation, publishing, replacements, rounds, set_asides, threads
from annotation.actions.replacements import Exchange
from annotation.actions.threads import Asked
from annotation.choices import PairState
from annotation.models import Annotator, Batch, BatchPair, Meeting, User
from annotation.queries.set_asides import Meant
from annotation.rules.activities import Activity
from annotation.rules.selections import Selection
from dataset.models import Tokenisation
from dataset.rules.tokens import unpack, words
from jdb_site.demo import people
from jdb_site.demo.crowd import CROWD, Day, Worker, case_of, worker
from jdb_site.demo.knowledge import SOURCE
from jdb_site.demo.showcase import Case
from jdb_site.demo.wages import Payroll, hours

DAYS, DAY, SEED = 14, timedelta(days=1), 7
# When the pairs of a day come, by UTC: the day is light then where most of them live.
MORNING, EVENING, LUNCH = timedelta(hours=10), timedelta(hours=18), timedelta(minutes=40)
ANSWER_WITHIN = timedelta(hours=24)
# A batch by day with its opinions, wanted and at most; the last is not through yet.
OPENED = {0: (2, 3), 5: (3, 5), 11: (2, 3)}
A_DAY = 5
LEAVER, JOINER, POOR = 3, 8, 7  # who leaves, who joins, who sees badly


@dataclass(frozen=True, slots=True)
class Fortnight:
    """What came of it."""

    n_judgments: int
    n_people: int
    n_batches: int


def name_of(number: int) -> str:
    return f"simulated-{number}"


@transaction.atomic
def live_through(now: datetime) -> Fortnight | None:
    """The two weeks before today, whole or not at all; None when they are there already."""
    if Batch.objects.filter(name=name_of(1)).exists():
        return None
    first = (now - DAYS * DAY).replace(hour=0, minute=0, second=0, microsecond=0)
    manager = User.objects.get(username=people.MANAGER)
    known: dict[int, Case] = {}
    weeks = Weeks([worker(one, first, known) for one in CROWD], known, manager)
    payroll = Payroll(first, {one.who.number: one.annotator for one in weeks.crowd}, manager)
    payroll.begin()
    for day in range(DAYS):
        weeks.live(day, first + day * DAY)
        payroll.evening(day, first + day * DAY + EVENING)
    return Fortnight(weeks.n_judgments, len(CROWD), len(weeks.batches))


class Weeks:
    """What goes on, a day after the other."""

    def __init__(self, crowd: Sequence[Worker], known: dict[int, Case], manager: User) -> None:
        self.crowd, self.known, self.manager = crowd, known, manager
        self.at_work = [one for one in crowd if one.who.number != JOINER]
        self.batches: list[Batch] = []
        self.n_judgments = 0
        self.chance = Random(SEED)  # noqa: S311  a simulation, no secret

    def live(self, day: int, midnight: datetime) -> None:
        morning, evening = midnight + MORNING, midnight + EVENING
        if day in OPENED:
            self.open(*OPENED[day], morning)
        for one in self.at_work:
            began = morning + timedelta(minutes=self.chance.randrange(60))
            self.n_judgments += spend(one, day, began)
        publishing.publish_all(now=evening)
        self.settle(evening, all_of_it=day < DAYS - 2)
        for act in ACTS.get(day, ()):
            act(self, evening)
        while set_asides.carry_on(now=evening):
            pass
        publishing.publish_all(now=evening)

    @property
    def annotators(self) -> list[Annotator]:
        return [one.annotator for one in self.at_work]

    def open(self, wanted: int, at_most: int, now: datetime) -> None:
        number = len(self.batches) + 1
        batch = batches.open_batch(
            name=name_of(number),
            selection=Selection(source=SOURCE, unjudged=False, seed=SEED + number),
            wanted=wanted,
            at_most=at_most,
            annotators=self.annotators,
            actor=self.manager.username,
            now=now,
        )
        while preparation.prepare(batch=batch):
            pass
        self.batches.append(batch)

    def settle(self, now: datetime, *, all_of_it: bool) -> None:
        """The manager decides by the truth what waits at the desk; lately, half of it."""
        for batch in self.batches:
            waiting = [*BatchPair.objects.filter(batch=batch, state=PairState.DESK).order_by("pk")]
            for pair in waiting if all_of_it else waiting[::2]:
                case = case_of(self.known, pair.pk)
                struck = sorted({*case.truth} & {*pair.desk_words})
                desk.settle(pair=pair, adjudicator=self.manager, outcome=case.known.outcome, struck=struck, now=now)

    def ask(self, now: datetime, *, word: str, asked: tuple[str, str]) -> None:
        """Whoever last met a pair with this word asks about it; the manager answers in the morning."""
        met = Meeting.objects.filter(pair__tokenisation__prompt__text__contains=word, annotator__in=self.annotators)
        meeting = met.order_by("-pair", "-pk").first()
        if meeting is None:
            return
        one = next(one for one in self.at_work if one.annotator == meeting.annotator)
        question, answer = asked
        prompt = Tokenisation.objects.select_related("prompt").get(batch_pairs=meeting.pair_id)
        meant = Asked(one.uuid(), meeting.pair_id, question, word=word_of(prompt, word))
        thread = threads.ask(annotator=one.annotator, asked=meant, within=ANSWER_WITHIN, now=now)
        if answer:
            at = now + ANSWER_WITHIN / 2
            threads.answer(thread=thread, author=self.manager, uuid=one.uuid(), text=answer, now=at)

    def replace(self, now: datetime) -> None:
        leaver, joiner = (next(one for one in self.crowd if one.who.number == number) for number in (LEAVER, JOINER))
        exchange = Exchange(leaver.annotator, joiner.annotator)
        replacements.replace(exchanges=[exchange], reason="moves to another town", actor=self.manager, now=now)
        self.at_work[self.at_work.index(leaver)] = joiner

    def set_aside(self, now: datetime) -> None:
        """The one who sees badly strikes at random: what they judged in the first batch counts no more."""
        poor = next(one for one in self.crowd if one.who.number == POOR)
        what = Meant(poor.annotator, self.batches[0], until=now)
        set_asides.begin(what=what, reason="struck far more than others", actor=self.manager.username, now=now)

    def again(self, now: datetime) -> None:
        """Three pairs of the second batch have a new round."""
        chosen = BatchPair.objects.filter(batch=self.batches[1], state=PairState.SETTLED).order_by("pk")[:3]
        for pair in chosen:
            rounds.new_round(
                pair=pair, actor=self.manager.username, reason="judged before the ruling on groups", now=now
            )
        while preparation.prepare(batch=self.batches[1]):
            pass


def spend(one: Worker, day: int, began: datetime) -> int:
    """
    Somebody's day round the moment at which their pairs come: there are few, so they learn before, and wait for more
    after. Return how many pairs they judged.
    """
    before, after = hours(one.who.number, day)
    if not before:
        return 0
    at = Day(one, began - LUNCH - before)
    at.sit(before, Activity.TRAINING if day % 2 else Activity.QUESTIONS)
    at.now = began
    n_judged = at.work(A_DAY)
    at.sit(after, Activity.WAITING)
    return n_judged


def word_of(tokenisation: Tokenisation, text: str) -> int:
    """The index of a word in a prompt."""
    prompt = tokenisation.prompt.text
    return next(n for n, token in enumerate(words(unpack(tokenisation.tokens))) if token.text(prompt) == text)


KITE = ("She stands with the kite. Is “running” shown when a foot is lifted?", "Strike “running”: she stands.")
CROWD_ASKED = ("How many people are a crowd?", "More than you would count at a glance. Keep “crowd” here.")
UNDERNEATH = ("The cat lies beside the table. Do I strike “underneath” alone?", "")
ACTS: dict[int, Sequence[Callable[[Weeks, datetime], None]]] = {
    1: [partial(Weeks.ask, word="running", asked=KITE)],
    4: [partial(Weeks.ask, word="crowd", asked=CROWD_ASKED)],
    6: [Weeks.replace],
    7: [Weeks.set_aside],
    10: [Weeks.again],
    13: [partial(Weeks.ask, word="underneath", asked=UNDERNEATH)],
}
