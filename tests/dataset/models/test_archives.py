"""What the database refuses of archives."""

import pytest

from dataset.models import Archive
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


def test_an_archive_is_in_a_known_state() -> None:
    with refused_by("archive_state_known"):
        Archive.objects.create(path="000.tgz", state="lost")


def test_an_archive_stands_once() -> None:
    Archive.objects.create(path="000.tgz")

    with refused_by("dataset_archive_path_key"):
        Archive.objects.create(path="000.tgz")
