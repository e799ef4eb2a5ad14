"""The command that names a model and changes it."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from annotation.models import AuditEntry
from dataset.models import ModelProfile, Price
from tests.factories import MachineRunFactory, ModelProfileFactory

pytestmark = pytest.mark.django_db

NEW = ("--base-url", "https://api.openai.com/v1", "--model", "gpt", "--input", "0.25", "--output", "2")


def told(*arguments: str) -> str:
    out = StringIO()
    call_command("set_profile", *arguments, stdout=out)
    return out.getvalue()


def test_a_model_is_named_and_what_is_not_said_later_stays() -> None:
    said = told("small", *NEW, "--transport", "online", "--transport", "batch", "--extra", '{"temperature": null}')
    told("small", "--at-once", "4", "--no-strict-schema")

    profile = ModelProfile.objects.get()
    assert said == "small: gpt at https://api.openai.com/v1\n"
    assert (profile.at_once, profile.strict_schema, profile.extra) == (4, False, {"temperature": None})
    assert profile.transports == ["online", "batch"]
    assert Price.objects.count() == 1
    assert [entry.act for entry in AuditEntry.objects.order_by("pk")] == ["make_model", "change_model"]


def test_a_price_is_added_from_a_moment_on() -> None:
    told("small", *NEW)
    told("small", "--input", "1", "--output", "4", "--since", "2100-01-01T00:00")

    assert [*Price.objects.order_by("valid_from").values_list("output_amount", flat=True)] == [Decimal(2), Decimal(4)]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["new", "--model", "gpt"], "There is no model new yet: --base-url, --input, --output must be said."),
        (["new", *NEW, "--base-url", "http://10.0.0.7/v1"], "base_url: 10.0.0.7 is no server that may be asked."),
        (["new", *NEW, "--secret", "PATH"], "secret_name: PATH holds no key"),
        (["new", *NEW, "--stronger", "none"], "stronger: There is no model none."),
        (["new", *NEW, "--extra", "{"], "{ is no JSON"),
        (["new", *NEW, "--since", "soon"], "soon is no moment, as 2027-01-01T00:00"),
        (["Not A Name", *NEW], "name: Enter a valid “slug”"),
        (["used", "--model", "other"], "model: Runs asked used as it is"),
        (["used", "--input", "1"], "A price is said whole"),
        (["used", "--input", "1", "--output", "1", "--since", "2001-01-01"], "valid_from: What was asked until now"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(arguments: list[str], why: str) -> None:
    MachineRunFactory(profile=ModelProfileFactory(name="used"))

    with pytest.raises(CommandError) as refused:
        told(*arguments)

    assert why in str(refused.value)
    assert not Price.objects.exists()
    assert not AuditEntry.objects.exists()
