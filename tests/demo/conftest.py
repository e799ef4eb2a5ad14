"""A demo whose pictures are in: rows as the import leaves them, without drawing anything."""

from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from jdb_site.demo import people
from jdb_site.demo.knowledge import SOURCE
from jdb_site.demo.pairs import DemoPair, demo_pairs
from jdb_site.demo.trees import img_path
from tests.factories import ImageFactory, ImportRunFactory, PromptFactory


def take_in(pairs: tuple[DemoPair, ...]) -> None:
    """What importing these pairs leaves."""
    run = ImportRunFactory(source=SOURCE)
    for pair in pairs:
        prompt = PromptFactory(text=pair.prompt, language=pair.language)
        ImageFactory(run=run, prompt=prompt, source=SOURCE, source_key=img_path(pair))


@pytest.fixture
def _quick_passwords(settings: Settings) -> None:
    """Argon2 is slow on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def as_demo(settings: Settings) -> None:
    """The site as it runs under `./run demo`."""
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.demo.urls"
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "jdb_site.demo"]


@pytest.fixture
def pairs(db: None) -> tuple[DemoPair, ...]:
    """All drawn pairs, in."""
    found = demo_pairs()
    take_in(found)
    return found


@pytest.fixture
def figures(db: None, _quick_passwords: None, tmp_path: Path) -> list[people.Login]:
    """The people of the demo."""
    return people.make_people(logins=tmp_path / "logins.json", renew=False, now=timezone.now())
