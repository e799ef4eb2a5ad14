"""Imports in the browser, from the first piece to the rows: nothing goes in that nobody has looked at."""

import csv
import uuid
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.test.client import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from annotation.models import AuditEntry
from dataset import tasks
from dataset.models import Arrival, Image, ImportRun
from tests.dataset.actions.test_arrivals import tree
from tests.factories import ArrivalFactory, ArrivalFileFactory, ImportRunFactory, PulseFactory, RunTallyFactory

pytestmark = pytest.mark.django_db(transaction=True)
WISHES = {"source": "pilot", "generator": "midjourney", "missing_images": "refuse", "licence": "CC0"}
COLUMNS = {"image_column": "image", "prompt_column": "prompt"}


@pytest.fixture(autouse=True)
def folders(settings: Settings, tmp_path: Path) -> Path:
    settings.UPLOAD_ROOT = tmp_path / "uploads"
    settings.IMPORT_ROOT = str(tmp_path / "server")
    (tmp_path / "server").mkdir()
    return tmp_path


def begun(by_manager: Client, **said: str) -> Arrival:
    by_manager.post("/imports/new/", {"key": str(uuid.uuid4()), "kind": "upload"} | said)
    return Arrival.objects.latest("created_at")


def send(
    by_manager: Client, arrival: Arrival, name: str, content: bytes, *, offset: int = 0, size: int | None = None
) -> Any:
    address = f"/imports/arrivals/{arrival.key}/receive/?name={name}&offset={offset}&size={size or len(content)}"
    return by_manager.post(address, content, content_type="application/octet-stream")


def looked(by_manager: Client) -> Arrival:
    arrival = begun(by_manager)
    for name, content in tree(3).items():
        send(by_manager, arrival, name, content)
    by_manager.post(f"/imports/arrivals/{arrival.key}/look/")
    tasks.process_arrival()
    arrival.refresh_from_db()
    return arrival


def test_from_the_first_piece_to_the_rows(by_manager: Client) -> None:
    arrival = looked(by_manager)
    page = by_manager.get(f"/imports/arrivals/{arrival.key}/").content.decode()
    picture: Any = by_manager.get(f"/imports/arrivals/{arrival.key}/pictures/0/")
    picture.close()
    nothing_yet = Image.objects.count()

    by_manager.post(f"/imports/arrivals/{arrival.key}/start/", WISHES | COLUMNS)
    tasks.process_arrival()
    arrival.refresh_from_db()

    assert "a red apple number 2" in page
    assert (picture["Content-Type"], nothing_yet) == ("image/webp", 0)
    run = ImportRun.objects.get()
    assert (arrival.state, run.n_added, run.options["licence"], run.actor) == ("done", 3, "CC0", "ruth")
    assert [*AuditEntry.objects.order_by("pk").values_list("act", "subject")] == [
        ("begin_import", f"arrival {arrival.key}"),
        ("look_at_import", f"arrival {arrival.key}"),
        ("start_import", f"arrival {arrival.key}"),
    ]


def test_the_form_sent_twice_begins_one_import(by_manager: Client) -> None:
    said = {"key": str(uuid.uuid4()), "kind": "upload"}

    answers = [by_manager.post("/imports/new/", said)["Location"] for _ in range(2)]

    assert answers == [f"/imports/arrivals/{said['key']}/"] * 2
    assert (Arrival.objects.count(), AuditEntry.objects.count()) == (1, 1)


def test_a_piece_says_how_much_is_here_and_one_that_does_not_follow_where_to_go_on(by_manager: Client) -> None:
    arrival = begun(by_manager)

    first = send(by_manager, arrival, "a.csv", b"abc", size=6)
    gap = send(by_manager, arrival, "a.csv", b"f", offset=5, size=6)
    outside = send(by_manager, arrival, "../a.csv", b"abc")
    page = by_manager.get(f"/imports/arrivals/{arrival.key}/").content.decode()

    assert (first.status_code, first.json()) == (200, {"received": 3})
    assert (gap.status_code, gap.json()["received"]) == (409, 3)
    assert (outside.status_code, outside.json()["code"]) == (422, "name_refused")
    assert "choose the same files again to go on with 1 of them" in page.replace("\xa0", " ")


