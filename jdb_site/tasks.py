"""What the site itself clears away. Safe to run twice, late or never."""

from importlib import import_module

from celery import shared_task
from django.conf import settings


@shared_task
def tick_sessions() -> None:
    """Forget the sessions that are over; nobody can use one, so the rows are only weight."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
