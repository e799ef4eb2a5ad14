"""What a Redis says of itself. Nobody waits for it long: who looks wants to know above all when it is away."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

WITHIN = 1.0  # seconds that connecting may take, and an answer
PAUSE = 5.0  # seconds in which one that gave no answer is not asked again
UNACKED = "unacked"  # where kombu keeps the messages that workers have in hand
EVICTS_NOTHING = "noeviction"
SENTENCES: list[tuple[type[redis.RedisError], str]] = [
    (redis.TimeoutError, "takes connections and gives no answer: it hangs, or the network swallows what is sent"),
    (redis.AuthenticationError, "refuses the password"),
    (redis.BusyLoadingError, "reads its data still"),
    (redis.ConnectionError, "cannot be reached: nothing listens there, or the network is cut"),
]


@dataclass(frozen=True, slots=True)
class Told:
    """What it said; or `trouble`, in words, and nothing else."""

    trouble: str = ""
    version: str = ""
    n_bytes: int = 0
    policy: str = ""
    queues: dict[str, int] = field(default_factory=dict)
    n_in_hand: int = 0

    @property
    def may_forget(self) -> bool:
        """Whether it throws keys away when it is full: messages would be gone without a word."""
        return bool(self.policy) and self.policy != EVICTS_NOTHING


_silent: dict[str, tuple[float, Told]] = {}  # of this process: until when, and what was found


def look(url: str, queues: Sequence[str] = ()) -> Told:
    """Ask for its version, its memory, and how many messages wait in these queues: two seconds at the very most."""
    until, before = _silent.get(url, (0.0, None))
    if before is not None and time.monotonic() < until:
        return before
    try:
        found = _asked(url, queues)
    except redis.RedisError as error:
        found = Told(trouble=in_words(error))
        _silent[url] = (time.monotonic() + PAUSE, found)
    return found


def _asked(url: str, queues: Sequence[str]) -> Told:
    patience = {"socket_timeout": WITHIN, "socket_connect_timeout": WITHIN, "retry": Retry(NoBackoff(), 0)}
    line = redis.Redis.from_url(plain(url), decode_responses=True, **patience)
    with line, line.pipeline(transaction=False) as asked:
        asked.info("server")
        asked.info("memory")
        asked.hlen(UNACKED)
        for queue in queues:
            asked.llen(queue)
        server, memory, n_in_hand, *waiting = asked.execute()
    return Told(
        version=f"{server.get('server_name', 'redis').capitalize()} {version_of(server)}",
        n_bytes=int(memory["used_memory"]),
        policy=str(memory.get("maxmemory_policy", "")),
        queues=dict(zip(queues, waiting, strict=True)),
        n_in_hand=int(n_in_hand),
    )


def version_of(server: dict[str, str]) -> str:
    """Valkey tells its own version beside that of the Redis which it is like."""
    return str(server.get("valkey_version") or server["redis_version"])


def in_words(error: redis.RedisError) -> str:
    return next((said for kind, said in SENTENCES if isinstance(error, kind)), f"answers with {type(error).__name__}")


def plain(url: str) -> str:
    """As the client says it: Celery has words of its own for a socket."""
    return url.replace("redis+socket://", "unix://").replace("?virtual_host=", "?db=")


def is_one_server(first: str, second: str) -> bool:
    """Whether two addresses lead to one server, whichever of its databases they name."""
    return _place(first) == _place(second)


def _place(url: str) -> tuple[str, str, int | None]:
    found = urlsplit(plain(url))
    return (found.path, "", None) if found.scheme == "unix" else ("", found.hostname or "", found.port or 6379)
