"""Programs read a pair's life and mend what went wrong: rounds, judgments, pictures, gold, clean prompts."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from annotation.choices import PairState, Role, Scope
from annotation.models import AuditEntry, BatchPair, Gold, SetAside
from dataset.models import Image
from tests.annotation.actions.test_proofs import changed
from tests.annotation.api.programs import Program, told
from tests.annotation.tables import APPLE, RED, Table
from tests.conftest import SignIn
from tests.factories import FlagFactory, GoldFactory, ImageFactory, SensitivityChangeFactory, UserFactory

pytestmark = pytest.mark.django_db
WRITES = {
    "pairs/{picture}/rounds/{pair}": Scope.READ_PAIRS,
    "pairs/{picture}/withdrawal": Scope.READ_PAIRS,
    "people/{username}/set-asides": Scope.READ_PEOPLE,
    "gold": Scope.READ_GOLD,
    "gold/{picture}": Scope.READ_GOLD,
    "sensitivities/{picture}": Scope.READ_SENSITIVITIES,
    "proofs/{pair}": Scope.READ_PROOFS,
}


def acts() -> list[str]:
    return [*AuditEntry.objects.exclude(act="use_token").order_by("pk").values_list("act", flat=True)]


def settled() -> Table:
    table = Table(name="pilot")
    for who in (0, 1):
        table.judge(who, RED)
    return table


def test_a_life_is_told_with_every_opinion() -> None:
    program, table = Program(Scope.READ_PAIRS), settled()

    life = program.get(f"pairs/{table.pair.image.public_id}")

    [this] = life["rounds"]
    assert (life["prompt"], life["withdrawn_at"]) == (table.pair.image.prompt.text, None)
    assert (this["batch"], this["state"], this["outcome"], this["struck"]) == ("pilot", "settled", "judged", [RED])
    assert this["words"][RED] == "red"
    assert [one["place"] for one in this["opinions"]] == ["filled", "filled"]
    assert [row["struck"] for one in this["opinions"] for row in one["revisions"]] == [[RED], [RED]]


def test_a_round_is_set_aside_taken_up_and_its_verdict_reopened() -> None:
    program, table = Program(Scope.READ_PAIRS, Scope.WRITE_PAIRS), Table()
    address = f"pairs/{table.pair.image.public_id}/rounds/{table.pair.pk}"

    said = {"reason": "mixed up"}
    states = [program.post(address, act=act, **said)["rounds"][0]["state"] for act in ("set_aside", "take_up_again")]
    again = program.post(address, act="take_up_again", **said)
    early = program.post(address, act="reopen", **said)
    for who in (0, 1):
        table.judge(who, RED)
    anew = program.post(address, act="new_round", **said)
    wordless = program.post(address, act="new_round")

    assert states == ["set_aside", "open"]
    assert (again["status"], again["code"]) == (409, "not_set_aside")
    assert (early["status"], early["code"]) == (409, "not_settled")
    assert [(row["round"], row["state"]) for row in anew["rounds"]] == [(2, "open"), (1, "replaced")]
    assert (wordless["status"], [*wordless["message"]]) == (422, ["reason"])
    assert acts() == ["set_aside", "take_up_again", "reopen_verdict", "new_round"]


def test_a_picture_is_withdrawn_once() -> None:
    program, table = Program(Scope.READ_PAIRS, Scope.WRITE_PAIRS), Table()
    address = f"pairs/{table.pair.image.public_id}/withdrawal"

    found = [program.post(address, reason="its maker asked") for _ in range(2)]

    assert [row["rounds"][0]["state"] for row in found] == ["withdrawn"] * 2
    assert (table.now().state, acts()) == (PairState.WITHDRAWN, ["withdraw_image"])


def test_judgments_are_set_aside_and_brought_back_once() -> None:
    program, table = Program(Scope.READ_PEOPLE, Scope.WRITE_PAIRS), settled()
    address = f"people/{table.members[0].annotator.user.username}/set-asides"

    begun = program.post(address, batch="pilot", reason="asleep")
    nothing = program.post(address, until="2001-01-01", reason="asleep")
    crossed = program.post(address, since="2026-02-02", until="2026-02-01", reason="asleep")
    strange = program.post(address, until="9999-12-31", reason="asleep")
    row = SetAside.objects.get()
    undone = [program.post(f"{address}/{row.pk}", reason="awake") for _ in range(2)]

    [one] = begun["set_asides"]
    assert (one["batch"], one["reason"], one["actor"], one["undone_at"]) == ("pilot", "asleep", "ruth", None)
    assert (nothing["status"], nothing["code"]) == (409, "nothing_to_set_aside")
    assert [row["status"] for row in (crossed, strange)] == [422, 422]
    assert undone[0]["set_asides"][0]["undone_at"] is not None
    assert (undone[1]["status"], undone[1]["code"]) == (409, "undone_before")
    assert acts() == ["set_judgments_aside", "bring_judgments_back"]


def test_gold_is_set_and_retired() -> None:
    program, image = Program(Scope.READ_GOLD, Scope.WRITE_GOLD), ImageFactory(prompt__text="a red apple")
    address = f"gold/{image.public_id}"

    none = program.post(address, act="retire", reason="wrong")
    made = program.post(address, act="set", struck=[1], reason="seen")
    locked = program.post(address, act="set", struck=[99], reason="seen")
    wordless = program.post(address, act="set", reason="seen")
    retired = program.post(address, act="retire", reason="wrong")
    [listed] = program.get("gold")["gold"]

    assert (none["status"], none["code"]) == (404, "not_gold")
    assert [(row["version"], row["struck"], row["in_use"]) for row in made["gold"]] == [(1, [1], True)]
    assert (locked["status"], locked["message"]) == (422, "A word that nobody may judge cannot be struck in gold.")
    assert (wordless["status"], [*wordless["message"]]) == (422, ["struck"])
    assert [(row["version"], row["in_use"]) for row in retired["gold"]] == [(2, False), (1, True)]
    assert (listed["version"], listed["prompt"]) == (2, "a red apple")
    assert acts() == ["set_gold", "set_gold"]


def test_gold_is_made_of_settled_pairs_on_which_nobody_differs_once() -> None:
    program = Program(Scope.READ_GOLD, Scope.WRITE_GOLD)
    settled()

    made = [program.post("gold", batch="pilot", at_most=5, reason="agreed")["n_made"] for _ in range(2)]
    unknown = program.post("gold", batch="none", at_most=5, reason="agreed")

    assert (made, Gold.objects.count(), unknown["status"]) == ([1, 0], 1, 404)


def test_gold_comes_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotation.api.gold.PAGE", 2)
    program = Program(Scope.READ_GOLD)
    pictures = [str(GoldFactory().image.public_id) for _ in range(3)]

    first = program.get("gold")
    second = program.get("gold", before=first["next"])

    assert [[row["picture"] for row in page["gold"]] for page in (first, second)] == [pictures[:0:-1], pictures[:1]]


def test_who_may_see_a_picture_is_decided_with_a_reason() -> None:
    program = Program(Scope.READ_SENSITIVITIES, Scope.WRITE_SENSITIVITIES)
    flag = FlagFactory(reasons=["violence"], note="blood")
    SensitivityChangeFactory(image=flag.pair.image)
    Image.objects.filter(pk=flag.pair.image_id).update(sensitivity="sensitive")
    address = f"sensitivities/{flag.pair.image.public_id}"

    [waiting] = program.get("sensitivities")["pictures"]
    decided = program.post(address, sensitivity="safe", reason="paint")
    wordless = program.post(address, sensitivity="safe")
    unknown = program.post(address, sensitivity="unknown", reason="paint")

    assert waiting["picture"] == str(flag.pair.image.public_id)
    assert (decided["sensitivity"], decided["changes"][-1]["reason"]) == ("safe", "paint")
    assert [(row["reasons"], row["note"]) for row in decided["flags"]] == [(["violence"], "blood")]
    assert [row["status"] for row in (wordless, unknown)] == [422, 422]
    assert (program.get("sensitivities")["pictures"], acts()) == ([], ["decide_sensitivity"])


def test_a_clean_prompt_is_read_once_and_one_sent_back_says_why(signed_in: SignIn) -> None:
    program, pair = Program(Scope.READ_PROOFS, Scope.WRITE_PROOFS), changed(APPLE).pair
    [due] = program.get("proofs")["proofs"]
    said = {"uuid": str(uuid4()), "verdict": due["verdict"], "decision": "kept"}

    mute = program.post(f"proofs/{pair.pk}", **said | {"decision": "back"})
    read = [program.post(f"proofs/{pair.pk}", **said) for _ in range(2)]
    browser = signed_in(UserFactory(roles=[Role.ADJUDICATOR]))
    late = told(
        browser.post(
            f"/api/v1/proofs/{pair.pk}", json.dumps(said | {"uuid": str(uuid4())}), content_type="application/json"
        )
    )

    assert (due["pair"], due["struck"]) == (pair.pk, [APPLE])
    assert (mute["status"], mute["message"]) == (422, "Say what is wrong with the clean prompt.")
    assert [(row["status"], row["decision"], row["n_due"]) for row in read] == [(200, "kept", 0)] * 2
    assert (late["status"], late["code"]) == (409, "not_to_be_read")


@pytest.mark.parametrize("address", WRITES)
def test_a_token_that_only_reads_changes_nothing(address: str) -> None:
    table = settled()
    known: dict[str, Any] = {
        "picture": table.pair.image.public_id,
        "pair": table.pair.pk,
        "username": table.members[0].annotator.user.username,
    }

    answer = Program(WRITES[address]).post(address.format(**known))

    assert (answer["status"], answer["code"]) == (403, "permission_denied")
    assert (BatchPair.objects.get().state, AuditEntry.objects.exists()) == (PairState.SETTLED, False)
    assert not SetAside.objects.filter(created_at__lte=timezone.now()).exists()
