"""Runs by files that somebody runs elsewhere: written to a folder, read back, every question accounted for."""

import hashlib
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone

from dataset.actions import machine_files, machine_runs
from dataset.actions.machine_files import FilesRefused, Reading
from dataset.choices import JobState, ShardState, Transport
from dataset.models import Attempt, MachineJob, MachineRun
from jdb_site.stand_in import StandIn
from tests.dataset import elsewhere
from tests.dataset.sweeps import begun, billed, few, fresh, profile, shards, spent, states

pytestmark = pytest.mark.django_db

NOTHING = Decimal(0)


def of_files(server: StandIn, n: int = 3) -> MachineRun:
    return begun(n, profile(server, Transport.FILE), Transport.FILE)


def write(run: MachineRun, folder: Path, lines: int = 10, later: timedelta = timedelta(0)) -> list[Path]:
    written = machine_files.write_out(run=run, folder=folder, limits=few(lines), clock=lambda: timezone.now() + later)
    return [folder / shard.input_file_id for shard in written]


def read(run: MachineRun, path: Path) -> Reading:
    return machine_files.read_back(run=run, path=path, clock=timezone.now)


def test_files_are_written_run_elsewhere_and_read_back(server: StandIn, tmp_path: Path) -> None:
    run = of_files(server)

    files = write(run, tmp_path, lines=2)
    assert [path.name for path in files] == [f"run-{run.pk}-0001.jsonl", f"run-{run.pk}-0002.jsonl"]
    assert states(run) == {JobState.SENT: 3}
    digests = [bytes(digest) for digest in shards(run, "sha256")]
    assert digests == [hashlib.sha256(path.read_bytes()).digest() for path in files]
    for path in files:
        read(run, elsewhere.answered(server, path))

    assert states(run) == {JobState.DONE: 3}
    assert shards(run, "state", "n_answered") == [(ShardState.RECONCILED, 2), (ShardState.RECONCILED, 1)]
    told = billed(server.ledger()["models"]["stand-in"], Decimal(1))
    assert (fresh(run).budget.spent_amount, fresh(run).budget.reserved_amount, spent(run)) == (told, NOTHING, told)
    assert {*Attempt.objects.values_list("transport", flat=True)} == {Transport.FILE}


def test_a_file_read_again_says_nothing_new(server: StandIn, tmp_path: Path) -> None:
    run = of_files(server)
    [path] = write(run, tmp_path)
    answers = elsewhere.answered(server, path)

    assert read(run, answers) == Reading(n_answered=3)
    before = fresh(run).budget.spent_amount
    assert read(run, answers) == Reading(n_known=3)

    assert (fresh(run).budget.spent_amount, Attempt.objects.count()) == (before, 3)


def test_half_a_file_is_taken_in_and_the_other_half_later(server: StandIn, tmp_path: Path) -> None:
    run = of_files(server)
    [path] = write(run, tmp_path)

    assert read(run, elsewhere.answered(server, path, most=1)) == Reading(n_answered=1)
    assert shards(run, "state") == [ShardState.UPLOADED]
    assert read(run, elsewhere.answered(server, path)) == Reading(n_answered=2, n_known=1)

    assert shards(run, "state", "n_answered") == [(ShardState.RECONCILED, 3)]


def test_what_no_file_answered_goes_back_and_an_old_answer_is_none_to_the_new_question(
    server: StandIn, tmp_path: Path
) -> None:
    run = of_files(server)
    [path] = write(run, tmp_path)
    read(run, elsewhere.answered(server, path, most=1))
    late = elsewhere.answered(server, path)

    assert machine_files.give_back(run=run, clock=timezone.now) == 2
    assert shards(run, "state", "n_answered", "n_returned") == [(ShardState.RECONCILED, 1, 2)]
    [again] = write(run, tmp_path)

    assert read(run, late) == Reading(n_known=3)
    assert states(run) == {JobState.DONE: 1, JobState.SENT: 2}
    assert read(run, elsewhere.answered(server, again)) == Reading(n_answered=2)


