from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from celery import current_app
from django.utils import timezone

from dataset import tasks
from dataset.choices import ArchiveState, MediaState
from dataset.models import Archive, Image, Prompt
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


def test_a_tick_finds_what_waits_and_the_work_hands_itself_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_a_task_may_run_twice(tmp_path: Path) -> None:
    bring_in(tree(tmp_path, [row(1)]))
    ids = list(Image.objects.values_list("pk", flat=True))

    tasks.process_images(ids)
    before = Image.objects.values().get()
    tasks.process_images(ids)

    assert Image.objects.values().get() == before
    assert before["media_state"] == MediaState.READY


def test_a_lost_message_costs_nothing(tmp_path: Path) -> None:
    """What was claimed for a worker that never got the message is handed on again once its lease has ended."""
    bring_in(tree(tmp_path, [row(1)]))
    Image.objects.update(media_lease_ends_at=timezone.now() + timedelta(minutes=1))
    tasks.tick_media()
    assert Image.objects.get().media_state == MediaState.WAITING

    Image.objects.update(media_lease_ends_at=timezone.now() - timedelta(minutes=1))
    tasks.tick_media()

    assert Image.objects.get().media_state == MediaState.READY


def test_no_more_is_handed_on_than_may_be_in_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bring_in(tree(tmp_path, [row(n) for n in range(3)]))
    Image.objects.filter(source_key="000/0.png").update(media_lease_ends_at=timezone.now() + timedelta(minutes=1))
    monkeypatch.setattr(tasks, "IN_HAND_AT_MOST", 1)

    assert tasks.hand_on() is False
    assert Image.objects.filter(media_lease_ends_at__isnull=False).count() == 1


def test_a_tick_finds_the_languages_of_all_prompts_that_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "PROMPTS_AT_ONCE", 2)
    for text in ("a fox", "여우", "一只狐狸在森林里"):
        PromptFactory(text=text, language="", language_confidence=None, described_at=None)

    tasks.tick_languages()

    assert list(Prompt.objects.order_by("pk").values_list("language", flat=True)) == ["en", "ko", "zh"]
