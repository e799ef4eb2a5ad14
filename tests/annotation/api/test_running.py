"""A program changes a batch while it runs, as its page does."""

import pytest

from annotation.choices import MemberState, PairState, Scope
from annotation.models import AuditEntry, Batch, BatchPair, Slot
from tests.annotation.api.programs import Program
from tests.annotation.tables import Table
from tests.factories import NOW, AnnotatorFactory, BatchFactory, GroupMemberFactory

pytestmark = pytest.mark.django_db


def program() -> Program:
    return Program(Scope.READ_BATCHES, Scope.WRITE_BATCHES)


def acts() -> list[tuple[str, str]]:
    return [*AuditEntry.objects.exclude(act="use_token").order_by("pk").values_list("actor", "act")]


def test_terms_are_changed_one_by_one_and_once() -> None:
    this = program()
    BatchFactory(name="pilot")

    dated = [this.post("batches/pilot/terms", deadline="2027-01-02") for _ in range(2)]
    urgent = this.post("batches/pilot/terms", priority=7)
    open_ended = this.post("batches/pilot/terms", deadline=None)

    assert [(row["status"], row["deadline"], row["priority"]) for row in dated] == [(200, "2027-01-02", 0)] * 2
    assert (urgent["deadline"], urgent["priority"]) == ("2027-01-02", 7)
    assert (open_ended["deadline"], open_ended["priority"]) == (None, 7)
    assert acts() == [("ruth", "change_terms")] * 3
    assert AuditEntry.objects.filter(act="change_terms").latest("pk").detail == {
        "before": {"priority": 7, "deadline": "2027-01-02", "gold_share": 0},
        "after": {"priority": 7, "deadline": None, "gold_share": 0},
    }


def test_terms_that_cannot_be_are_refused_with_their_reason() -> None:
    this = program()
    BatchFactory(name="pilot")
    BatchFactory(name="over", state="closed", closed_at=NOW)

    wild = this.post("batches/pilot/terms", priority=101)
    golden = this.post("batches/pilot/terms", gold_share=5)
    over = this.post("batches/over/terms", priority=1)

    assert (wild["status"], [*wild["message"]]) == (422, ["priority"])
    assert (golden["status"], golden["code"]) == (409, "no_gold")
    assert (over["status"], over["code"], over["message"]) == (409, "batch_over", "The batch is closed for good.")
    assert acts() == []


def test_a_group_joins_later_and_leaves_and_one_or_the_other_is_named() -> None:
    this, table = program(), Table(n_members=1, name="pilot")
    group = GroupMemberFactory(group__name="evening", annotator=AnnotatorFactory(user__username="zoe")).group

    joined = [this.post("batches/pilot/members", act="add", group="evening") for _ in range(2)]
    left = this.post("batches/pilot/members", act="remove", group="evening")
    both = this.post("batches/pilot/members", act="add", group="evening", annotator="zoe")
    neither = this.post("batches/pilot/members", act="add")
    unknown = this.post("batches/pilot/members", act="add", group="night")

    assert group.members.count() == 1
    assert [state_of(row, "zoe") for row in [*joined, left]] == [MemberState.ACTIVE] * 2 + [MemberState.REMOVED]
    assert state_of(left, table.members[0].annotator.user.username) == MemberState.ACTIVE
    assert [row["status"] for row in (both, neither, unknown)] == [422, 422, 404]
    assert both["message"] == {"non_field_errors": ["Name an annotator or a group."]}


def state_of(answer: dict[str, list[dict[str, object]]], name: str) -> object:
    return next(row["state"] for row in answer["members"] if row["annotator"] == name)


def test_what_somebody_holds_is_handed_over_and_given_back() -> None:
    this, table = program(), Table(n_members=2, name="pilot")
    table.claim(0)
    giver, taker = (member.annotator.user.username for member in table.members)

    handed = this.post("batches/pilot/leases", annotator=giver, to=taker)
    back = [this.post("batches/pilot/leases", annotator=taker) for _ in range(2)]
    nobody = this.post("batches/pilot/leases", annotator=taker, to="nobody")

    held = [{row["annotator"]: row["n_held"] for row in answer["members"]} for answer in (handed, *back)]
    assert held == [{giver: 0, taker: 1}, {giver: 0, taker: 0}, {giver: 0, taker: 0}]
    assert nobody["status"] == 404
    assert not Slot.objects.filter(annotator__isnull=False).exists()


def test_pairs_that_nobody_reads_are_parked_and_taken_up_when_somebody_may_be_asked() -> None:
    this, table = program(), Table(name="pilot")
    kind = {"language": "en", "sensitive": False, "reason": "nobody reads it"}

    parked = this.post("batches/pilot/sieve", act="park", **kind)
    taken_up = this.post("batches/pilot/sieve", act="take_up", **kind)
    wordless = this.post("batches/pilot/sieve", act="park", language="en")
    Batch.objects.update(state="closed", closed_at=NOW)
    late = this.post("batches/pilot/sieve", act="park", **kind)

    assert (parked["n_open"], taken_up["n_open"]) == (0, 1)
    assert (wordless["status"], [*wordless["message"]]) == (422, ["reason"])
    assert (late["status"], late["code"]) == (409, "sieve_too_late")
    assert table.now().state == PairState.OPEN


def test_pictures_are_withdrawn_all_or_none_and_once() -> None:
    this, table = program(), Table(name="pilot")
    picture = str(table.pair.image.public_id)

    unknown = this.post("batches/pilot/withdrawals", pictures=[picture, "none.png"], reason="its maker asked")
    untouched = table.now().state
    done = this.post("batches/pilot/withdrawals", pictures=[picture], reason="its maker asked")
    again = this.post("batches/pilot/withdrawals", pictures=[picture], reason="its maker asked")

    assert (unknown["status"], untouched) == (422, PairState.OPEN)
    assert unknown["message"] == {"pictures": "Not in the batch, or out of use: none.png."}
    assert (done["status"], done["n_withdrawn"], again["status"]) == (200, 1, 422)
    assert BatchPair.objects.get().state == PairState.WITHDRAWN
    assert acts() == [("ruth", "withdraw_image")]


@pytest.mark.parametrize("part", ["terms", "leases", "sieve", "withdrawals", "members", "overlap"])
def test_a_token_that_only_reads_changes_nothing(part: str) -> None:
    BatchFactory(name="pilot")

    answer = Program(Scope.READ_BATCHES).post(f"batches/pilot/{part}")

    assert (answer["status"], answer["code"]) == (403, "permission_denied")
    assert not AuditEntry.objects.exists()
