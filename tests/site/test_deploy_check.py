"""Django's own check of a deployment, on production's settings."""

import os
import secrets
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.slow


def test_the_check_of_a_deployment_is_clean() -> None:
    kept = {name: os.environ[name] for name in ("PATH", "DATABASE_URL", "CACHE_URL", "REDIS_URL") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "DEBUG", "--database", "default"],
        cwd=settings.ROOT,
        env=kept | {"SECRET_KEY": secrets.token_urlsafe(50), "ALLOWED_HOSTS": "strikeout.example.org"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout.strip()) == (0, "System check identified no issues (0 silenced)."), done.stderr
