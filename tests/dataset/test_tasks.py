from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import current_app
from django.db import connection
from django.utils import timezone

from dataset import tasks
from dataset.choices import ArchiveState, MediaState
from dataset.gateways import hands
from dataset.models import Archive, Image, Prompt
from dataset.queries import pictures
from tests import database
from tests.dataset.collected import archive, bring_in, picture, row, tree
from tests.factories import PromptFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_once() -> Iterator[None]:
    """Messages are obeyed where they are sent."""
    before = current_app.conf.task_always_eager
    current_app.conf.task_always_eager = True
    yield
    current_app.conf.task_always_eager = before


def test_a_tick_finds_what_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "CHUNK", 2)
    bring_in(tree(tmp_path, [row(n) for n in range(5)]))

    tasks.tick_media()

    assert [image.media_state for image in Image.objects.all()] == [MediaState.READY] * 5


def test_a_tick_has_archives_read(tmp_path: Path) -> None:
    path = tree(tmp_path, [row(1)], {})
    archive(tmp_path / "imgs/000.tgz", {"000/1.png": picture()})
    bring_in(path)

    tasks.tick_media()

    assert Image.objects.get().media_state == MediaState.READY
    assert Archive.objects.get().state == ArchiveState.READ


def bring_in_both(folder: Path) -> None:
    """A picture with a file of its own, and one in an archive."""
    bring_in(tree(folder / "files", [row(1)]))
    archive(folder / "archives/imgs/000.tgz", {"000/2.png": picture(5)})
    bring_in(tree(folder / "archives", [row(2)], {}))


def test_a_ring_too_many_costs_nothing(tmp_path: Path) -> None:
    bring_in(tree(tmp_path, [row(1)]))

    tasks.process_images()
    before = Image.objects.values().get()
    tasks.process_images()
    tasks.process_archive()

    assert Image.objects.values().get() == before
    assert before["media_state"] == MediaState.READY


def test_the_work_hands_itself_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "CHUNK", 1)
    bring_in(tree(tmp_path, [row(n) for n in range(3)]))

    tasks.process_images()

    assert [image.media_state for image in Image.objects.all()] == [MediaState.READY] * 3


def test_what_a_dead_worker_had_in_hand_is_given_back_at_the_next_tick(tmp_path: Path) -> None:
    bring_in_both(tmp_path)
    in_hand = timezone.now() + tasks.LEASE
    Image.objects.update(media_lease_ends_at=in_hand)
    Archive.objects.update(lease_ends_at=in_hand)

    tasks.tick_media()

    assert not Image.objects.filter(media_state=MediaState.WAITING).exists()
    assert not Archive.objects.filter(state=ArchiveState.WAITING).exists()


def test_what_a_living_worker_has_in_hand_is_left_to_it(tmp_path: Path) -> None:
    bring_in(tree(tmp_path, [row(1)]))
    image = Image.objects.get()
    Image.objects.update(media_lease_ends_at=timezone.now() + tasks.LEASE)

    with database.superuser(database.name()) as worker:
        worker.execute("SELECT pg_advisory_lock(%s, %s::int)", [hands.IMAGE, image.pk])
        tasks.tick_media()
        assert Image.objects.get().media_state == MediaState.WAITING
        worker.execute("SELECT pg_advisory_unlock_all()")

    tasks.tick_media()
    assert Image.objects.get().media_state == MediaState.READY


# Of this database alone: others on the same server have rows with the same numbers.
HELD = """
SELECT objid FROM pg_locks JOIN pg_database d ON d.oid = database
 WHERE locktype = 'advisory' AND datname = current_database()
   AND (classid = %s AND objid::bigint = ANY(%s) OR classid = %s AND objid::bigint = ANY(%s))
"""


def test_what_is_done_is_in_nobodys_hands(tmp_path: Path) -> None:
    bring_in_both(tmp_path)

    tasks.tick_media()

    images = [*Image.objects.values_list("pk", flat=True)]
    archives = [*Archive.objects.values_list("pk", flat=True)]
    with connection.cursor() as cursor:
        cursor.execute(HELD, [hands.IMAGE, images, hands.ARCHIVE, archives])
        assert cursor.fetchall() == []


def test_what_waits_is_counted_no_further_than_is_asked(tmp_path: Path) -> None:
    bring_in(tree(tmp_path, [row(n) for n in range(3)]))

    assert [pictures.n_free(timezone.now(), at_most) for at_most in (2, 5)] == [2, 3]


def test_a_tick_finds_the_languages_of_all_prompts_that_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "PROMPTS_AT_ONCE", 2)
    for text in ("a fox", "여우", "一只狐狸在森林里"):
        PromptFactory(text=text, language="", language_confidence=None, described_at=None)

    tasks.tick_languages()

    assert list(Prompt.objects.order_by("pk").values_list("language", flat=True)) == ["en", "ko", "zh"]
