"""An export that was asked for is written once, whatever becomes of its workers."""

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from annotation.actions import export_jobs, export_runs
from annotation.choices import ExportState, WayOut
from annotation.models import AuditEntry, BatchPair, ExportRun
from dataset.gateways import targets, verifications
from dataset.rules.exports import ExportOptions
from tests.annotation.streets import Street
from tests.factories import NOW, ExportRunFactory

pytestmark = pytest.mark.django_db(transaction=True)
RED = 1
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def root(settings: Settings, tmp_path: Path) -> Path:
    settings.EXPORT_ROOT = tmp_path / "exports"
    return tmp_path / "exports"


@pytest.fixture
def street() -> Street:
    """A pair settled, a pair with one judgment, a pair with none."""
    found = Street("street-1")
    found.pair(1, (), ())
    found.pair(2, (RED,))
    found.pair(3)
    return found


def asked(way: WayOut) -> ExportRun:
    return export_runs.ask(key=uuid.uuid4(), way=way, options=ExportOptions(), actor="ruth", now=NOW)


def performed(way: WayOut) -> ExportRun:
    asked(way)
    run = export_runs.claim(now=timezone.now())
    assert run is not None
    export_jobs.perform(run=run, clock=timezone.now)
    run.refresh_from_db()
    return run


def test_asked_twice_with_one_key_it_is_one_export() -> None:
    key = uuid.uuid4()

    runs = [export_runs.ask(key=key, way=WayOut.WAIT, options=ExportOptions(), actor="ruth", now=NOW) for _ in range(2)]

    assert runs[0] == runs[1]
    assert [*AuditEntry.objects.values_list("act", "subject")] == [("ask_export", f"export {runs[0].pk}")]


def test_while_pairs_are_unresolved_one_that_waits_is_refused_with_their_names(street: Street, root: Path) -> None:
    run = performed(WayOut.WAIT)

    assert run.state == ExportState.REFUSED
    assert "Pairs unresolved: 2" in run.detail
    assert "--partial" not in run.detail
    assert not root.exists() or not [*root.iterdir()]


def test_leaving_them_out_lists_them(street: Street) -> None:
    run = performed(WayOut.LEAVE_OUT)

    assert (run.state, run.counts["exported"], run.counts["unresolved"]) == (ExportState.DONE, 1, {"opinions": 2})
    assert verifications.problems(Path(run.place)) == []
    assert run.sums == verifications.sum_of_sums(Path(run.place))


def test_the_present_majority_is_settled_once_and_the_rest_left_out(street: Street) -> None:
    run = performed(WayOut.MAJORITY)

    assert (run.counts["exported"], run.counts["provisional"], run.counts["unresolved"]) == (2, 1, {"opinions": 1})
    assert BatchPair.objects.filter(settled_how="provisional").count() == 1
    performed(WayOut.MAJORITY)
    assert AuditEntry.objects.filter(act="settle_provisionally").count() == 1


def test_of_a_worker_that_fell_silent_another_takes_it_over_and_it_is_written_once(street: Street, root: Path) -> None:
    asked(WayOut.LEAVE_OUT)
    dead = export_runs.claim(now=NOW)
    assert dead is not None
    (export_jobs.folder(dead).with_name(export_jobs.folder(dead).name + ".partial") / "data").mkdir(parents=True)

    early = export_runs.claim(now=NOW + export_runs.LEASE - SECOND)
    second = export_runs.claim(now=NOW + export_runs.LEASE)

    assert early is None
    assert second is not None
    assert export_jobs.perform(run=second, clock=timezone.now) == ExportState.DONE
    assert not export_runs.finish(run=dead, state=ExportState.FAILED, now=NOW)
    assert [path.name for path in root.iterdir()] == [export_jobs.folder(second).name]
    assert ExportRun.objects.get().attempt == 2


def test_one_whose_files_were_put_in_place_before_its_worker_died_is_written_again_in_their_place(
    street: Street,
) -> None:
    asked(WayOut.LEAVE_OUT)
    dead = export_runs.claim(now=NOW)
    assert dead is not None
    export_jobs.written_by(dead, export_jobs.Watch(dead, timezone.now), NOW)
    second = export_runs.claim(now=NOW + export_runs.LEASE)
    assert second is not None

    assert export_jobs.perform(run=second, clock=timezone.now) == ExportState.DONE
    assert verifications.problems(export_jobs.folder(second)) == []


def test_while_another_process_writes_it_nothing_is_begun(street: Street) -> None:
    asked(WayOut.LEAVE_OUT)
    run = export_runs.claim(now=NOW)
    assert run is not None

    with targets.building(export_jobs.folder(run)):
        assert export_jobs.perform(run=run, clock=timezone.now) is None
    assert ExportRun.objects.get().state == ExportState.RUNNING
    assert export_runs.due(timezone.now()).count() == 1


def test_after_five_workers_that_died_it_is_given_up() -> None:
    asked(WayOut.WAIT)
    now = NOW
    for _ in range(export_runs.MOST_ATTEMPTS):
        assert export_runs.claim(now=now) is not None
        now += export_runs.LEASE

    assert export_runs.claim(now=now) is None
    assert ExportRun.objects.get().state == ExportState.FAILED


def test_stopped_while_it_waits_it_is_over_at_once_and_can_be_gone_on_with(street: Street) -> None:
    run = asked(WayOut.LEAVE_OUT)
    export_runs.stop(run=run, actor="ruth", now=NOW)
    run.refresh_from_db()
    stopped = run.state
    with pytest.raises(export_runs.NotUnderWay):
        export_runs.stop(run=run, actor="ruth", now=NOW)
    export_runs.resume(run=run, actor="ruth", now=NOW)
    with pytest.raises(export_runs.NotStopped):
        export_runs.resume(run=run, actor="ruth", now=NOW)

    claimed = export_runs.claim(now=NOW)

    assert stopped == ExportState.STOPPED
    assert claimed is not None
    assert export_jobs.perform(run=claimed, clock=timezone.now) == ExportState.DONE
    acts = [*AuditEntry.objects.order_by("pk").values_list("act", flat=True)]
    assert [act for act in acts if "export" in act] == ["ask_export", "stop_export", "resume_export"]


def test_stopped_while_it_is_written_it_ends_at_its_next_chunk() -> None:
    run = asked(WayOut.WAIT)
    claimed = export_runs.claim(now=NOW)
    assert claimed is not None
    export_runs.stop(run=run, actor="ruth", now=NOW)

    with pytest.raises(export_runs.TakenFromHere):
        export_runs.tell(run=claimed, step="pairs", step_began_at=NOW, n_done=1, n_total=2, now=NOW)
    assert export_runs.claim(now=NOW + export_runs.LEASE) is None
    assert ExportRun.objects.get().state == ExportState.STOPPED


def test_what_is_told_keeps_it_in_hand(street: Street) -> None:
    asked(WayOut.WAIT)
    run = export_runs.claim(now=NOW)
    assert run is not None

    export_runs.tell(run=run, step="pairs", step_began_at=NOW, n_done=1, n_total=4, now=NOW + 10 * SECOND)

    found = ExportRun.objects.get()
    assert (found.n_done, found.n_total, found.lease_ends_at) == (1, 4, NOW + 10 * SECOND + export_runs.LEASE)


def test_a_done_export_that_is_stopped_is_told_to_be_over() -> None:
    run = ExportRunFactory(state="failed", finished_at=NOW)

    with pytest.raises(export_runs.NotUnderWay):
        export_runs.stop(run=run, actor="ruth", now=NOW)
