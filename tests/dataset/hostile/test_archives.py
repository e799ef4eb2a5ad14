"""Hostile archives beside a sound one, wanted by the rows of one table."""

from pathlib import Path

import pytest

from dataset import tasks
from dataset.actions import media
from dataset.choices import ArchiveState, MediaState
from dataset.models import Archive, Image
from tests.conftest import Statements
from tests.dataset.collected import bring_in, counts, row, tree
from tests.dataset.hostile import tars
from tests.dataset.hostile.archives import ARCHIVES, REFUSED, UNREADABLE
from tests.dataset.hostile.bounded import within
from tests.dataset.hostile.reading import pictures_of

MB = 1024**2
EXPECTED = {case.name: (REFUSED if case.name in UNREADABLE else "", case.x, case.after) for case in ARCHIVES}


def brought_in(folder: Path, archives: dict[str, bytes]) -> None:
    """A tree of these archives by name, with three rows for each."""
    keys = [f"{name}/{part}.png" for name in archives for part in ("before", "x", "after")]
    rows = [row(number, img_path=key) for number, key in enumerate(keys)]
    run = bring_in(tree(folder, rows, {f"{name}.tgz": data for name, data in archives.items()}))
    assert counts(run) == (len(keys), 0, 0)


def read_all() -> None:
    for archive in Archive.objects.order_by("pk"):
        list(media.take_in_archive(archive, tasks.one_by_one, go_on=lambda: True))


def said(name: str) -> tuple[str, ...]:
    found = dict(Image.objects.filter(source_key__startswith=f"{name}/").values_list("source_key", "media_reason"))
    return tuple(found[f"{name}/{part}.png"] for part in ("before", "x", "after"))


@pytest.mark.django_db
def test_of_each_archive_what_is_sound_goes_in_and_the_rest_is_refused_for_its_reason(tmp_path: Path) -> None:
    files = {f"a{n}": case.file(f"a{n}") for n, case in enumerate(ARCHIVES)}
    whole = b"".join(tars.shown(f"sound/{part}.png") for part in ("before", "x", "after")) + tars.END
    brought_in(tmp_path, files | {"sound": tars.packed(whole)})

    read_all()

    assert {case.name: said(f"a{n}") for n, case in enumerate(ARCHIVES)} == EXPECTED
    assert said("sound") == ("", "", "")
    assert not Image.objects.filter(media_state=MediaState.WAITING).exists()
    assert not Archive.objects.filter(state=ArchiveState.WAITING).exists()


@pytest.mark.django_db
def test_strangers_in_an_archive_cost_no_query(tmp_path: Path, statements: Statements) -> None:
    strangers = b"".join(tars.header(b"a0/%d.png" % n) for n in range(2000))
    brought_in(tmp_path, {"a0": tars.packed(strangers + tars.END)})

    with statements:
        read_all()

    assert len(statements) == 5  # the archives; what is wanted; what is left; whether more came; the archive
    assert said("a0") == ("not_found", "not_found", "not_found")


@pytest.mark.django_db
def test_a_member_that_comes_ten_times_is_one_attempt_when_pictures_are_read_ahead(tmp_path: Path) -> None:
    brought_in(tmp_path, {"a0": tars.packed(tars.shown("a0/x.png") * 10 + tars.END)})

    list(media.take_in_archive(Archive.objects.get(), lambda found: tasks.one_by_one([*found]), go_on=lambda: True))

    assert said("a0") == ("not_found", "", "not_found")


@pytest.mark.django_db
def test_more_than_a_reading_may_want_is_left_to_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dataset.actions.media.MOST_WANTED", 2)
    brought_in(tmp_path, {"a0": tars.packed(tars.shown("a0/after.png") + tars.shown("a0/x.png") + tars.END)})

    read_all()
    assert (said("a0"), Archive.objects.get().state) == (("not_found", "", ""), ArchiveState.WAITING)
    read_all()

    assert (said("a0"), Archive.objects.get().state) == (("not_found", "", ""), ArchiveState.READ)
    assert Image.objects.filter(media_state=MediaState.READY).count() == 2


def test_a_million_members_are_read_in_little_memory() -> None:
    assert within(16 * MB, pictures_of, tars.million) == (1_000_000, {"000/x.png"}, "")


def test_members_without_end_are_refused_in_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dataset.gateways.archives.MOST_MEMBERS", 20_000)

    assert pictures_of(tars.endless) == (0, set(), "The archive has more than 20,000 members.")
