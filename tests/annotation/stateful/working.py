"""Random schedules of what annotators do to the queue, each step compared with the model."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from annotation.actions import (
    account_choices,
    batches,
    claims,
    flags,
    judgments,
    people,
    preparation,
    reveals,
    skips,
)
from annotation.choices import FlagReason, SkipReason
from annotation.models import Annotator, Batch, BatchPair, Slot
from annotation.rules.answers import Answer
from annotation.rules.consensus import Opinion, Policy
from annotation.rules.leases import day_of
from annotation.rules.outcomes import PairOutcome
from annotation.rules.selections import Selection
from dataset.models import Image, Tokenisation
from tests import database
from tests.annotation.stateful import comparing, model
from tests.factories import NOW, AnnotatorFactory, ImageFactory, ManagerFactory, PromptFactory

TEXT = "a red apple and yellow bananas"
KOREAN = "a red apple und yellow bananas"  # by what its row says
LANGUAGES = [["en"], ["en", "ko"], ["ko"]]
N_PEOPLE, N_IMAGES, N_WORDS, N_CLAIMS = 5, 2, 6, 8
POLICIES = [Policy(1, 1, False), Policy(2, 3, False), Policy(2, 3, True), Policy(3, 5, False)]
WHOLE = [outcome for outcome in PairOutcome if outcome is not PairOutcome.JUDGED]
data = st.data()
who = st.integers(0, N_PEOPLE - 1)
marks = st.frozensets(st.sampled_from([1, 2, 4]), max_size=2)
outcomes = st.sampled_from([PairOutcome.JUDGED] * 6 + WHOLE)


class People(RuleBasedStateMachine):
    """A few people, two batches of two pairs, and what annotators do; time passes."""

    @initialize(policy=st.sampled_from(POLICIES))
    def begin(self, policy: Policy) -> None:
        self.now, self.n_sent = NOW, 0
        database.number_from(1000)  # a batch is shuffled by its ids: the same schedule must give the same order
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.manager = ManagerFactory()
        self.people: list[Annotator] = AnnotatorFactory.create_batch(N_PEOPLE, languages=["en", "ko"])
        self.world = model.World(N_WORDS, reads={person.pk: {"en", "ko"} for person in self.people})
        self.batches: dict[int, model.Batch] = {}
        self.answers: list[tuple[int, Answer]] = []
        self.published: set[int] = set()
        self.open(policy)

    def teardown(self) -> None:
        if hasattr(self, "transaction"):
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    def open(self, policy: Policy) -> None:
        ImageFactory.create_batch(N_IMAGES, prompt__text=TEXT)
        members = self.people[: max(3, policy.wanted)]
        found = batches.open_batch(
            name=f"batch-{len(self.batches)}",
            selection=Selection(),
            wanted=policy.wanted,
            at_most=policy.at_most,
            split_to_desk=policy.split_to_desk,
            annotators=members,
            actor="mia",
            now=self.now,
        )
        # By its pair: which image comes first in a batch's shuffle depends on numbers that are never given twice.
        images = [*BatchPair.objects.filter(batch=found).order_by("pk").values_list("image", flat=True)]
        korean, sensitive = images[len(self.batches)], images[-1]
        Image.objects.filter(pk=korean).update(prompt=PromptFactory(text=KOREAN, language="ko"))
        Image.objects.filter(pk=sensitive).update(sensitivity="sensitive")
        self.world.korean.add(korean)
        self.world.sensitive.add(sensitive)
        self.prepare(found)
        batch = self.batches[found.pk] = model.Batch(policy, members={person.pk for person in members})
        for pair in BatchPair.objects.filter(batch=found).order_by("pk"):
            places = [model.Place(ordinal=ordinal) for ordinal in range(1, policy.wanted + 1)]
            self.world.pairs[pair.pk] = model.Pair(batch, pair.image_id, places=places)

    def prepare(self, batch: Batch) -> None:
        while preparation.prepare(batch=batch):
            pass

    @precondition(lambda self: len(self.batches) < 2)
    @rule(policy=st.sampled_from(POLICIES))
    def open_another(self, policy: Policy) -> None:
        self.open(policy)

    @rule(seconds=st.sampled_from([1, 61, 400, 1900]))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(who=who, wanted=st.integers(1, 3))
    def claim(self, who: int, wanted: int) -> None:
        self.look(who, wanted)

    @rule(who=who, struck=marks)
    def claim_and_judge(self, who: int, struck: frozenset[int]) -> None:
        for held in self.look(who, 1):
            self.send(who, held, PairOutcome.JUDGED, struck, frozenset())

    @rule()
    def everybody_asks(self) -> None:
        for who in range(N_PEOPLE):
            self.look(who, 1)

    def look(self, who: int, wanted: int) -> list[int]:
        """Ask for work until it is certain; `no_work` and `paused` are true."""
        person = self.people[who]
        for _ in range(N_CLAIMS):
            work = claims.claim(annotator=person, wanted=wanted, now=self.now)
            n_new = comparing.take_over_claim(self.world, person.pk, self.now)
            assert n_new <= wanted
            if work.state != "looking":
                break
        held = [row["pair"] for row in work.pairs]
        assert (work.state == "work") == bool(held)
        assert work.state != "looking"
        assert len(held) <= wanted
        assert all(self.holds(person.pk, self.world.pairs[key]) for key in held)
        if not held:
            assert self.world.offered(person.pk, self.now) == []
            assert not any(self.holds(person.pk, pair) for pair in self.world.pairs.values())
        return held

    def holds(self, who: int, pair: model.Pair) -> bool:
        mine = pair.of(who)
        working = who in self.world.working(pair.batch) and pair.batch.state == "open"
        return working and mine is not None and mine.state == "leased" and self.shows(who, pair)

    def shows(self, who: int, pair: model.Pair) -> bool:
        return pair.image not in self.world.hidden and self.world.bears(who, pair, self.now)

    @rule(who=who)
    def choose_never_or_not(self, who: int) -> None:
        """Somebody wants to see nothing sensitive, or wants to again; what they hold of it goes back."""
        person = self.people[who]
        if person.pk in self.world.never:
            account_choices.save(annotator=person, chosen={"exposure": "show"})
            self.world.never.remove(person.pk)
        else:
            account_choices.save(annotator=person, chosen={"exposure": "never"})
            self.world.never.add(person.pk)
            self.world.take_back(lambda pair, place: place.who == person.pk and pair.image in self.world.sensitive)

    @rule(who=who, languages=st.sampled_from(LANGUAGES))
    def change_languages(self, who: int, languages: list[str]) -> None:
        """A manager corrects what somebody reads; what they hold in another language goes back."""
        person = self.people[who]
        people.change_languages(annotator=person, languages=languages, actor=self.manager, now=self.now)
        self.world.reads[person.pk] = set(languages)
        self.world.take_back(lambda pair, place: place.who == person.pk and not self.world.can_read(person.pk, pair))

    @precondition(lambda self: self.met())
    @rule(data=data)
    def reveal(self, data: Any) -> None:
        """A look at a picture, which is enough for the day: what else of such pictures is held goes back."""
        who, key = data.draw(st.sampled_from(self.met()))
        person, seen = self.people[who].pk, self.world.pairs[key]
        reveals.keep(annotator=self.people[who], pair_id=key, ms=900, a_day=1, now=self.now)
        self.world.capped[person] = day_of(self.now)[1]
        self.world.take_back(
            lambda pair, place: place.who == person and pair is not seen and pair.image in self.world.sensitive
        )

    def met(self) -> list[tuple[int, int]]:
        """Everybody with each pair that they were ever given."""
        numbers = {person.pk: number for number, person in enumerate(self.people)}
        return [(numbers[pk], key) for key, pair in self.world.pairs.items() for pk in sorted(pair.met)]

    @precondition(lambda self: self.met())
    @rule(data=data, outcome=outcomes, struck=marks, unsure=marks)
    def answer(self, data: Any, outcome: PairOutcome, struck: frozenset[int], unsure: frozenset[int]) -> None:
        """An answer on time, late, or again, by somebody who was given the pair some time."""
        who, key = data.draw(st.sampled_from(self.met()))
        self.send(who, key, outcome, struck, unsure - struck)

    def send(self, who: int, key: int, outcome: PairOutcome, struck: frozenset[int], unsure: frozenset[int]) -> None:
        self.n_sent += 1
        tokenisation = Tokenisation.objects.get(batch_pairs=key)
        judged = outcome is PairOutcome.JUDGED
        answer = Answer(
            uuid=UUID(int=self.n_sent),
            pair_id=key,
            outcome=outcome,
            tokens_hash=tokenisation.tokens_hash,
            struck=tuple(sorted(struck)) if judged else (),
            unsure=tuple(sorted(unsure)) if judged else (),
        )
        person = Annotator.objects.get(pk=self.people[who].pk)
        receipt = judgments.submit(annotator=person, answer=answer, now=self.now)
        opinion = Opinion(outcome, frozenset(receipt.struck), frozenset(answer.unsure))
        told = self.world.answer(person.pk, key, opinion)
        revision = self.world.revisions[key, person.pk]
        assert (receipt.outcome, receipt.revision) == (told, revision)
        self.world.receipts[str(answer.uuid)] = (told, revision)
        self.answers.append((who, answer))

    @precondition(lambda self: self.answers)
    @rule(data=data)
    def replay(self, data: Any) -> None:
        who, answer = data.draw(st.sampled_from(self.answers))
        receipt = judgments.submit(annotator=self.people[who], answer=answer, now=self.now)
        assert (receipt.outcome, receipt.revision) == self.world.receipts[str(answer.uuid)]
        other = self.people[(who + 1) % N_PEOPLE]
        refused(judgments.ReceiptTaken, lambda: judgments.submit(annotator=other, answer=answer, now=self.now))

    @precondition(lambda self: self.met())
    @rule(data=data)
    def skip(self, data: Any) -> None:
        who, key = data.draw(st.sampled_from(self.met()))
        skips.skip(annotator=self.people[who], pair_id=key, reason=SkipReason.IMAGE, now=self.now)
        self.world.skip(self.people[who].pk, key)

    @precondition(lambda self: self.met())
    @rule(data=data, reason=st.sampled_from([*[FlagReason.BROKEN] * 9, FlagReason.ILLEGAL]))
    def flag(self, data: Any, reason: FlagReason) -> None:
        """A flag without an answer, by somebody who was given the pair some time."""
        who, key = data.draw(st.sampled_from(self.met()))
        self.n_sent += 1
        said = flags.Said(UUID(int=self.n_sent), key, (reason,))
        flags.submit(annotator=self.people[who], said=said, now=self.now)
        self.world.flag(key)
        if reason is FlagReason.ILLEGAL:
            self.world.block(self.world.pairs[key].image)

    @rule(who=who)
    def release(self, who: int) -> None:
        person = self.people[who]
        held = list(Slot.objects.filter(annotator=person, lease_ends_at__isnull=False).values_list("pk", flat=True))
        assert claims.release(annotator=person, slots=held) == len(held)
        self.world.take_back(lambda _, place: place.who == person.pk)

    @rule()
    def expire(self) -> None:
        claims.reopen_expired(now=self.now)
        self.world.take_back(lambda _, place: place.has_expired(self.now))


def refused(error: type[Exception], act: Callable[[], object]) -> None:
    """The act is refused by this error."""
    try:
        with transaction.atomic():
            act()
    except error:
        return
    raise AssertionError(f"not refused by {error.__name__}")
