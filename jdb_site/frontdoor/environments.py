"""The environment in which the application's processes run here."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from .paths import ROOT, VAR, DataFolder

DROPPED = ("PYTHONHOME", "PYTHONSAFEPATH", "PYTHONSTARTUP", "DJANGO_SETTINGS_MODULE")


def application(folder: DataFolder, servers: Mapping[str, str], secret: str, address: str = "") -> dict[str, str]:
    """
    For the demo: its own servers, media and key. Set in full, so that nothing of a production .env slips in.

    A server that the caller's environment names comes before our own (`servers` leaves it out then).
    """
    ours = {
        "SECRET_KEY": secret,
        "DEMO": "1",
        "DEBUG": "0",
        "HTTPS": "0",
        "LOG_JSON": "0",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "SITE_URL": address or "http://127.0.0.1:8000",
        "MEDIA_ROOT": str(folder.media),
        "MEDIA_BUCKET": "",
        "MEDIA_DELIVERY": "stream",
        "STATIC_ROOT": str(VAR / "static"),
        "BEAT_SCHEDULE": str(folder.path / "beat-schedule"),
    }
    return {**plain(), **ours, **servers}


def development(folder: DataFolder, servers: Mapping[str, str]) -> dict[str, str]:
    """For tests and trials: the product as it is in production, without the demo, on its own servers and loopback."""
    return {**application(folder, servers, secrets.token_urlsafe(50)), "DEMO": "0", "DEBUG": "1"}


def plain() -> dict[str, str]:
    """The caller's environment, with this checkout's code first and output unbuffered."""
    kept = {name: value for name, value in os.environ.items() if name not in DROPPED}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
        "DJANGO_SETTINGS_MODULE": "jdb_site.settings",
    }


def without_servers() -> dict[str, str]:
    """For tools that only import the settings: names of servers that are never called."""
    database = "postgres://strikeout_app@/strikeout?host=/nonexistent"
    secret = secrets.token_urlsafe(50)
    return {**plain(), "DATABASE_URL": database, "SECRET_KEY": secret, "DEMO": "1", "DEBUG": "0"}


def as_owner(env: Mapping[str, str]) -> dict[str, str]:
    """The same environment with the owner's role, for what changes tables."""
    return {**env, "DATABASE_URL": env.get("DATABASE_OWNER_URL") or env["DATABASE_URL"]}


def kept_secret(folder: Path) -> str:
    """The secret key of this checkout's demo: made once, readable by its owner alone."""
    path = folder / "secret-key"
    if not path.is_file():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()
