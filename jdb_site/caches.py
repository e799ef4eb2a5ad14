"""
The cache: Redis, and while that is away the memory of this process, so that no request fails or waits for want of it.

Only the limits of sign-in stand there (sessions are rows). Without Redis each web process counts for itself.
"""

import time
from typing import Any

import structlog
from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

log = structlog.get_logger(__name__)
PAUSE = 5.0  # seconds until Redis is asked again
WAIT = 1.0  # seconds that one question to Redis may take


class StandIn(BaseCache):
    """Redis, with the memory of the process standing in for it."""

    away_until = 0.0  # of the class: what one thread has found out, all threads know

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        # One more try at once: after a restart of Redis the first use of each old connection fails.
        quick = {"retry": Retry(NoBackoff(), 1), "socket_timeout": WAIT, "socket_connect_timeout": WAIT}
        self.redis = RedisCache(server, {**params, "OPTIONS": quick})
        self.memory = LocMemCache("stand-in", {**params, "OPTIONS": {"MAX_ENTRIES": 10_000}})

    def ask(self, name: str, *arguments: Any) -> Any:
        """The answer of Redis, or of the memory when Redis gives none."""
        if time.monotonic() >= StandIn.away_until:
            try:
                return getattr(self.redis, name)(*arguments)
            except RedisError as error:
                StandIn.away_until = time.monotonic() + PAUSE
                log.warning("cache_away", error=type(error).__name__)
        return getattr(self.memory, name)(*arguments)

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self.ask("add", key, value, timeout, version))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self.ask("get", key, default, version)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self.ask("set", key, value, timeout, version)

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self.ask("touch", key, timeout, version))

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(self.ask("delete", key, version))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        return int(self.ask("incr", key, delta, version))

    def clear(self) -> None:
        self.memory.clear()
        self.ask("clear")


def redis_answers() -> bool:
    """Whether Redis itself is there, whatever stands in for it."""
    found = caches["default"]
    try:
        (found.redis if isinstance(found, StandIn) else found).get("readyz")
    except RedisError:
        return False
    return True