def test_a_folder_outside_is_refused_on_the_form(by_manager: Client, folders: Path) -> None:
    answer = by_manager.post("/imports/new/", {"key": str(uuid.uuid4()), "kind": "folder", "said": "../"})

    assert "is not beneath the folder that imports may read" in answer.content.decode()
    assert not Arrival.objects.exists()


def test_other_columns_are_previewed_at_once_and_looked_at_before_they_go_in(by_manager: Client) -> None:
    arrival = looked(by_manager)
    swapped = {"image_column": "prompt", "prompt_column": "image"}

    cells = by_manager.get(f"/imports/arrivals/{arrival.key}/preview/", swapped)
    refused = by_manager.post(f"/imports/arrivals/{arrival.key}/start/", WISHES | swapped, follow=True)

    assert cells.context["cells"][0] == ("a red apple number 0", "0.png")
    assert "Look at the pairs of these columns first." in refused.content.decode()
    assert not ImportRun.objects.exists()


def test_progress_and_the_end_are_told_while_a_worker_is_at_it(by_manager: Client) -> None:
    PulseFactory(queues=["default", "media", "models"], beat_at=timezone.now())
    PulseFactory(kind="beat", queues=[], beat_at=timezone.now())
    run = ImportRunFactory(n_rows=5, n_added=3, n_refused=2)
    arrival = ArrivalFactory(
        state="importing", run=run, lease_ends_at=timezone.now(), began_at=timezone.now(), n_done=1, n_total=4
    )

    going = by_manager.get(f"/imports/arrivals/{arrival.key}/live/")
    stopped = by_manager.post(f"/imports/arrivals/{arrival.key}/stop/")
    Arrival.objects.update(state="stopped", lease_ends_at=None)
    over = by_manager.get(f"/imports/arrivals/{arrival.key}/live/")

    assert "25 %" in going.content.decode()
    assert f"/imports/{run.pk}/report.csv" in going.content.decode()
    assert ("X-Over" in going.headers, "X-Over" in over.headers) == (False, True)
    assert stopped.status_code == 302
    assert Arrival.objects.get().stop_asked_at is not None


def test_refusals_are_a_table_without_formulas(by_manager: Client) -> None:
    arrival = begun(by_manager)
    files = tree(1)
    files["pairs.csv"] += b"=cmd|x!A1,a prompt\n"
    for name, content in files.items():
        send(by_manager, arrival, name, content)
    by_manager.post(f"/imports/arrivals/{arrival.key}/look/")
    tasks.process_arrival()
    by_manager.post(f"/imports/arrivals/{arrival.key}/start/", WISHES | COLUMNS)
    tasks.process_arrival()

    answer: Any = by_manager.get(f"/imports/{ImportRun.objects.get().pk}/report.csv")

    rows = [*csv.DictReader(StringIO(b"".join(answer.streaming_content).decode()))]
    assert [row["number"] for row in rows] == ["2"]
    assert not any(str(cell).startswith("=") for row in rows for cell in row.values())


@pytest.mark.parametrize("n", [1, 3])
def test_an_arrival_takes_five_queries_however_many_files(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    arrival = ArrivalFactory()
    for _ in range(n):
        ArrivalFileFactory(arrival=arrival)

    with django_assert_num_queries(5):  # who; arrival; files; sums, missing; health
        by_manager.get(f"/imports/arrivals/{arrival.key}/")


def test_an_import_of_which_most_words_are_struck_is_said_to_look_shifted(by_manager: Client) -> None:
    shifted, sound = (RunTallyFactory(n_judgments=6, n_words=40, n_struck=struck).run for struck in (30, 10))

    pages = [by_manager.get(f"/imports/{run.pk}/").content.decode() for run in (shifted, sound)]

    assert "Of the first 6 judgments of its pairs, 75 % of the words were struck." in pages[0]
    assert "look shifted" not in pages[1]
