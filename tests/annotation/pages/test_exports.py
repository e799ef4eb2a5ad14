"""Exports on pages: asked for, followed, refused with the ways out, taken along; and told on the life of a pair."""

import io
import re
import uuid
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test.client import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from annotation import tasks
from annotation.choices import ExportState, PairState
from annotation.models import AuditEntry, BatchPair, ExportRun
from dataset.models import Image
from tests.annotation.streets import Street
from tests.factories import NOW, ExportRunFactory, PulseFactory

pytestmark = pytest.mark.django_db(transaction=True)
RED = 1


@pytest.fixture(autouse=True)
def root(settings: Settings, tmp_path: Path) -> Path:
    settings.EXPORT_ROOT = tmp_path / "exports"
    return tmp_path / "exports"


def form(**said: Any) -> dict[str, Any]:
    return {"key": str(uuid.uuid4()), "way": "wait", "level": "tidy", "answers": "letter", "other_key": "Other"} | said


@pytest.fixture
def street() -> Street:
    found = Street("street-1")
    found.pair(1, (RED,), (RED,))
    found.pair(2, (RED,))
    return found


def written(by_manager: Client, **said: Any) -> ExportRun:
    by_manager.post("/exports/ask/", form(**said))
    tasks.run_export()
    return ExportRun.objects.latest("pk")


def test_the_form_sent_twice_asks_for_one_export(by_manager: Client) -> None:
    said = form(way="leave_out", rows_only="on")

    answers = [by_manager.post("/exports/ask/", said) for _ in range(2)]

    run = ExportRun.objects.get()
    assert [answer["Location"] for answer in answers] == [f"/exports/{run.pk}/"] * 2
    assert (run.way, run.options["rows_only"], run.actor, run.state) == ("leave_out", True, "ruth", "waiting")


def test_what_is_asked_in_no_way_is_asked_again(by_manager: Client) -> None:
    answer = by_manager.post("/exports/ask/", form(way="guess", sources=["none"]))

    assert (answer.status_code, ExportRun.objects.count()) == (200, 0)
    assert set(answer.context["form"].errors) == {"way", "sources"}


def test_a_refused_export_offers_three_ways_out_and_each_leads_on(by_manager: Client, street: Street) -> None:
    refused = written(by_manager)
    page = by_manager.get(f"/exports/{refused.pk}/").content.decode()
    forms = re.findall(r'action="([^"]+)">(.*?)</form>', page, re.DOTALL)
    ways = {found[0]: html for _, html in forms if (found := re.findall(r'name="way" value="(\w+)"', html))}

    said = dict(re.findall(r'name="(\w+)" value="([^"]*)"', ways["leave_out"]))
    by_manager.post("/exports/ask/", said)
    tasks.run_export()

    assert refused.state == ExportState.REFUSED
    assert "Three ways out:" in page
    assert f"/exports/{refused.pk}/resume/" in dict(forms)
    assert set(ways) == {"leave_out", "majority"}
    assert ExportRun.objects.latest("pk").counts["exported"] == 1


def test_nothing_can_be_read_before_all_of_it_is_there(by_manager: Client, street: Street) -> None:
    by_manager.post("/exports/ask/", form(way="leave_out"))
    run = ExportRun.objects.get()
    before = [by_manager.get(f"/exports/{run.pk}/{what}").status_code for what in ("test-set.zip", "files/SHA256SUMS")]

    tasks.run_export()
    run.refresh_from_db()

    assert before == [404, 404]
    zipped: Any = by_manager.get(f"/exports/{run.pk}/test-set.zip")
    with zipfile.ZipFile(io.BytesIO(b"".join(zipped.streaming_content))) as archive:
        sums = archive.read(f"test-set-{run.pk}/SHA256SUMS")
        names = {name.partition("/")[2] for name in archive.namelist()}
    single: Any = by_manager.get(f"/exports/{run.pk}/files/SHA256SUMS")
    assert b"".join(single.streaming_content) == sums == (Path(run.place) / "SHA256SUMS").read_bytes()
    assert {"manifest.json", "words.jsonl", "data/test/imgs.tgz"} <= names
    assert zipped["Content-Disposition"] == f'attachment; filename="test-set-{run.pk}.zip"'


