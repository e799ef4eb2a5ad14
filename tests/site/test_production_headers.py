"""What a browser is told in production, by a process with production's settings."""

import json
import os
import secrets
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings

pytestmark = pytest.mark.slow

ASK = """
import json, os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "jdb_site.settings"
django.setup()
from django.conf import settings
from django.test import Client
client = Client(headers={"host": "strikeout.example.org", "x-forwarded-proto": "https"})
page = client.get("/accounts/login/")
plain = Client(headers={"host": "strikeout.example.org"})
moved, alive = plain.get("/accounts/login/"), plain.get("/livez")
print(json.dumps({
    "status": page.status_code,
    "headers": dict(page.items()),
    "cookies": {name: morsel.OutputString() for name, morsel in page.cookies.items()},
    "moved": [moved.status_code, moved["Location"]],
    "alive": alive.status_code,
    "session": {name: getattr(settings, "SESSION_COOKIE_" + name)
                for name in ("NAME", "SECURE", "HTTPONLY", "SAMESITE", "DOMAIN", "PATH", "AGE")},
}))
"""


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    kept = {name: os.environ[name] for name in ("PATH", "DATABASE_URL", "CACHE_URL", "REDIS_URL") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=settings.ROOT,
        env=kept | {"SECRET_KEY": secrets.token_urlsafe(50), "ALLOWED_HOSTS": "strikeout.example.org"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_a_year_of_https_alone(told: dict[str, Any]) -> None:
    assert told["status"] == 200
    assert told["headers"]["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


def test_plain_http_is_sent_to_https_but_for_the_load_balancer(told: dict[str, Any]) -> None:
    assert told["moved"] == [301, "https://strikeout.example.org/accounts/login/"]
    assert told["alive"] == 200


def test_the_session_cookie_is_strict(told: dict[str, Any]) -> None:
    assert told["session"] == {
        "NAME": "__Host-session",
        "SECURE": True,
        "HTTPONLY": True,
        "SAMESITE": "Lax",
        "DOMAIN": None,
        "PATH": "/",
        "AGE": 12 * 3600,
    }


def test_the_csrf_cookie_is_strict(told: dict[str, Any]) -> None:
    [cookie] = told["cookies"].values()
    parts = {part.strip().split("=")[0] for part in cookie.split(";")}

    assert parts == {"__Host-csrf", "expires", "HttpOnly", "Max-Age", "Path", "SameSite", "Secure"}
    assert "Path=/;" in cookie
    assert "SameSite=Lax" in cookie


def test_the_policy_allows_nothing_inline(told: dict[str, Any]) -> None:
    assert "unsafe" not in told["headers"]["Content-Security-Policy"]
    assert told["headers"]["Cross-Origin-Opener-Policy"] == "same-origin"
