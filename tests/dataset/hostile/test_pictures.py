"""Hostile pictures among sound ones, all of them named .jpg."""

from pathlib import Path

import pytest

from dataset import tasks
from dataset.actions import media
from dataset.choices import MediaState
from dataset.models import Image
from tests.dataset.collected import bring_in, row, tree
from tests.dataset.hostile.bounded import within
from tests.dataset.hostile.pictures import PICTURES, sound
from tests.dataset.hostile.reading import findings

pytestmark = pytest.mark.django_db

MB = 1024**2
EXPECTED = {case.name: case.reason for case in PICTURES}


def test_each_picture_is_kept_or_refused_for_its_reason_and_every_sound_one_goes_in(tmp_path: Path) -> None:
    pictures = {f"000/{n}.jpg": case.make() for n, case in enumerate(PICTURES)}
    sounds = {f"001/{n}.jpg": sound(f"sound {n}", "JPEG") for n in range(5)}
    bring_in(tree(tmp_path, [row(n, img_path=key) for n, key in enumerate([*pictures, *sounds])], pictures | sounds))

    ids = list(Image.objects.order_by("source_key").values_list("pk", flat=True))
    assert sorted(media.take_in(ids, tasks.one_by_one)) == sorted(
        Image.objects.exclude(media_reason="too_large_bytes").values_list("pk", flat=True)
    )

    said = dict(Image.objects.values_list("source_key", "media_reason"))
    assert {name: said[f"000/{n}.jpg"] for n, name in enumerate(EXPECTED)} == EXPECTED
    assert not Image.objects.filter(source_key__startswith="001/").exclude(media_state=MediaState.READY).exists()
    assert not Image.objects.filter(media_state=MediaState.WAITING).exists()


def test_what_is_refused_takes_little_memory_to_refuse() -> None:
    assert within(256 * MB, findings) == {case.name: case.reason for case in PICTURES if not case.is_large}
