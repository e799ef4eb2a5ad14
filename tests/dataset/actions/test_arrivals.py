"""From the first byte to the last row: files in pieces, a look, the rows; once, whatever dies on the way."""

import uuid
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image as Pictures
from pytest_django.fixtures import Settings

from dataset.actions import arrival_jobs, arrivals
from dataset.choices import ArrivalKind, ArrivalState
from dataset.gateways import uploads
from dataset.models import Arrival, ArrivalFile, Image, ImportRun
from dataset.rules.arrivals import NameRefused
from tests.factories import NOW, ArrivalFactory

pytestmark = pytest.mark.django_db(transaction=True)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def folders(settings: Settings, tmp_path: Path) -> Path:
    settings.UPLOAD_ROOT = tmp_path / "uploads"
    settings.IMPORT_ROOT = str(tmp_path / "server")
    (tmp_path / "server").mkdir()
    return tmp_path


def png(shade: int = 0) -> bytes:
    sink = BytesIO()
    Pictures.new("RGB", (32, 32), (shade, 0, 0)).save(sink, "PNG")
    return sink.getvalue()


def tree(n: int = 3, header: str = "image,prompt") -> dict[str, bytes]:
    rows = "".join(f"{number}.png,a red apple number {number}\n" for number in range(n))
    return {"pairs.csv": f"{header}\n{rows}".encode(), **{f"imgs/{number}.png": png(number) for number in range(n)}}


def zipped(files: dict[str, bytes]) -> bytes:
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return sink.getvalue()


def sent(files: dict[str, bytes]) -> Arrival:
    arrival = arrivals.begin(key=uuid.uuid4(), kind=ArrivalKind.UPLOAD, said="", wishes={}, actor="ruth", now=NOW)
    for name, content in files.items():
        arrivals.receive(arrival=arrival, name=name, n_bytes=len(content), offset=0, data=content)
    return arrival


def worked(arrival: Arrival) -> Arrival:
    """After a worker has come to it."""
    claimed = arrivals.claim(now=timezone.now())
    assert claimed == arrival
    arrival_jobs.perform(arrival=claimed, clock=timezone.now)
    arrival.refresh_from_db()
    return arrival


def looked(arrival: Arrival, **wishes: str) -> Arrival:
    arrivals.look(arrival=arrival, wishes=wishes)
    return worked(arrival)


def started(arrival: Arrival, **wishes: str) -> Arrival:
    arrivals.start(arrival=arrival, wishes={"source": "pilot", "generator": "midjourney"} | wishes)
    return worked(arrival)


def test_a_zip_is_looked_at_and_then_brought_in() -> None:
    arrival = looked(sent({"all.zip": zipped({f"top/{name}": content for name, content in tree(20).items()})}))
    nothing_yet = Image.objects.count()

    started(arrival)

    assert nothing_yet == 0
    assert [pair["row"] for pair in arrival.look["pairs"]] == [1, 2, 4, 6, 7, 9, 11, 13, 14, 16, 18, 20]
    assert {pair["flaw"] for pair in arrival.look["pairs"]} == {""}
    assert (arrival.look["n_rows"], arrival.look["n_sound"], arrival.look["header"]) == (20, 20, ["image", "prompt"])
    assert len([*uploads.pictures(str(arrival.key)).iterdir()]) == 12
    run = ImportRun.objects.get()
    assert (arrival.state, arrival.run, run.n_added, run.actor) == (ArrivalState.DONE, run, 20, "ruth")
    assert Image.objects.filter(source="pilot", origin__endswith="/top/imgs/7.png").exists()


def test_single_files_and_a_folder_of_the_server_come_in_as_a_zip_does(folders: Path) -> None:
    for name, content in tree(2).items():
        (folders / "server" / "one" / name).parent.mkdir(parents=True, exist_ok=True)
        (folders / "server" / "one" / name).write_bytes(content)
    dropped = started(looked(sent(tree(2))), source="dropped")
    named = arrivals.begin(key=uuid.uuid4(), kind=ArrivalKind.FOLDER, said="one", wishes={}, actor="ruth", now=NOW)

    started(worked(named), source="named")

    assert (dropped.state, named.state) == (ArrivalState.DONE, ArrivalState.DONE)
    assert [*Image.objects.order_by("source", "row").values_list("source", "row")] == [
        ("dropped", 1),
        ("dropped", 2),
        ("named", 1),
        ("named", 2),
    ]


