"""
The sessions' store: rows of PostgreSQL alone, read by one plain statement.

Not cached: a session that ended must not come back with an older Redis, and no page may need Redis. Read without the
ORM, which would cost a request more than the row does.
"""

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

READ = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Django's own store of rows, with a cheaper look at them."""

    def load(self) -> dict[str, Any]:
        """What the session holds; empty, and its key forgotten, when there is none or it is over."""
        with connection.cursor() as cursor:
            cursor.execute(READ, [self.session_key, timezone.now()])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        found: dict[str, Any] = self.decode(row[0])
        return found
