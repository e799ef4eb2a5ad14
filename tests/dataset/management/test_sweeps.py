"""The commands that send runs out in files, against a server that speaks the protocol."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from dataset.choices import JobState, Transport
from dataset.models import Attempt, MachineRun, ModelProfile
from jdb_site.stand_in import StandIn
from tests.dataset import elsewhere
from tests.dataset.management.test_annotate_prompts import named, prompts
from tests.dataset.sweeps import fresh, shards, states

pytestmark = pytest.mark.django_db


def told(command: str, *arguments: Any) -> tuple[str, str]:
    out, beside = StringIO(), StringIO()
    call_command(command, *map(str, arguments), stdout=out, stderr=beside)
    return out.getvalue(), beside.getvalue()


def test_a_sweep_in_the_foreground_mends_online_and_tells_how_far_it_is(server: StandIn) -> None:
    prompts(12)
    server.mode({"wrong_body": 0.3, "missing_lines": 0.2})
    named(server.address, transport=[Transport.ONLINE, Transport.BATCH])

    out, beside = told("annotate_prompts", "small", "--cap", 1, "--transport", "batch", "--every", 0.1)

    run = MachineRun.objects.get()
    assert run.state == "done"
    assert states(run)[JobState.DONE] + states(run)[JobState.POISON] == 12
    assert out.startswith(f"Run {run.pk}, done: {states(run)[JobState.DONE]} annotated")
    assert f"run {run.pk}, files: 1 ordered\n" in beside
    assert "accounted for\n" in beside
    assert {*Attempt.objects.filter(round=1).values_list("transport", flat=True)} == {Transport.ONLINE}
    assert {*Attempt.objects.filter(round=0).values_list("transport", flat=True)} == {Transport.BATCH}
    ledger = server.ledger()
    counted = [sum(getattr(one, name) for one in Attempt.objects.all()) for name in ("n_input", "n_output")]
    assert counted == [ledger["models"]["stand-in"][name] for name in ("prompt_tokens", "completion_tokens")]
    assert fresh(run).budget.reserved_amount == 0


def test_files_there_and_back(server: StandIn, tmp_path: Path) -> None:
    prompts(3)
    named(server.address, transport=[Transport.FILE])

    out, _ = told("annotate_prompts", "small", "--cap", 1)
    run = MachineRun.objects.get()
    assert out.endswith(f"3 questions wait: write_shards {run.pk} FOLDER\n")
    out, _ = told("write_shards", run.pk, tmp_path, "--lines", 2)
    first, second = sorted(tmp_path.glob("run-*.jsonl"))
    assert out == (
        f"{first.name}: 2 questions, {first.stat().st_size:,} bytes\n"
        f"{second.name}: 1 questions, {second.stat().st_size:,} bytes\n"
        f"Run {run.pk}: 2 files in {tmp_path}; 3 questions stand in files, 0 wait. "
        f"Read the answers: read_shards {run.pk} FILE\n"
    )

    answers = elsewhere.answered(server, first)
    answers.write_text("oops\n" + answers.read_text())
    out, beside = told("read_shards", run.pk, answers)
    assert out == (
        f"{answers.name}: 2 answers, 0 questions without one, 0 lines known before, 1 wrong.\n"
        f"Run {run.pk}, running: 2 annotated, 0 without a valid answer, 1 stand in files, 0 wait; "
        f"${fresh(run).budget.spent_amount:.4f} spent.\n"
    )
    assert f"{answers.name}, line 1: no JSON\n" in beside
    out, _ = told("read_shards", run.pk, elsewhere.answered(server, second))
    assert f"Run {run.pk}, done: 3 annotated" in out
    assert len(shards(run, "pk")) == 2


def test_what_no_file_answered_is_given_back(server: StandIn, tmp_path: Path) -> None:
    prompts(2)
    named(server.address, transport=[Transport.FILE])
    told("annotate_prompts", "small", "--cap", 1)
    run = MachineRun.objects.get()
    told("write_shards", run.pk, tmp_path)

    out, _ = told("read_shards", run.pk, "--give-back")

    assert out.startswith("2 questions go back.\n")
    assert states(run) == {JobState.PENDING: 2}


@pytest.mark.parametrize(
    ("command", "arguments", "said"),
    [
        ("write_shards", [7, "."], "There is no run 7."),
        ("read_shards", [7], "There is no run 7."),
    ],
)
def test_a_run_that_is_not_there_is_said(command: str, arguments: list[Any], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        told(command, *arguments)


def test_a_folder_or_file_that_is_not_there_is_said(server: StandIn, tmp_path: Path) -> None:
    prompts(1)
    named(server.address, transport=[Transport.FILE])
    told("annotate_prompts", "small", "--cap", 1)
    run = MachineRun.objects.get()

    with pytest.raises(CommandError, match="There is no folder"):
        told("write_shards", run.pk, tmp_path / "gone")
    with pytest.raises(CommandError, match="There is no file"):
        told("read_shards", run.pk, tmp_path / "gone.jsonl")
    with pytest.raises(CommandError, match="one question at least"):
        told("write_shards", run.pk, tmp_path, "--lines", 0)


def test_a_model_is_asked_one_by_one_unless_it_is_reached_otherwise(server: StandIn) -> None:
    named(server.address, transport=[Transport.BATCH, Transport.BATCH], enqueued_tokens=90_000)

    found = ModelProfile.objects.get()
    assert (found.transports, found.enqueued_tokens) == ([Transport.BATCH], 90_000)
    with pytest.raises(CommandError, match="not reached by one by one"):
        told("annotate_prompts", "small", "--cap", 1, "--transport", "online")
