"""
The sessions' store: rows of PostgreSQL alone, read by one plain statement.

Not cached: a session that ended must not come back with an older Redis, and no page may need Redis. Read prepared and
without the ORM, which would cost a request more than the row does.
"""

from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from annotation.gateways import prepared

READ = "SELECT session_data FROM django_session WHERE session_key = %(key)s AND expire_date > %(now)s"


class SessionStore(db.SessionStore):
    """Django's own store of rows, with a cheaper look at them."""

    def load(self) -> dict[str, Any]:
        """What the session holds; empty, and its key forgotten, when there is none or it is over."""
        rows = prepared.rows(READ, {"key": self.session_key, "now": timezone.now()})
        if not rows:
            self._session_key = None
            return {}
        found: dict[str, Any] = self.decode(rows[0]["session_data"])
        return found
