"""`manage test_model`."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from annotation.models import AuditEntry
from dataset.choices import Transport
from dataset.models import ModelTest
from jdb_site.stand_in import StandIn
from tests.dataset.machines import profile

pytestmark = pytest.mark.django_db


def test_it_tells_what_the_model_did_and_stands_in_the_record() -> None:
    out, told = StringIO(), StringIO()
    with StandIn(seed=1) as server:
        one = profile(profile__base_url=server.base_url, profile__name="small")
        call_command("test_model", "small", stdout=out, stderr=told)

    assert re.fullmatch(r"asking small, for \$0\.\d{6} at most …\n", told.getvalue())
    lines = out.getvalue().splitlines()
    assert lines[:2] == ["✓ 5 of 5 questions were answered", "✓ 5 of 5 answers kept to the schema"]
    assert lines[-1] == f"It cost ${ModelTest.objects.get(profile=one).cost_amount:.6f}."
    assert AuditEntry.objects.get().act == "test_model"


def test_a_model_that_does_not_pass_ends_it_with_a_code() -> None:
    out = StringIO()
    with StandIn(seed=1) as server:
        server.mode("401")
        profile(profile__base_url=server.base_url, profile__name="small")
        with pytest.raises(CommandError, match="small did not pass"):
            call_command("test_model", "small", stdout=out, stderr=StringIO())

    assert out.getvalue().startswith("✗ 0 of 5 questions were answered\n✗ ")


def test_one_that_cannot_be_tested_says_why() -> None:
    profile(profile__name="small", profile__transports=[Transport.FILE])

    with pytest.raises(CommandError, match="by files alone"):
        call_command("test_model", "small", stdout=StringIO(), stderr=StringIO())
