"""`manage invite`: the way to the first account."""

import pytest
from django.core.management import CommandError, call_command
from django.test.client import Client
from pytest_django import Settings

from annotation.models import AccessLink, AuditEntry

pytestmark = pytest.mark.django_db


def test_it_prints_a_link_that_opens_and_nothing_else(
    client: Client, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.SITE_URL = "https://strikeout.example.org/"

    call_command("invite", role="manager", name="Ruth", days=3)

    link = capsys.readouterr().out.strip()
    assert link.startswith("https://strikeout.example.org/join/")
    assert (
        "You are invited as manager." in client.get(link.removeprefix("https://strikeout.example.org")).content.decode()
    )
    row = AccessLink.objects.get()
    assert (row.role, row.name, (row.expires_at - row.created_at).days) == ("manager", "Ruth", 3)
    assert AuditEntry.objects.get().actor == "manage invite"


def test_a_role_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="invalid choice: 'king'"):
        call_command("invite", "--role", "king")
