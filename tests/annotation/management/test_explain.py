from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from annotation.actions import desk, publishing, rounds
from annotation.choices import Role
from dataset.models import VerdictRecord
from tests.annotation.tables import APPLE, BANANAS, RED, YELLOW, Table
from tests.factories import NOW, FlagFactory, UserFactory

pytestmark = pytest.mark.django_db


def told(said: object) -> list[str]:
    out = StringIO()
    call_command("explain", str(said), stdout=out)
    return out.getvalue().splitlines()


def settled() -> Table:
    table = Table(name="pilot")
    table.judge(0, YELLOW, BANANAS)
    table.judge(1, RED, YELLOW, BANANAS)
    table.judge(2, YELLOW, BANANAS, unsure=(APPLE,))
    publishing.publish_all(now=NOW)
    return table


def test_a_life_is_told_from_its_verdict_to_each_opinion() -> None:
    table = settled()
    pair = table.pair

    lines = told(pair.image.public_id)

    assert lines[1] == "  a red apple and yellow bananas"
    assert "Verdict 1, current: judged word by word" in lines
    assert "  judged  a red apple [-and yellow bananas-]" in lines
    assert "  clean   a red apple" in lines
    assert "    red: struck by 1 of 3, majority of the judgments" in lines
    assert f"Batch pilot, round 1, pair {pair.pk}: settled" in lines
    names = [member.annotator.user.username for member in table.members[:3]]
    assert [line for line in lines if line.endswith(": filled")] == [f"  {name}: filled" for name in names]
    assert "      a red apple and [-yellow bananas-]" in lines
    assert "      counts as  a red apple [-and yellow bananas-]" in lines
    assert "      unsure of  apple" in lines


def test_it_is_found_by_each_of_its_names() -> None:
    pair = settled().pair
    exported = VerdictRecord.objects.get().exported_id

    heads = [told(name)[0] for name in (pair.image.public_id, exported, pair.image.source_key, pair.pk)]

    assert heads == [heads[0]] * 4
    assert heads[0].startswith(str(pair.image.public_id))


def test_flags_and_decisions_of_the_desk_and_the_record_are_told() -> None:
    table = Table(split_to_desk=True)
    table.judge(0, RED)
    table.judge(1)
    table.judge(2)
    FlagFactory(pair=table.pair, annotator__user__username="ilse", reasons=["violence"], note="a fist")
    dora = UserFactory(username="dora", roles=[Role.ADJUDICATOR])
    desk.settle(pair=table.now(), adjudicator=dora, outcome="judged", struck=[RED], note="it is green", now=NOW)
    rounds.reopen(pair=table.now(), actor="ruth", reason="mixed up", now=NOW)

    lines = [line.split("  ")[-1] for line in told(table.pair.pk)]

    assert "ilse flagged it: violence a fist" in lines
    assert "the desk, dora: struck red it is green" in lines
    detail = {"before": "settled", "reason": "mixed up", "replaced": table.pair.pk}
    assert f"ruth: new round {detail}" in lines


@pytest.mark.parametrize("said", ["nothing", "99999999", "0" * 30, "00000000-0000-0000-0000-000000000000"])
def test_what_is_not_there_is_said(said: str) -> None:
    with pytest.raises(CommandError, match="There is no picture"):
        told(said)