@pytest.mark.parametrize("path", ["../secret", "none", "data/../../secret", "data"])
def test_only_files_of_the_export_are_handed_out(by_manager: Client, street: Street, root: Path, path: str) -> None:
    run = written(by_manager, way="leave_out")
    (root / "secret").write_text("mine")

    assert by_manager.get(f"/exports/{run.pk}/files/{path}").status_code == 404


def test_its_page_shows_progress_and_time_left_and_loads_anew_at_the_end(by_manager: Client) -> None:
    PulseFactory(queues=["default", "media", "models"], beat_at=timezone.now())
    PulseFactory(kind="beat", queues=[], beat_at=timezone.now())
    began = timezone.now() - timedelta(seconds=60)
    run = ExportRunFactory(
        state="running", lease_ends_at=NOW, step="pairs", step_began_at=began, n_done=25, n_total=100, attempt=2
    )

    going = by_manager.get(f"/exports/{run.pk}/live/")
    ExportRun.objects.filter(pk=run.pk).update(state="stopped", lease_ends_at=None, finished_at=NOW)
    over = by_manager.get(f"/exports/{run.pk}/live/")

    page = going.content.decode()
    assert "25 of 100 pairs, 3 min 00 s left; taken up again, attempt 2" in page
    assert (going.headers.get("X-Over"), over.headers.get("X-Over")) == (None, "1")


def test_it_is_stopped_and_gone_on_with_on_its_page(by_manager: Client) -> None:
    run = ExportRunFactory()

    by_manager.post(f"/exports/{run.pk}/stop/")
    run.refresh_from_db()
    stopped = run.state
    by_manager.post(f"/exports/{run.pk}/resume/")
    again = by_manager.post(f"/exports/{run.pk}/resume/", follow=True)
    run.refresh_from_db()

    assert (stopped, run.state) == (ExportState.STOPPED, ExportState.WAITING)
    assert "This export is under way, or done." in again.content.decode()


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_takes_six_queries_however_many(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    ExportRunFactory.create_batch(n)

    with django_assert_num_queries(6):  # names; runs, standing, uncounted, batches; scorers
        answer = by_manager.get("/exports/")

    assert len(answer.context["runs"]) == n


def test_the_life_of_a_pair_tells_the_exports_that_carry_it_and_those_that_leave_it_out(
    by_manager: Client, street: Street, tmp_path: Path
) -> None:
    run = written(by_manager, way="leave_out")
    call_command("export_test_set", "--out", str(tmp_path / "out"), "--partial", stdout=io.StringIO())
    call_command("export_test_set", "--out", str(tmp_path / "out"), "--partial", stdout=io.StringIO())
    first, second = Image.objects.order_by("pk")

    lives = [by_manager.get(f"/pairs/{image.public_id}/").context["life"].exports for image in (first, second)]

    assert ExportRun.objects.count() == 2
    assert [(one.run.actor, one.says, one.clean_prompt) for one in lives[0]] == [
        ("manage export_test_set", "carries it", "an apple and yellow bananas"),
        ("ruth", "carries it", "an apple and yellow bananas"),
    ]
    assert [(one.says, one.clean_prompt) for one in lives[1]] == [("left out, waiting for opinions", "")] * 2
    assert ExportRun.objects.get(actor="manage export_test_set").sums == run.sums


def test_a_reopened_verdict_names_the_exports_that_carry_it_before_and_in_the_record(
    by_manager: Client, street: Street
) -> None:
    run = written(by_manager, way="leave_out")
    pair = BatchPair.objects.filter(state=PairState.SETTLED).select_related("image").get()
    address = f"/pairs/{pair.image.public_id}/"

    before = by_manager.get(address).content.decode()
    by_manager.post(f"{address}rounds/{pair.pk}/", {"act": "reopen", "reason": "mixed up"})

    assert f'<a href="/exports/{run.pk}/">{run.pk}</a> carries this verdict' in before
    entry = AuditEntry.objects.get(act="reopen_verdict")
    assert (entry.subject, entry.detail) == (f"pair {pair.pk}", {"reason": "mixed up", "exports": [run.pk]})
