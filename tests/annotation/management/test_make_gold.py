from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from annotation.models import Gold
from tests.annotation.tables import RED, Table
from tests.factories import ScoreFactory

pytestmark = pytest.mark.django_db


def told(*arguments: str) -> str:
    out = StringIO()
    call_command("make_gold", *arguments, "--reason", "all agree", stdout=out)
    return out.getvalue()


def test_settled_pairs_become_gold_and_the_command_says_whether_it_is_enough() -> None:
    table = Table()
    for who in (0, 1):
        table.judge(who, RED)

    assert told("--dry-run") == "1 pairs could be gold\n"
    assert not Gold.objects.exists()
    expected = "1 pairs made gold; 1 in all, not yet enough for every attempt of a person\n"
    assert told("--batch", table.batch.name) == expected
    assert Gold.objects.get().reason == "all agree"


def test_a_batch_that_is_not_there_is_refused() -> None:
    with pytest.raises(CommandError, match="There is no batch named 'nowhere'"):
        told("--batch", "nowhere")


def test_a_threshold_on_scores_chooses_among_them() -> None:
    table = Table()
    for who in (0, 1):
        table.judge(who, RED)
    ScoreFactory(image=table.pair.image, value=0.9, scorer__name="fox")

    assert told("--dry-run", "--nsfw-most", "0.5") == "0 pairs could be gold\n"
    assert told("--dry-run", "--nsfw-least", "0.5", "--nsfw-by", "fox@1") == "1 pairs could be gold\n"
    with pytest.raises(CommandError, match="No scorer cat@1 gives nsfw scores"):
        told("--nsfw-most", "0.5", "--nsfw-by", "cat@1")
