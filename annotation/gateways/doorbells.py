"""Bells that the web process rings for workers: by the name of the task, so that it loads nothing of theirs."""

from celery import current_app
from kombu.exceptions import OperationalError

from annotation.errors import AnnotationError


class WorkersAway(AnnotationError):
    """The queue cannot be reached."""

    code = "workers_away"
    status = 503


def count_styles(*, source: str, actor: str) -> None:
    """
    Have a worker freeze the styles that prompts have now.

    :raises WorkersAway: none can be told
    """
    try:
        current_app.send_task("annotation.tasks.count_styles", kwargs={"source": source, "actor": actor})
    except OperationalError as error:
        raise WorkersAway("The workers cannot be reached now. Try again.") from error
