"""The sessions of the browsers, in the store that the settings name."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session


def end_all(*, user_id: int) -> int:
    """End every session of that person; return how many. It reads all sessions: for rare acts alone."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    theirs = [row.session_key for row in Session.objects.iterator() if is_of(row, user_id)]
    for key in theirs:
        store(key).delete()
    return len(theirs)


def is_of(row: Session, user_id: int) -> bool:
    return bool(row.get_decoded().get(SESSION_KEY) == str(user_id))
