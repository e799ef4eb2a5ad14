"""Sweeps by the Batch API: from jobs to a file, to a batch, to answers, with every question accounted for."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from openai import OpenAI
from pytest_django.fixtures import Settings

from dataset.actions import machine_runs
from dataset.choices import JobState, ShardState, Transport
from dataset.models import Annotation, Attempt
from jdb_site.stand_in import StandIn
from tests.dataset.sweeps import begun, billed, few, fresh, ids, look, profile, shards, spent, states

pytestmark = pytest.mark.django_db

HOUR, NOTHING = timedelta(hours=1), Decimal(0)


def test_a_sweep_comes_to_its_end_and_costs_what_the_server_counted(server: StandIn, settings: Settings) -> None:
    run = begun(5, profile(server))

    assert look(run) == ""
    assert shards(run, "state", "n_lines") == [(ShardState.CREATED, 5)]
    assert states(run) == {JobState.SENT: 5}
    held = fresh(run).budget
    assert held.reserved_amount > 0 == held.spent_amount
    assert look(run) == ""

    assert shards(run, "state", "n_answered", "n_failed", "n_missing", "n_strange") == [
        (ShardState.RECONCILED, 5, 0, 0, 0)
    ]
    assert states(run) == {JobState.DONE: 5}
    assert Annotation.objects.count() == 5
    ledger = server.ledger()
    assert ledger["custom_ids"] == dict.fromkeys(ids(run), 1)
    budget = fresh(run).budget
    assert (budget.reserved_amount, budget.spent_amount) == (NOTHING, billed(ledger["models"]["stand-in"]))
    assert spent(run) == budget.spent_amount
    assert {*Attempt.objects.values_list("transport", "outcome", "shard__run")} == {(Transport.BATCH, "good", run.pk)}
    with OpenAI(api_key="any", base_url=server.base_url) as client:
        assert client.files.list().data == []
    assert [*Path(settings.SHARD_ROOT).iterdir()] == []
    assert machine_runs.finish(now=run.created_at) == 1


def test_what_is_unordered_missing_or_was_never_sent_on_is_told_apart_and_asked_again(server: StandIn) -> None:
    server.mode({"unordered": 1, "missing_lines": 0.3, "status_zero": 0.3, "empty_error_file": 1})
    run = begun(12, profile(server))
    look(run)
    look(run)

    ledger = server.ledger()
    [(answered, failed, missing)] = shards(run, "n_answered", "n_failed", "n_missing")
    assert shards(run, "state") == [ShardState.RECONCILED]
    assert answered == ledger["models"]["stand-in"]["requests"] == states(run)[JobState.DONE]
    assert (failed > 0, missing > 0, answered + failed + missing) == (True, True, 12)
    assert states(run)[JobState.PENDING] == failed + missing
    assert Attempt.objects.filter(outcome="server").count() == failed + missing
    told = billed(ledger["models"]["stand-in"]) + billed(ledger["lost"]["stand-in"])
    assert (fresh(run).budget.spent_amount, fresh(run).budget.reserved_amount, spent(run)) == (told, NOTHING, told)

    left = ids(run, JobState.PENDING)
    server.mode("ok")
    server.reset()
    look(run, later=HOUR)
    look(run, later=HOUR)
    assert server.ledger()["custom_ids"] == dict.fromkeys(left, 1)
    assert states(run) == {JobState.DONE: 12}
    assert Annotation.objects.count() == 12


def test_no_error_file_by_an_empty_name_is_none(server: StandIn) -> None:
    server.mode("empty_error_file")
    run = begun(2, profile(server))

    look(run)
    look(run)

    assert shards(run, "state", "error_file_id") == [(ShardState.RECONCILED, "")]
    assert states(run) == {JobState.DONE: 2}


def test_of_a_batch_that_expires_what_was_done_is_kept_and_the_rest_goes_out_again(server: StandIn) -> None:
    server.mode("expired")
    run = begun(6, profile(server))
    look(run)
    look(run)

    assert shards(run, "state", "told", "n_answered", "n_failed") == [(ShardState.RECONCILED, "expired", 3, 3)]
    assert states(run) == {JobState.DONE: 3, JobState.PENDING: 3}
    assert [*Attempt.objects.filter(outcome="late").values_list("cost_amount", flat=True)] == [NOTHING] * 3
    assert fresh(run).budget.spent_amount == billed(server.ledger()["models"]["stand-in"])
    left = ids(run, JobState.PENDING)
    server.mode("ok")
    look(run, later=HOUR)
    assert ids(run, JobState.SENT) == left


def test_a_batch_of_which_every_line_failed_has_no_answers_and_loses_none(server: StandIn) -> None:
    server.mode("all_failed")
    run = begun(3, profile(server))

    look(run)
    look(run)

    assert shards(run, "state", "output_file_id", "n_failed") == [(ShardState.RECONCILED, "", 3)]
    assert states(run) == {JobState.PENDING: 3}
    assert (fresh(run).budget.reserved_amount, fresh(run).budget.spent_amount) == (NOTHING, NOTHING)


def test_a_batch_refused_for_want_of_room_waits_and_is_ordered_once_more(server: StandIn) -> None:
    server.mode("enqueued_quota")
    run = begun(2, profile(server))
    look(run)
    look(run)

    [(state, batch, detail)] = shards(run, "state", "batch_id", "detail")
    assert (state, batch, "Enqueued token limit reached" in detail) == (ShardState.UPLOADED, "", True)
    assert states(run) == {JobState.SENT: 2}
    look(run)
    assert server.ledger()["faults"] == {"enqueued_quota": 1}

    server.mode("ok")
    look(run, later=HOUR)
    look(run, later=HOUR)
    assert states(run) == {JobState.DONE: 2}
    assert server.ledger()["custom_ids"] == dict.fromkeys(ids(run), 1)


def test_no_more_is_enqueued_than_a_profile_may(server: StandIn) -> None:
    server.mode("slow_steps", polls=2)
    run = begun(4, profile(server, enqueued_tokens=1))

    look(run, limits=few(2))
    assert shards(run, "state", "n_lines") == [(ShardState.CREATED, 1)]
    look(run)
    assert shards(run, "state") == [ShardState.POLLING]

    server.mode("ok")
    for _ in range(20):
        look(run)
    assert states(run) == {JobState.DONE: 4}
    assert shards(run, "n_lines") == [1] * 4


def test_files_are_as_large_as_allowed(server: StandIn) -> None:
    run = begun(5, profile(server))

    look(run, limits=few(2, at_once=1))

    assert shards(run, "number", "n_lines") == [(1, 2), (2, 2), (3, 1)]
    [size] = {n // lines for n, lines in shards(run, "n_bytes", "n_lines")}
    again = begun(3, profile(server))
    look(again, limits=few(5, bytes=2 * size + 50))
    assert shards(again, "n_lines") == [2, 1]


def test_what_is_to_be_asked_again_waits_for_more_of_it(server: StandIn) -> None:
    run = begun(4, profile(server))
    server.mode("status_zero")
    look(run, limits=few(2), go_on=iter([True] * 3 + [False] * 9).__next__)
    server.mode("slow_steps", polls=2)
    look(run, limits=few(2))
    assert shards(run, "state") == [ShardState.RECONCILED, ShardState.CREATED]

    look(run, later=HOUR)
    assert shards(run, "state") == [ShardState.RECONCILED, ShardState.POLLING]
    for _ in range(20):
        look(run, later=HOUR)

    assert states(run) == {JobState.DONE: 4}
    assert shards(run, "n_lines") == [2, 2, 2]
