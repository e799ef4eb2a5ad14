from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from annotation.actions import desk, publishing
from annotation.models import BatchPair
from tests.annotation.tables import BANANAS, RED, Table
from tests.factories import NOW, ManagerFactory

pytestmark = pytest.mark.django_db


def published_pairs() -> None:
    agreed, contested = Table(), Table(split_to_desk=True)
    for who in (0, 1):
        agreed.judge(who, RED)
    for who, struck in enumerate([(RED,), (), (BANANAS,)]):
        contested.judge(who, *struck)
    desk.settle(pair=contested.pair, adjudicator=ManagerFactory(), outcome="judged", struck=[RED], now=NOW)
    publishing.publish_all(now=NOW)


def test_recomputing_every_verdict_gives_the_same():
    published_pairs()
    out = StringIO()

    call_command("recount_verdicts", stdout=out, no_color=True)

    assert out.getvalue() == "2 published pairs recounted, none differs.\n"


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"s": [2, 2, 0, 0, 0, 0]}, "the votes do not follow from the judgments"),
        ({"struck": [BANANAS]}, "the strikes do not follow from the opinions"),
        ({"sum_share": 0}, "the sums of agreement do not follow from the judgments"),
    ],
    ids=["votes", "strikes", "agreement"],
)
def test_what_was_changed_behind_its_back_is_told(change, what):
    published_pairs()
    BatchPair.objects.filter(settled_how="consensus").update(**change)
    out = StringIO()

    with pytest.raises(CommandError):
        call_command("recount_verdicts", stdout=out, no_color=True)

    assert what in out.getvalue()
