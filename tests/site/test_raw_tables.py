"""The raw tables at /admin/: every one of them, to be read by who was given them, and by nobody else."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.client import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from annotation.choices import Role
from annotation.models import AuditEntry, Judgment, User
from dataset.models import Verdict, VerdictEvidence
from jdb_site import raw_tables
from tests.annotation.actions.test_proofs import changed
from tests.annotation.pages.conftest import make
from tests.annotation.tables import RED
from tests.conftest import SignIn
from tests.factories import (
    AdjudicationFactory,
    AnnotatorFactory,
    ApiTokenFactory,
    BatchFactory,
    BatchPairFactory,
    MessageFactory,
    SlotFactory,
)
from tests.guards.sources import models

pytestmark = pytest.mark.django_db
MODELS = [*raw_tables.site._registry]


@pytest.fixture
def reader(signed_in: SignIn) -> Client:
    """A manager to whom the raw tables were opened."""
    return signed_in(make("ruth", Role.MANAGER, is_superuser=True))


def address(model: Any) -> str:
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/"


def routes() -> Iterator[str]:
    """An address of each pattern of one table, and of the site."""
    urls, _, _ = raw_tables.site.urls
    for pattern in urls:
        if isinstance(pattern, URLPattern) and "<" not in str(pattern.pattern) and "?P" not in str(pattern.pattern):
            yield f"/admin/{pattern.pattern}"
    yield from (f"/admin/annotation/batch/{end}" for end in ("", "add/", "1/", "1/change/", "1/delete/", "1/history/"))


def test_every_table_but_pay_and_the_looks_at_covered_pictures_is_there_and_shows_no_secret(reader: Client) -> None:
    missing = {model.__name__ for model in models()} - {model.__name__ for model in MODELS}

    answers = {model.__name__: reader.get(address(model)).status_code for model in MODELS}

    assert {f"annotation.{name}" for name in missing} == {"annotation.Reveal"} | raw_tables.OF_PAY
    assert set(answers.values()) == {200}
    AnnotatorFactory()
    token = ApiTokenFactory(token="strikeout_secret")
    shown = [reader.get(f"/admin/annotation/apitoken/{token.pk}/change/").content.decode()]
    shown += [reader.get(f"/admin/annotation/{name}/").content.decode() for name in ("annotator", "user", "apitoken")]
    assert "strikeout_secr" in shown[0]
    assert not any(re.search(r"Rater key|Password|Token hash|Exposure", page) for page in shown)


@pytest.mark.parametrize("roles", [[Role.MANAGER], [Role.AUDITOR, Role.ADJUDICATOR]])
def test_it_opens_to_nobody_to_whom_it_was_not_given(roles: list[Role], signed_in: SignIn) -> None:
    browser = signed_in(make("otto", *roles, is_superuser=Role.MANAGER not in roles))

    found = {where: browser.get(where).status_code for where in routes()}

    assert {where for where, status in found.items() if status != 403} == {"/admin/login/"}


def test_a_stranger_signs_in_as_everywhere(client: Client) -> None:
    answer = client.get("/admin/annotation/batch/", follow=True)

    assert [where for where, _ in answer.redirect_chain][-1].startswith("/accounts/login/?next=/admin/")


def test_without_a_second_factor_where_one_is_required_it_stays_shut(reader: Client, settings: Settings) -> None:
    settings.MFA_REQUIRED = True

    assert reader.get("/admin/")["Location"] == "/accounts/2fa/totp/activate/"


def test_nothing_is_added_changed_or_removed_there(reader: Client) -> None:
    batch = BatchFactory(name="pilot")
    one = f"/admin/annotation/batch/{batch.pk}"

    answers = [reader.post(f"{one}/change/", {"name": "other"}), reader.post(f"{one}/delete/", {"post": "yes"})]
    answers += [reader.post("/admin/annotation/batch/add/", {"name": "new"})]
    answers += [reader.post("/admin/annotation/batch/", {"action": "delete_selected", "_selected_action": [batch.pk]})]

    assert [answer.status_code for answer in answers[:3]] == [403, 403, 403]
    batch.refresh_from_db()
    assert batch.name == "pilot"
    assert 'name="_save"' not in reader.get(f"{one}/change/").content.decode()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: str(model.__name__))
def test_no_table_takes_an_act_from_whoever_reads_all(model: Any, reader: Client) -> None:
    shown = raw_tables.site._registry[model]
    request = reader.get(address(model)).wsgi_request

    may = (shown.has_add_permission, shown.has_change_permission, shown.has_delete_permission)
    posted = reader.post(f"{address(model)}add/", {"post": "yes"}).status_code

    assert [ask(request) for ask in may] == [False, False, False]
    assert (shown.get_actions(request), [*shown.list_editable], [*shown.inlines], posted) == ({}, [], [], 403)


def test_judgments_decisions_and_verdicts_stay_as_they_are_and_money_is_not_there(reader: Client) -> None:
    table = changed(RED)
    kept = [
        Judgment.objects.earliest("pk"),
        AdjudicationFactory(pair=table.pair),
        Verdict.objects.get(),
        VerdictEvidence.objects.earliest("pk"),
    ]
    before = [type(row).objects.filter(pk=row.pk).values().get() for row in kept]

    answers = [
        reader.post(f"{address(type(row))}{row.pk}/{end}/", {"struck": "2", "post": "yes"}).status_code
        for row in kept
        for end in ("change", "delete")
    ]
    money = [reader.get(f"/admin/annotation/{name}/").status_code for name in ("ledgerentry", "ledgerline", "rate")]

    assert answers == [403] * 8
    assert [type(row).objects.filter(pk=row.pk).values().get() for row in kept] == before
    assert money == [404, 404, 404]


@pytest.mark.parametrize("n", [1, 3])
def test_a_table_takes_as_many_queries_for_one_row_as_for_three(
    n: int, reader: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    SlotFactory.create_batch(n)

    with django_assert_num_queries(3):  # the estimate, the number of so few, the rows
        page = reader.get("/admin/annotation/slot/").content.decode()

    assert page.count('class="field-pk"') == n


def test_a_large_table_is_not_counted_and_its_rows_are_found_by_their_key(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jdb_site.raw_tables.COUNTED", -2)
    first, _ = BatchPairFactory.create_batch(2)

    with CaptureQueriesContext(connection) as asked:
        reader.get("/admin/annotation/batchpair/")
    found = reader.get(f"/admin/annotation/batchpair/?q={first.pk}").content.decode()
    none = reader.get("/admin/annotation/batchpair/?q=abc").content.decode()

    assert not any("COUNT(" in query["sql"] for query in asked)
    assert (found.count('class="field-pk"'), none.count('class="field-pk"')) == (1, 0)


def test_no_page_of_it_says_what_the_policy_forbids(reader: Client) -> None:
    batch = BatchFactory()

    for where in ("/admin/", "/admin/annotation/batch/", f"/admin/annotation/batch/{batch.pk}/change/"):
        answer = reader.get(where)
        page = answer.content.decode()
        assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")|\son\w+=", page)
        assert "default-src 'self'" in answer["Content-Security-Policy"]


def test_the_command_opens_it_to_a_manager_and_shuts_it_and_the_record_says_so() -> None:
    make("ruth", Role.MANAGER)
    make("otto", Role.AUDITOR)

    call_command("raw_tables", "ruth", reason="looks for a fault")
    opened = User.objects.get(username="ruth").is_superuser
    call_command("raw_tables", "ruth", shut=True, reason="found it")
    for name in ("otto", "nobody"):
        with pytest.raises(CommandError):
            call_command("raw_tables", name, reason="curious")

    assert (opened, User.objects.filter(is_superuser=True).exists()) == (True, False)
    assert [*AuditEntry.objects.order_by("pk").values_list("act", "subject", "detail")] == [
        ("change_raw_tables", "user ruth", {"before": False, "after": True, "reason": "looks for a fault"}),
        ("change_raw_tables", "user ruth", {"before": True, "after": False, "reason": "found it"}),
    ]


def test_what_is_said_about_pay_is_not_among_its_rows(reader: Client) -> None:
    pay = MessageFactory(
        thread__kind="pay", thread__local_date="2026-11-02", thread__pair=None, text="I worked longer."
    )
    other = MessageFactory(text="Is a toy dog a dog?")

    shown = {name: reader.get(f"/admin/annotation/{name}/").content.decode() for name in ("message", "thread")}
    one = reader.get(f"/admin/annotation/message/{pay.pk}/change/", follow=True).content.decode()

    assert (str(other.pk) in shown["message"], str(pay.pk) in shown["message"]) == (True, False)
    assert (str(other.thread_id) in shown["thread"], str(pay.thread_id) in shown["thread"]) == (True, False)
    assert "I worked longer." not in one
