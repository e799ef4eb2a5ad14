"""Everything at once, on real connections: whatever people and ticks do to each other, the rows stay true."""

import random
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.utils import timezone

from annotation.actions import batches, claims, judgments, publishing, reachability, skips, withdrawals
from annotation.choices import PairState, SkipReason, SlotState
from annotation.models import Annotator, Batch, BatchPair, Judgment, Member, Slot
from annotation.rules.answers import Answer
from annotation.rules.consensus import votes
from annotation.rules.leases import LEASE
from annotation.rules.opinions import opinion
from dataset.models import Verdict
from tests.annotation.test_race import own_connection
from tests.factories import BatchFactory, BatchPairFactory, MemberFactory, WithdrawalFactory, answer_to

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

N_ANNOTATORS, N_PAIRS, N_WITHDRAWN, N_STEPS = 6, 40, 4, 40
ENDED = {PairState.SETTLED, PairState.DESK, PairState.WITHDRAWN}


@dataclass
class Tab:
    """One tab of one person, who does anything that a person may do with the pairs they were shown, also too late."""

    annotator: Annotator
    chance: random.Random
    met: dict[int, int] = field(default_factory=dict)
    sent: list[Answer] = field(default_factory=list)

    def step(self) -> None:
        acts = [self.claim, self.judge, self.judge, self.judge, self.replay, self.skip, self.release]
        self.chance.choice(acts)()

    def claim(self) -> None:
        work = claims.claim(annotator=self.annotator, wanted=self.chance.randint(1, 5), now=timezone.now())
        self.met |= {row["pair"]: row["slot"] for row in work.pairs}

    def any_pair(self) -> BatchPair | None:
        """A pair that was shown once: judging it again is a correction, or an answer that comes late."""
        chosen = self.chance.choice([*self.met, None])
        return BatchPair.objects.select_related("tokenisation").get(pk=chosen) if chosen else None

    def judge(self) -> None:
        if pair := self.any_pair():
            answer = answer_to(pair, *self.chance.sample(range(pair.n_words), self.chance.randint(0, 1)))
            judgments.submit(annotator=self.annotator, answer=answer, now=timezone.now())
            self.sent.append(answer)

    def replay(self) -> None:
        if self.sent:
            again = self.chance.choice(self.sent)
            assert judgments.submit(annotator=self.annotator, answer=again, now=timezone.now()).uuid == again.uuid

    def skip(self) -> None:
        if self.chance.random() < 0.3 and (pair := self.any_pair()):
            skips.skip(annotator=self.annotator, pair_id=pair.pk, reason=SkipReason.EXPERT, now=timezone.now())

    def release(self) -> None:
        claims.release(annotator=self.annotator, slots=list(self.met.values()))


@dataclass
class House:
    """What managers and ticks do meanwhile."""

    batch: Batch
    chance: random.Random

    def step(self) -> None:
        self.chance.choice([self.expire, self.come_and_go, self.follow, self.give_up, self.publish, self.wake])()

    def expire(self) -> None:
        claims.reopen_expired(now=timezone.now() + LEASE + timedelta(seconds=1))

    def come_and_go(self) -> None:
        annotator = self.chance.choice(list(Annotator.objects.all()))
        act = self.chance.choice([batches.add_member, batches.remove_member])
        act(batch=self.batch, annotator=annotator, actor="ann", now=timezone.now())

    def follow(self) -> None:
        withdrawals.follow(now=timezone.now(), limit=1)

    def give_up(self) -> None:
        reachability.give_up_unreachable(batch=self.batch, now=timezone.now())

    def publish(self) -> None:
        publishing.publish_settled(now=timezone.now())

    def wake(self) -> None:
        claims.wake_members(batch=self.batch)


def chance(seed: str) -> random.Random:
    return random.Random(seed)  # noqa: S311  not for secrets


def repeatedly(step: Callable[[], None], problems: list[BaseException]) -> None:
    with own_connection():
        try:
            for _ in range(N_STEPS):
                step()
        except BaseException as problem:  # noqa: BLE001  told to the test, which fails on any
            problems.append(problem)


def work_to_the_end(batch: Batch, tabs: list[Tab]) -> None:
    """Everybody is back and goes on until nobody is given anything."""
    Member.objects.update(state="active")
    claims.reopen_expired(now=timezone.now() + LEASE)
    claims.wake_members(batch=batch)
    busy = True
    while busy:
        busy = False
        for tab in tabs[::2]:
            work = claims.claim(annotator=tab.annotator, wanted=5, now=timezone.now())
            busy = busy or work.state != "no_work"
            for row in work.pairs:
                tab.met = {row["pair"]: row["slot"]}
                answer = answer_to(BatchPair.objects.get(pk=row["pair"]))
                judgments.submit(annotator=tab.annotator, answer=answer, now=timezone.now())
                tab.sent.append(answer)
    while withdrawals.follow(now=timezone.now()):
        pass
    reachability.give_up_unreachable(batch=batch, now=timezone.now())


def at_once(acts: list[Callable[[], None]]) -> list[BaseException]:
    """Each act many times over, on connections of their own; what went wrong."""
    problems: list[BaseException] = []
    threads = [threading.Thread(target=repeatedly, args=(act, problems)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return problems


def test_whatever_happens_at_once_nothing_is_lost_and_the_batch_ends():
    batch = BatchFactory()
    pairs = BatchPairFactory.create_batch(N_PAIRS, batch=batch)
    for pair in pairs[::7][:N_WITHDRAWN]:
        WithdrawalFactory(image=pair.image)
    annotators = [member.annotator for member in MemberFactory.create_batch(N_ANNOTATORS, batch=batch)]
    tabs = [Tab(one, chance(f"{one.pk} {tab}")) for one in annotators for tab in range(2)]

    assert at_once([who.step for who in [*tabs, House(batch, chance("house"))]]) == []
    work_to_the_end(batch, tabs)
    publishing.publish_all(now=timezone.now())

    sent = sorted(answer.uuid for tab in tabs for answer in tab.sent)
    assert sorted(Judgment.objects.values_list("submission_uuid", flat=True)) == sent
    people = Slot.objects.filter(annotator__isnull=False).values_list("pair", "annotator")
    assert set(Counter(people).values()) == {1}
    assert not Slot.objects.filter(state__in=[SlotState.OPEN, SlotState.LEASED]).exists()
    assert set(BatchPair.objects.values_list("state", flat=True)) <= ENDED
    said = {pair.pk: (pair.n_counted, pair.m, pair.s) for pair in BatchPair.objects.all()}
    assert said == {pair.pk: recounted(pair) for pair in BatchPair.objects.all()}
    assert published() >= settled(batch)


def settled(batch: Batch) -> set[str]:
    pairs = BatchPair.objects.filter(state=PairState.SETTLED)
    return {f"{batch.name}/{pair.pk}/{pair.round}" for pair in pairs}


def published() -> set[str]:
    return set(Verdict.objects.values_list("source_key", flat=True))


def recounted(pair: BatchPair) -> tuple[int, list[int], list[int]]:
    """What the pair should say of its counted judgments."""
    counted = Judgment.objects.filter(pk__in=Slot.objects.filter(pair=pair, state=SlotState.FILLED).values("judgment"))
    opinions = [opinion(row) for row in counted.values("outcome", "canonical", "unsure", "asked")]
    m, s = votes(opinions, pair.n_words)
    return len(opinions), list(m), list(s)