def test_a_zip_in_a_folder_of_the_server_is_unpacked_and_what_lies_there_is_left_as_it_is(folders: Path) -> None:
    place, files = folders / "server" / "may", tree(2)
    place.mkdir()
    table = files.pop("pairs.csv")
    (place / "pairs.csv").write_bytes(table)
    (place / "imgs.zip").write_bytes(zipped(files))
    arrival = arrivals.begin(key=uuid.uuid4(), kind=ArrivalKind.FOLDER, said="may", wishes={}, actor="ruth", now=NOW)

    started(worked(arrival), source="may")

    assert (arrival.state, Image.objects.filter(source="may").count()) == (ArrivalState.DONE, 2)
    assert sorted(path.name for path in place.iterdir()) == ["imgs.zip", "pairs.csv"]
    assert (place / "pairs.csv").read_bytes() == table


def test_a_prefix_of_the_bucket_is_fetched_first(settings: Settings) -> None:
    settings.IMPORT_PREFIX = "incoming"
    for name, content in tree(2).items():
        default_storage.save(f"incoming/may/{name}", ContentFile(content))
    arrival = arrivals.begin(key=uuid.uuid4(), kind=ArrivalKind.PREFIX, said="may", wishes={}, actor="ruth", now=NOW)

    started(worked(arrival))

    assert (arrival.origin, arrival.state, Image.objects.count()) == ("incoming/may", ArrivalState.DONE, 2)


@pytest.mark.parametrize("said", ["../", "/etc", "link", "none", "a\0b"])
def test_no_folder_outside_the_allowed_one_is_read(folders: Path, said: str) -> None:
    (folders / "server" / "link").symlink_to(folders)

    with pytest.raises(uploads.FolderRefused):
        arrivals.begin(key=uuid.uuid4(), kind=ArrivalKind.FOLDER, said=said, wishes={}, actor="ruth", now=NOW)
    assert not Arrival.objects.exists()


def test_folders_and_prefixes_that_no_setting_opens_are_closed(settings: Settings) -> None:
    settings.IMPORT_ROOT = ""
    for kind in (ArrivalKind.FOLDER, ArrivalKind.PREFIX):
        with pytest.raises(uploads.FolderRefused):
            arrivals.begin(key=uuid.uuid4(), kind=kind, said="one", wishes={}, actor="ruth", now=NOW)


def test_pieces_follow_each_other_and_one_that_is_sent_again_is_kept_once() -> None:
    arrival = sent({})

    def send(offset: int, data: bytes) -> int:
        return arrivals.receive(arrival=arrival, name="pairs.csv", n_bytes=6, offset=offset, data=data)

    assert [send(0, b"abc"), send(0, b"abc"), send(3, b"def"), send(3, b"def")] == [3, 3, 6, 6]
    with pytest.raises(arrivals.PieceMisplaced) as misplaced:
        arrivals.receive(arrival=arrival, name="b.csv", n_bytes=6, offset=2, data=b"c")
    assert misplaced.value.n_received == 0
    assert (uploads.received(str(arrival.key)) / "pairs.csv").read_bytes() == b"abcdef"


def test_what_a_write_that_was_cut_off_left_behind_is_overwritten() -> None:
    arrival = sent({})
    arrivals.receive(arrival=arrival, name="a.csv", n_bytes=4, offset=0, data=b"ab")
    (uploads.received(str(arrival.key)) / "a.csv").write_bytes(b"ab-half-written")

    arrivals.receive(arrival=arrival, name="a.csv", n_bytes=4, offset=2, data=b"cd")

    assert (uploads.received(str(arrival.key)) / "a.csv").read_bytes() == b"abcd"


def test_more_than_was_said_or_than_one_import_may_bring_is_refused(settings: Settings) -> None:
    settings.UPLOAD_MOST_BYTES = 10
    arrival = sent({"a.csv": b"123456"})

    with pytest.raises(uploads.TooMuch):
        arrivals.receive(arrival=arrival, name="b.csv", n_bytes=5, offset=0, data=b"")
    with pytest.raises(uploads.TooMuch):
        arrivals.receive(arrival=arrival, name="c.csv", n_bytes=2, offset=0, data=b"123")
    with pytest.raises(uploads.TooMuch):
        arrivals.receive(arrival=arrival, name="d.csv", n_bytes=-1, offset=0, data=b"")
    with pytest.raises(NameRefused):
        arrivals.receive(arrival=arrival, name="../x.csv", n_bytes=1, offset=0, data=b"1")
    assert [*ArrivalFile.objects.values_list("name", flat=True)] == ["a.csv"]


