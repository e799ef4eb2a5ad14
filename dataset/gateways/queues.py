"""Whether anybody listens for the doorbells, and how many rings wait."""

from typing import Any

from celery import current_app
from kombu import Connection
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

MEDIA, SCORES = "media", "scores"
ALL = ("default", MEDIA, "models")
SOON = {"socket_timeout": 1, "socket_connect_timeout": 1}
AWAY = (OperationalError, OSError, RedisError)


def somebody_takes(queue: str, *, within: float = 1.0) -> bool:
    """Whether a worker answers within so many seconds that it serves the queue; a broker that is away is a no."""
    try:
        answers = current_app.control.inspect(timeout=within).active_queues() or {}
    except (OperationalError, OSError):
        return False
    return any(served["name"] == queue for queues in answers.values() for served in queues)


class Counter:
    """Counts what waits in the queues, over one connection that is made anew when it fails."""

    def __init__(self) -> None:
        self._connection: Connection | None = None

    def n_waiting(self) -> int | None:
        """Messages that nobody took yet; None when the broker is away. Never waits for it longer than a second."""
        try:
            client: Any = self._connected().default_channel.client  # type: ignore[attr-defined]  # of Redis channels
            return sum(int(client.llen(queue)) for queue in ALL)
        except AWAY:
            self.close()
            return None

    def close(self) -> None:
        if self._connection is not None:
            self._connection.release()
            self._connection = None

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = current_app.connection_for_read(transport_options=SOON, connect_timeout=1)
        return self._connection
