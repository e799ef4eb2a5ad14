"""Production refuses unsafe settings before anything listens."""

import os
import secrets
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings

from jdb_site.production import refusals

GOOD_KEY = "k3Yf-0a9Zq_7LmWc2RtBvX8sHdPu5NgJeT1iOyQ4xUoCbAlEwrM6"
GOOD: dict[str, Any] = {
    "DEMO": False,
    "DEBUG": False,
    "EMBEDDED": False,
    "SECRET_KEY": GOOD_KEY,
    "SECRET_KEY_FALLBACKS": [],
    "ALLOWED_HOSTS": ["strikeout.example.org"],
}


def test_good_settings_start() -> None:
    assert refusals(GOOD) == []


@pytest.mark.parametrize("key", ["", "short", "ab" * 40, GOOD_KEY[:49]])
def test_a_weak_key_is_refused(key: str) -> None:
    [line] = refusals(GOOD | {"SECRET_KEY": key})

    assert line.startswith("SECRET_KEY is weak: it needs 50 characters, 12 of them different.")


def test_a_weak_old_key_is_refused() -> None:
    [line] = refusals(GOOD | {"SECRET_KEY_FALLBACKS": [GOOD_KEY, "old"]})

    assert line.startswith("SECRET_KEY_FALLBACKS is weak")


@pytest.mark.parametrize(
    ("hosts", "line"),
    [
        ([], "ALLOWED_HOSTS is empty. Name the hosts that this site is reached by."),
        (["*"], "ALLOWED_HOSTS has the wildcard '*'. Name each host."),
        ([".example.org"], "ALLOWED_HOSTS has the wildcard '.example.org'. Name each host."),
    ],
)
def test_wildcard_hosts_are_refused(hosts: list[str], line: str) -> None:
    assert refusals(GOOD | {"ALLOWED_HOSTS": hosts}) == [line]


def test_embedded_servers_are_refused() -> None:
    assert refusals(GOOD | {"EMBEDDED": True}) == [
        "EMBEDDED is on. Name your own PostgreSQL and Redis in DATABASE_URL and REDIS_URL."
    ]


def test_debug_is_refused_where_other_machines_reach_it() -> None:
    assert refusals(GOOD | {"DEBUG": True}) == [
        "DEBUG is on and ALLOWED_HOSTS names other machines. Unset DEBUG, or serve 127.0.0.1 alone."
    ]
    assert refusals(GOOD | {"DEBUG": True, "ALLOWED_HOSTS": ["127.0.0.1"], "SECRET_KEY": "weak"}) == []


def test_the_demo_brings_its_own_servers() -> None:
    assert refusals(GOOD | {"DEMO": True, "EMBEDDED": True, "ALLOWED_HOSTS": ["*"]}) == []


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A management command in a process of its own, under production settings."""
    kept = {name: os.environ[name] for name in ("PATH", "DATABASE_URL", "CACHE_URL", "REDIS_URL") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.ROOT,
        env=kept | {"SECRET_KEY": secrets.token_urlsafe(50), "ALLOWED_HOSTS": "strikeout.example.org"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_the_deployment_check_is_clean() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING")

    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), done.stderr


@pytest.mark.slow
def test_a_process_with_unsafe_settings_ends_with_all_reasons() -> None:
    done = manage("check", SECRET_KEY="weak", ALLOWED_HOSTS="*", EMBEDDED="1")

    assert done.returncode == 1
    told = [line.split()[1] for line in done.stderr.splitlines() if line.startswith("  - ")]
    assert told == ["SECRET_KEY", "ALLOWED_HOSTS", "EMBEDDED"]
