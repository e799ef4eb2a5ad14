"""Seeding: through the real actions, to a state that each door can show, and nothing twice."""

import json
import re
import stat
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.utils import timezone

from annotation.choices import PairState, SettledHow
from annotation.models import Annotator, AuditEntry, Batch, BatchPair, Judgment, User
from dataset.models import Verdict
from dataset.rules.tokens import unpack
from jdb_site.demo import fortnight, knowledge, people, seeding, showcase
from jdb_site.demo.fortnight import Fortnight
from jdb_site.demo.management.commands.seed_demo import Command
from jdb_site.demo.pairs import DemoPair

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_quick_passwords")]


def test_people_get_passwords_of_their_own_which_stay(tmp_path: Path) -> None:
    logins = tmp_path / "logins.json"

    first = people.make_people(logins=logins, renew=False, now=timezone.now())
    second = people.make_people(logins=logins, renew=False, now=timezone.now())
    third = people.make_people(logins=logins, renew=True, now=timezone.now())

    assert first == second
    assert not {line.password for line in first} & {line.password for line in third if line.password}
    assert [(row["role"], row["name"], row["email"]) for row in json.loads(logins.read_text())] == [
        ("manager", "Ruth Adler", "ruth@demo.example"),
        ("payroll", "Pia Lund", "pia@demo.example"),
        ("payroll", "Noor Haddad", "noor@demo.example"),
        ("annotator", "Mina Park", "mina@demo.example"),
        ("annotator", "Tomás Rey", "tomas@demo.example"),
        ("annotator", "Lin Wei", "lin@demo.example"),
    ]
    assert stat.S_IMODE(logins.stat().st_mode) == 0o600
    assert authenticate(username="mina", password=third[3].password) == User.objects.get(username="mina")
    assert User.objects.count() == 7


def test_the_visitor_has_no_password(figures: list[people.Login]) -> None:
    assert not User.objects.get(username=people.VISITOR).has_usable_password()


def test_only_whom_the_seeding_made_is_let_in(figures: list[people.Login]) -> None:
    User.objects.create_user(username="eve")
    User.objects.filter(username="ruth").update(is_active=False)

    assert people.made_here("visitor") == User.objects.get(username="visitor")
    assert people.made_here("eve") is None
    assert people.made_here("ruth") is None


def test_the_showcase_is_settled_but_for_two_at_the_desk(
    pairs: tuple[DemoPair, ...], figures: list[people.Login]
) -> None:
    standing = seeding.judged_batch(timezone.now())

    assert standing == seeding.Standing(n_pairs=12, n_settled=10, n_desk=2)
    assert Verdict.objects.count() == 10
    third = BatchPair.objects.filter(state=PairState.SETTLED, n_counted=3)
    assert third.count() >= 2
    assert set(BatchPair.objects.filter(state=PairState.SETTLED).values_list("settled_how", flat=True)) == {
        SettledHow.CONSENSUS
    }
    case = BatchPair.objects.filter(state=PairState.DESK).first()
    assert case is not None
    assert (case.desk_reason, len(case.desk_words), case.n_counted) == ("even", 1, 3)


def test_what_is_settled_in_the_showcase_is_the_truth(pairs: tuple[DemoPair, ...], figures: list[people.Login]) -> None:
    seeding.judged_batch(timezone.now())

    for pair in BatchPair.objects.filter(state=PairState.SETTLED).select_related("image", "tokenisation"):
        known = knowledge.behind(pair.image)
        assert known is not None
        assert pair.tokenisation is not None
        truth = knowledge.true_strikes(known, unpack(pair.tokenisation.tokens), pair)
        assert (pair.outcome, pair.struck) == (known.outcome, [*truth] if known.outcome == "judged" else [])


def test_seeding_again_changes_nothing(pairs: tuple[DemoPair, ...], figures: list[people.Login]) -> None:
    first = [seeding.judged_batch(timezone.now()), seeding.open_batch(timezone.now())]
    n_judgments, n_entries = Judgment.objects.count(), AuditEntry.objects.count()

    again = [seeding.judged_batch(timezone.now()), seeding.open_batch(timezone.now())]

    assert again == first
    assert first[1] == seeding.Standing(n_pairs=len(pairs) - 12, n_settled=0, n_desk=0)
    assert (Judgment.objects.count(), AuditEntry.objects.count()) == (n_judgments, n_entries)
    assert Batch.objects.get(name="demo").members.count() == 4


def test_judging_that_was_cut_short_goes_on(
    pairs: tuple[DemoPair, ...], figures: list[people.Login], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(showcase, "judge_all", lambda **_: 0)
        assert seeding.judged_batch(timezone.now()).n_settled == 0
    batch = Batch.objects.get(name="showcase")
    mina = Annotator.objects.get(user__username="mina")
    showcase.judge_held(mina, 0, showcase.cases(batch), timezone.now())

    assert seeding.judged_batch(timezone.now()) == seeding.Standing(n_pairs=12, n_settled=10, n_desk=2)


def test_the_command_says_each_step_with_its_size(
    pairs: tuple[DemoPair, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lived = Fortnight(n_judgments=9, n_people=8, n_batches=5)
    monkeypatch.setattr(fortnight, "live_through", lambda now: lived)  # tests/demo/test_fortnight.py lives it
    call_command(Command())

    lines = [re.sub(r", \d+\.\d s$", "", line) for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "people …",
        "people: 7 accounts, their passwords in logins.json",
        "pictures are in already",
        "scores, made up …",
        f"scores, made up: {2 * (len(pairs) - len(pairs) // 12)} new",
        "showcase, judged already …",
        "showcase, judged already: 12 pairs, 10 settled, 2 at the desk",
        "demo, to be judged …",
        f"demo, to be judged: {len(pairs) - 12} pairs, 0 settled, 0 at the desk",
        "two weeks of made-up people …",
        "two weeks of made-up people: 9 judgments in 5 batches",
        "golden prompts, to hold templates against …",
        "golden prompts, to hold templates against: 14 new",
        "gold, to qualify on …",
        f"gold, to qualify on: {sum(pair.outcome == 'judged' for pair in pairs)} new",
    ]
