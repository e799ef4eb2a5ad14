"""What production refuses to start with. Plain Python: the settings call it with themselves before anything listens."""

from collections.abc import Mapping, Sequence
from typing import Any

SHORTEST_KEY = 50
FEWEST_CHARACTERS = 12
LOOPBACK = {"127.0.0.1", "::1", "[::1]", "localhost"}


def refusals(values: Mapping[str, Any]) -> list[str]:
    """
    Why these settings must not start, each with what to do; empty when they may.

    The demo and development are let through, development only where no other machine can reach it.
    """
    if values["DEMO"]:
        return []
    if values["DEBUG"]:
        return refuse_debug(values["ALLOWED_HOSTS"])
    return [
        *refuse_key("SECRET_KEY", values["SECRET_KEY"]),
        *(line for key in values["SECRET_KEY_FALLBACKS"] for line in refuse_key("SECRET_KEY_FALLBACKS", key)),
        *refuse_hosts(values["ALLOWED_HOSTS"]),
        *refuse_embedded(embedded=values["EMBEDDED"]),
    ]


def refuse_debug(hosts: Sequence[str]) -> list[str]:
    """DEBUG shows code and settings to whoever meets an error."""
    if set(hosts) <= LOOPBACK:
        return []
    return ["DEBUG is on and ALLOWED_HOSTS names other machines. Unset DEBUG, or serve 127.0.0.1 alone."]


def refuse_key(name: str, key: str) -> list[str]:
    """A key that can be guessed signs anybody in."""
    if len(key) >= SHORTEST_KEY and len(set(key)) >= FEWEST_CHARACTERS:
        return []
    make = "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
    return [
        f"{name} is weak: it needs {SHORTEST_KEY} characters, {FEWEST_CHARACTERS} of them different. Make one: {make}"
    ]


def refuse_hosts(hosts: Sequence[str]) -> list[str]:
    """A wildcard lets a forged Host header into links."""
    if not hosts:
        return ["ALLOWED_HOSTS is empty. Name the hosts that this site is reached by."]
    wild = [host for host in hosts if "*" in host or host.startswith(".")]
    return [f"ALLOWED_HOSTS has the wildcard {host!r}. Name each host." for host in wild]


def refuse_embedded(*, embedded: bool) -> list[str]:
    """The embedded servers are for the demo and the tests: no backup, no password, no tuning."""
    if not embedded:
        return []
    return ["EMBEDDED is on. Name your own PostgreSQL and Redis in DATABASE_URL and REDIS_URL."]