def test_nothing_is_looked_at_before_all_of_it_is_here_and_nothing_comes_after() -> None:
    arrival = sent({})
    with pytest.raises(arrivals.NotNow):
        arrivals.look(arrival=arrival, wishes={})
    arrivals.receive(arrival=arrival, name="a.csv", n_bytes=4, offset=0, data=b"ab")
    with pytest.raises(arrivals.NotNow):
        arrivals.look(arrival=arrival, wishes={})
    arrivals.receive(arrival=arrival, name="a.csv", n_bytes=4, offset=2, data=b"cd")

    arrivals.look(arrival=arrival, wishes={})

    with pytest.raises(arrivals.NotNow):
        arrivals.receive(arrival=arrival, name="b.csv", n_bytes=1, offset=0, data=b"1")


def test_unclear_columns_are_chosen_and_the_pairs_looked_at_again() -> None:
    arrival = looked(sent(tree(header="datei,worte")))
    unclear = dict(arrival.look)
    with pytest.raises(arrivals.NotNow):
        arrivals.start(arrival=arrival, wishes={})

    looked(arrival, image_column="datei", prompt_column="worte")

    assert "No column holds the image" in unclear["error"]
    assert unclear["cells"][0] == ["0.png", "a red apple number 0"]
    assert [pair["prompt"] for pair in arrival.look["pairs"]] == [f"a red apple number {n}" for n in range(3)]
    assert started(arrival).state == ArrivalState.DONE


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"all.zip": b"PK no zip"}, "is no zip"),
        ({"a.png": b"png"}, "has no table"),
        ({"a.csv": b"image,prompt\n", "b.csv": b"image,prompt\n"}, "several tables"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(files: dict[str, bytes], says: str) -> None:
    arrival = looked(sent(files))

    assert arrival.state == ArrivalState.REFUSED
    assert says in arrival.detail


def test_rows_that_stay_out_and_pictures_that_are_none_are_told_before_anything_is_written() -> None:
    files = tree(2) | {"imgs/1.png": b"no picture"}
    files["pairs.csv"] += b"../../etc/passwd,a prompt\nnone.png,a prompt\n"

    arrival = looked(sent(files))

    assert [pair["flaw"] for pair in arrival.look["pairs"]] == [
        "",
        "It is not JPEG, PNG or WebP, whatever its name says.",
    ]
    assert (arrival.look["n_rows"], arrival.look["n_sound"]) == (4, 2)
    assert sorted(arrival.look["reasons"].values()) == [1, 1]


def test_of_a_worker_that_fell_silent_another_goes_on_and_no_row_comes_in_twice() -> None:
    arrival = looked(sent(tree(3)))
    arrivals.start(arrival=arrival, wishes={"source": "pilot"})
    dead = arrivals.claim(now=NOW)
    assert dead is not None
    early = arrivals.claim(now=NOW + arrivals.LEASE - SECOND)
    arrival_jobs.bring_in(dead, lambda _done, _total: None, timezone.now)  # type: ignore[arg-type]  # says nothing
    Arrival.objects.update(state=ArrivalState.IMPORTING, attempt=1, lease_ends_at=NOW)

    worked(arrival)

    assert early is None
    assert (arrival.state, Image.objects.count()) == (ArrivalState.DONE, 3)


def test_stopped_rows_stay_and_the_rest_is_gone_on_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dataset.gateways.readings.ROWS_AT_ONCE", 1)
    arrival = looked(sent(tree(3)))
    arrivals.start(arrival=arrival, wishes={"source": "pilot", "generator": "midjourney"})
    claimed = arrivals.claim(now=timezone.now())
    assert claimed is not None
    arrivals.stop(arrival=arrival, now=NOW)

    arrival_jobs.perform(arrival=claimed, clock=timezone.now)
    arrival.refresh_from_db()
    stopped = (arrival.state, ImportRun.objects.get().state)
    arrivals.start(arrival=arrival, wishes={})
    worked(arrival)

    assert stopped == (ArrivalState.STOPPED, "stopped")
    assert (arrival.state, ImportRun.objects.get().n_added) == (ArrivalState.DONE, 3)


def test_after_five_workers_that_died_it_is_given_up() -> None:
    ArrivalFactory(state="looking", attempt=arrivals.MOST_ATTEMPTS)

    assert arrivals.claim(now=NOW) is None
    assert Arrival.objects.get().state == ArrivalState.REFUSED


def test_what_is_under_way_for_nobody_is_stopped_at_once() -> None:
    arrival = ArrivalFactory(state="looking")
    arrivals.stop(arrival=arrival, now=NOW)

    with pytest.raises(arrivals.NotNow):
        arrivals.stop(arrival=arrival, now=NOW)
    assert Arrival.objects.get().state == ArrivalState.STOPPED