def test_lines_that_are_wrong_are_told_by_number(server: StandIn, tmp_path: Path) -> None:
    run = of_files(server)
    [path] = write(run, tmp_path)
    good = elsewhere.read(elsewhere.answered(server, path))
    answers = elsewhere.written(tmp_path / "answers.jsonl", good)
    strange = elsewhere.written(tmp_path / "strange.jsonl", [good[0] | {"custom_id": "ab" * 32}])
    answers.write_text(f"no JSON\n\n[]\n{answers.read_text()}{strange.read_text()}" + '{"custom_id": "x"}\n')

    assert read(run, answers) == Reading(
        n_answered=3,
        n_wrong=4,
        wrong=[
            (1, "no JSON"),
            (3, "no JSON object"),
            (7, "no question of this run"),
            (8, "its custom_id is no key of a job"),
        ],
    )


def test_a_question_answered_and_failed_in_one_file_was_answered_once(server: StandIn, tmp_path: Path) -> None:
    run = of_files(server)
    [path] = write(run, tmp_path)
    good = elsewhere.read(elsewhere.answered(server, path))
    doubled = [elsewhere.failed(good[0]), *good[:2], good[0], elsewhere.failed(good[2])]

    assert read(run, elsewhere.written(tmp_path / "answers.jsonl", doubled)) == Reading(
        n_answered=2, n_failed=1, n_known=2
    )

    assert states(run) == {JobState.DONE: 2, JobState.PENDING: 1}
    job = MachineJob.objects.get(state=JobState.PENDING)
    assert [*Attempt.objects.filter(job=job).values_list("outcome", "detail")] == [
        ("server", "Error code: 500 - no memory")
    ]
    [again] = write(run, tmp_path, later=timedelta(hours=1))
    assert len(elsewhere.read(again)) == 1


def test_what_is_wrong_stands_with_its_codes_in_the_next_file(server: StandIn, tmp_path: Path) -> None:
    run = of_files(server, 1)
    [path] = write(run, tmp_path)
    server.mode("no_json")
    read(run, elsewhere.answered(server, path))
    server.mode("ok")

    [again] = write(run, tmp_path)
    assert '\\"failed\\": [\\"S1\\"]' in again.read_text()
    read(run, elsewhere.answered(server, again))

    assert states(run) == {JobState.DONE: 1}


def test_a_writing_that_died_goes_on(server: StandIn, tmp_path: Path) -> None:
    run = of_files(server)
    gone = tmp_path / "gone"
    with pytest.raises(FileNotFoundError):
        write(run, gone, lines=2)
    assert shards(run, "state") == [ShardState.BUILT]

    files = write(run, tmp_path, lines=2)

    assert [len(elsewhere.read(path)) for path in files] == [2, 1]


def test_a_run_by_another_way_or_at_rest_is_not_written(server: StandIn, tmp_path: Path) -> None:
    run = of_files(server)
    machine_runs.pause(run=run, reason="lunch")

    with pytest.raises(FilesRefused, match="asks nothing now: lunch"):
        write(fresh(run), tmp_path)
    with pytest.raises(FilesRefused, match="does not go by files"):
        write(begun(1, profile(server)), tmp_path)


def test_the_files_of_a_cancelled_run_end_with_it(server: StandIn, tmp_path: Path) -> None:
    run = of_files(server)
    [path] = write(run, tmp_path)
    machine_runs.cancel(run=run, reason="another model", now=timezone.now())

    assert machine_files.drop_cancelled(now=timezone.now()) == 1
    assert machine_runs.sweep_cancelled(now=timezone.now()) == 3

    assert (shards(run, "state"), states(run)) == ([ShardState.CANCELLED], {JobState.CANCELLED: 3})
    assert fresh(run).budget.reserved_amount == NOTHING
    assert read(run, elsewhere.answered(server, path)) == Reading(n_known=3)
