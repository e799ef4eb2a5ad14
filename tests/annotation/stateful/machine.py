"""What the office does meanwhile: members, suspensions, the desk, rounds, withdrawals, publishing."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from annotation.actions import (
    batches,
    desk,
    overlaps,
    people,
    publishing,
    reachability,
    recounts,
    rounds,
    running,
    set_asides,
    withdrawals,
)
from annotation.models import Batch, BatchPair, SetAside
from annotation.queries.set_asides import Meant
from annotation.rules.consensus import Policy, present_majority
from annotation.rules.leases import LEASE
from annotation.rules.outcomes import PairOutcome
from dataset.models import Image, Verdict
from tests.annotation.stateful import comparing, model
from tests.annotation.stateful import overlaps as model_overlaps
from tests.annotation.stateful.working import N_WORDS, People, data, outcomes, refused, who
from tests.factories import WithdrawalFactory

OVERLAPS = [(1, 1), (1, 3), (2, 2), (2, 3), (3, 3), (3, 5)]


class Queue(People):
    """Annotators and office together."""

    @rule(data=data)
    def pause_or_resume(self, data: Any) -> None:
        batch, known = self.draw_batch(data)
        if known.state == "open":
            batches.pause(batch=batch, actor="mia", now=self.now)
            known.state = "paused"
        else:
            batches.resume(batch=batch, actor="mia", now=self.now)
            self.prepare(batch)
            known.state = "open"

    @rule(data=data, who=who)
    def add_or_remove(self, data: Any, who: int) -> None:
        batch, known = self.draw_batch(data)
        person = self.people[who]
        if person.pk in known.members:
            batches.remove_member(batch=batch, annotator=person, actor="mia", now=self.now)
            known.members.remove(person.pk)
            self.world.take_back(lambda pair, place: pair.batch is known and place.who == person.pk)
        else:
            batches.add_member(batch=batch, annotator=person, actor="mia", now=self.now)
            known.members.add(person.pk)

    @rule(data=data, who=who, to=who)
    def move_what_is_held(self, data: Any, who: int, to: int) -> None:
        batch, known = self.draw_batch(data)
        giver, taker = self.people[who], self.people[to]
        due = [p for p in self.world.pairs.values() if p.batch is known and self.holding(p, giver.pk)]
        moved = [pair for pair in due if self.world.may_take(taker.pk, pair, self.now)]
        n = running.hand_over(batch=batch, giver=giver, taker=taker, actor="mia", now=self.now)
        assert n == len(moved)
        for pair in due:
            place = self.holding(pair, giver.pk)
            assert place is not None
            if pair in moved:
                place.who, place.ends = taker.pk, self.now + LEASE
                pair.met.add(taker.pk)
            else:
                pair.take_back(place)

    def holding(self, pair: model.Pair, who: int) -> model.Place | None:
        return next((place for place in pair.at("leased") if place.who == who), None)

    @rule(data=data, asked=st.sampled_from(OVERLAPS))
    def ask_more_or_fewer_opinions(self, data: Any, asked: tuple[int, int]) -> None:
        batch, known = self.draw_batch(data)
        said: dict[str, Any] = dict(zip(("wanted", "at_most"), asked, strict=True))
        said |= {"reason": "haste", "actor": "mia", "now": self.now}
        act = lambda: overlaps.begin(batch=batch, **said)  # noqa: E731
        if asked == (known.policy.wanted, known.policy.at_most):
            return refused(overlaps.NothingChanges, act)
        if len(known.members) < asked[0]:
            return refused(batches.NotEnoughAnnotators, act)
        order = overlaps.begin(batch=batch, **said)
        while overlaps.go_on(change=order, now=self.now, limit=1):
            pass
        model_overlaps.change(self.world, known, Policy(*asked, known.policy.split_to_desk))
        return None

    def draw_batch(self, data: Any) -> tuple[Batch, model.Batch]:
        key = data.draw(st.sampled_from(sorted(self.batches)))
        return Batch.objects.get(pk=key), self.batches[key]

    @rule(who=who)
    def suspend_or_not(self, who: int) -> None:
        person = self.people[who]
        if person.pk in self.world.suspended:
            people.unsuspend(user=person.user, actor=self.manager, now=self.now)
            self.world.suspended.remove(person.pk)
        else:
            people.suspend(user=person.user, reason="rest", lock=False, actor=self.manager, now=self.now)
            self.world.suspended.add(person.pk)
            self.world.take_back(lambda _, place: place.who == person.pk)

    @rule(who=who)
    def set_judgments_aside_or_undo(self, who: int) -> None:
        person = self.people[who]
        standing = SetAside.objects.filter(annotator=person, undoes=None, undone_by=None).first()
        if standing is not None:
            set_asides.undo(act=standing, reason="no doubt", actor="mia", now=self.now)
            self.world.bring_back(person.pk)
        else:
            self.now += timedelta(seconds=1)  # what was given this second is meant too
            what = Meant(person, until=self.now)
            act = lambda: set_asides.begin(what=what, reason="doubt", actor="mia", now=self.now)  # noqa: E731
            if not self.world.has_judged(person.pk):
                return refused(set_asides.NothingToSetAside, act)
            act()
            self.world.set_aside(person.pk)
        set_asides.carry_on(now=self.now)
        return None

    @rule(data=data)
    def give_up(self, data: Any) -> None:
        batch, known = self.draw_batch(data)
        assert reachability.give_up_unreachable(batch=batch, now=self.now) == self.world.give_up(known)

    def in_state(self, *states: str) -> list[int]:
        return [key for key, pair in self.world.pairs.items() if pair.state in states]

    def draw_pair(self, data: Any, *states: str) -> tuple[BatchPair, model.Pair]:
        key = data.draw(st.sampled_from(self.in_state(*states)))
        return BatchPair.objects.get(pk=key), self.world.pairs[key]

    @precondition(lambda self: self.in_state("desk"))
    @rule(data=data, outcome=outcomes)
    def decide_at_the_desk(self, data: Any, outcome: PairOutcome) -> None:
        pair, known = self.draw_pair(data, "desk")
        if known.decision is not None:
            assert (tuple(pair.desk_words), tuple(pair.struck)) == (known.desk_words, known.desk_struck)
        asked, agreed = pair.desk_words, pair.struck
        struck = [word for word in asked if data.draw(st.booleans())]
        desk.settle(pair=pair, adjudicator=self.manager, outcome=outcome, struck=struck, now=self.now)
        self.world.settle_by_hand(known, "desk", outcome, {*agreed, *struck})

    @precondition(lambda self: self.in_state("open", "desk"))
    @rule(data=data)
    def settle_provisionally(self, data: Any) -> None:
        pair, known = self.draw_pair(data, "open", "desk")
        act = lambda: desk.settle_provisionally(pair=pair, actor="mia", now=self.now)  # noqa: E731
        if not known.opinions:
            return refused(desk.NothingToCount, act)
        act()
        outcome = desk.prevailing([opinion.outcome for opinion in known.opinions])
        self.world.settle_by_hand(known, "provisional", outcome, present_majority(known.opinions, N_WORDS))
        return None

    @precondition(lambda self: self.in_state("open", "desk"))
    @rule(data=data)
    def set_aside(self, data: Any) -> None:
        pair, known = self.draw_pair(data, "open", "desk")
        rounds.set_aside(pair=pair, actor="mia", reason="doubt", now=self.now)
        known.close("open")
        known.state = "aside"

    @precondition(lambda self: self.in_state("aside"))
    @rule(data=data)
    def take_up_again(self, data: Any) -> None:
        pair, known = self.draw_pair(data, "aside")
        rounds.take_up_again(pair=pair, actor="mia", reason="no doubt", now=self.now)
        self.world.settle(known)

    @precondition(lambda self: self.in_state("open", "desk", "settled", "aside") and len(self.world.pairs) < 10)
    @rule(data=data)
    def judge_anew(self, data: Any) -> None:
        pair, known = self.draw_pair(data, "open", "desk", "settled", "aside")
        act = rounds.reopen if known.state == "settled" else rounds.new_round
        new = act(pair=pair, actor="mia", reason="doubt", now=self.now)
        known.close("open", "leased")
        known.state = "replaced"
        fresh = self.world.pairs[new.pk] = model.Pair(known.batch, known.image, known.round + 1)
        self.world.settle(fresh)

    @rule(data=data)
    def withdraw(self, data: Any) -> None:
        # By its pair: which image comes first in a batch's shuffle depends on numbers that are never given twice.
        image = self.world.pairs[data.draw(st.sampled_from(sorted(self.world.pairs)))].image
        if image not in self.world.hidden and data.draw(st.integers(0, 3)) == 0:
            WithdrawalFactory(image=Image.objects.get(pk=image))
            Image.objects.filter(pk=image).update(withdrawn_at=self.now)
            self.world.hidden.add(image)

    @precondition(lambda self: self.world.hidden)
    @rule()
    def follow_withdrawals(self) -> None:
        withdrawals.follow(now=self.now)
        for pair in self.world.pairs.values():
            if pair.image in self.world.hidden and pair.state not in ("withdrawn", "replaced"):
                pair.close("open", "leased")
                pair.state = "withdrawn"

    @rule()
    def publish(self) -> None:
        publishing.publish_all(now=self.now)
        self.published |= set(self.in_state("settled"))
        assert Verdict.objects.values("source_key").distinct().count() == len(self.published)
        assert list(recounts.differences()) == []
        newest: dict[int, int] = {}
        for key in sorted(self.published):
            newest[self.world.pairs[key].image] = self.world.pairs[key].round
        standing = Verdict.objects.filter(superseded_at__isnull=True).values_list("image", "precedence")
        assert {image: precedence % 1000 for image, precedence in standing} == newest

    @invariant()
    def nothing_differs(self) -> None:
        if hasattr(self, "world"):
            comparing.same(self.world)
