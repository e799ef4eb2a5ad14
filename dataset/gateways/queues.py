"""Whether anybody listens for the doorbells."""

from celery import current_app
from kombu.exceptions import OperationalError

MEDIA = "media"


def somebody_takes(queue: str, *, within: float = 1.0) -> bool:
    """Whether a worker answers within so many seconds that it serves the queue; a broker that is away is a no."""
    try:
        answers = current_app.control.inspect(timeout=within).active_queues() or {}
    except (OperationalError, OSError):
        return False
    return any(served["name"] == queue for queues in answers.values() for served in queues)
