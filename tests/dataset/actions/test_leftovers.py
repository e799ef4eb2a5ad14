"""Files of imports go when nothing needs them any more, and not before."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from dataset.actions import arrivals, leftovers
from dataset.choices import ArrivalState
from dataset.gateways import uploads
from dataset.models import Arrival, Image
from tests.factories import ArrivalFactory, ImageFactory, ImportRunFactory

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def root(settings: Settings, tmp_path: Path) -> Path:
    settings.UPLOAD_ROOT = tmp_path
    return tmp_path


def begun(**fields: Any) -> Arrival:
    """An arrival of now with a file as it came, and one beside to be read."""
    arrival: Arrival = ArrivalFactory(created_at=timezone.now(), **fields)
    for folder in (uploads.received(str(arrival.key)), uploads.tree(str(arrival.key))):
        folder.mkdir(parents=True)
        (folder / "a.zip").write_bytes(b"PK")
    return arrival


def folders(arrival: Arrival) -> list[str]:
    place = uploads.whole(str(arrival.key))
    return sorted(path.name for path in place.iterdir()) if place.exists() else []


def done(**fields: Any) -> Arrival:
    run = ImportRunFactory(state="done", finished_at=timezone.now())
    return begun(state="done", run=run, look={"n_rows": 1}, **fields)


def test_what_came_goes_as_soon_as_it_is_unpacked() -> None:
    unpacked = begun(state="looked", look={"n_rows": 1})
    waiting, coming = begun(state="looking"), begun(state="receiving")

    assert leftovers.clear_unpacked() == 1
    assert [folders(one) for one in (unpacked, waiting, coming)] == [
        ["tree"],
        ["received", "tree"],
        ["received", "tree"],
    ]


def test_what_is_in_goes_a_week_after() -> None:
    arrival = done()
    now = timezone.now()

    assert leftovers.clear(after=WEEK, now=now + WEEK - timedelta(hours=1)) == 0
    assert leftovers.clear(after=WEEK, now=now + WEEK) == 1
    assert leftovers.clear(after=WEEK, now=now + WEEK) == 0
    arrival.refresh_from_db()
    assert (folders(arrival), arrival.state, arrival.cleared_at) == ([], ArrivalState.DONE, now + WEEK)


def test_it_stays_while_a_picture_is_still_to_be_read_from_it() -> None:
    arrival = done()
    ImageFactory(run=arrival.run, media_state="waiting", sha256=None, origin="tree/a.png")

    assert leftovers.clear(after=WEEK, now=timezone.now() + WEEK) == 0
    assert folders(arrival) == ["received", "tree"]


@pytest.mark.parametrize("state", ["receiving", "looked", "refused", "stopped"])
def test_what_nobody_goes_on_with_goes_and_says_so(state: str) -> None:
    arrival = begun(state=state)
    now = timezone.now() + WEEK + timedelta(minutes=1)

    assert leftovers.clear(after=WEEK, now=now) == 1

    arrival.refresh_from_db()
    assert (folders(arrival), arrival.state) == ([], ArrivalState.REFUSED)
    assert arrival.detail == "Nobody went on with it for 7 days, so its files were removed. Begin another import."
    with pytest.raises(arrivals.NotNow):
        arrivals.look(arrival=arrival, wishes={})


def test_what_a_worker_is_at_and_what_still_comes_stays() -> None:
    at_work = begun(state="looking")
    now = timezone.now()
    coming = begun(state="receiving")
    Arrival.objects.update(created_at=now - 2 * WEEK)

    assert leftovers.clear(after=WEEK, now=now) == 0
    assert [folders(one) for one in (at_work, coming)] == [["received", "tree"]] * 2


def stopped(**fields: Any) -> Arrival:
    """One that ended before all its rows were in."""
    return begun(state="stopped", run=ImportRunFactory(finished_at=None), **fields)


def test_what_was_stopped_among_its_rows_goes_too_and_is_not_gone_on_with() -> None:
    arrival = stopped()
    image = ImageFactory(run=arrival.run)
    now = timezone.now() + WEEK + timedelta(minutes=1)

    assert leftovers.clear(after=WEEK, now=now) == 1

    arrival.refresh_from_db()
    assert (folders(arrival), arrival.state, arrival.cleared_at) == ([], ArrivalState.REFUSED, now)
    assert arrival.detail == (
        "Nobody went on with it for 7 days, so its files were removed. "
        "What came in stays; begin another import for the rest."
    )
    with pytest.raises(arrivals.NotNow, match="Its files were removed, as nobody went on with it"):
        arrivals.start(arrival=arrival, wishes={})
    assert Image.objects.get() == image


def test_what_was_stopped_stays_while_a_picture_is_still_to_be_read_from_it() -> None:
    arrival = stopped()
    ImageFactory(run=arrival.run, media_state="waiting", sha256=None, origin="tree/a.png")
    now = timezone.now() + 2 * WEEK

    assert leftovers.clear(after=WEEK, now=now) == 0

    Image.objects.update(media_state="refused", media_reason="not_an_image")
    assert leftovers.clear(after=WEEK, now=now) == 1


@pytest.mark.parametrize("moment", ["began_at", "stop_asked_at"])
def test_what_was_stopped_lately_stays(moment: str) -> None:
    now = timezone.now()
    arrival = stopped(**{moment: now})
    Arrival.objects.update(created_at=now - 2 * WEEK)

    assert leftovers.clear(after=WEEK, now=now + WEEK - timedelta(hours=1)) == 0
    assert folders(arrival) == ["received", "tree"]


def test_a_folder_of_the_server_stays_and_its_import_may_go_on(tmp_path: Path) -> None:
    theirs = tmp_path / "server"
    theirs.mkdir()
    (theirs / "rows.csv").write_text("image,prompt")
    arrival = stopped(kind="folder", place=str(theirs))
    unlooked = begun(kind="folder", place=str(theirs), state="looked")

    assert leftovers.clear(after=WEEK, now=timezone.now() + 2 * WEEK) == 1

    arrivals.start(arrival=arrival, wishes={})
    arrival.refresh_from_db()
    unlooked.refresh_from_db()
    assert (arrival.state, unlooked.state) == (ArrivalState.IMPORTING, ArrivalState.REFUSED)
    assert [path.name for path in theirs.iterdir()] == ["rows.csv"]
