"""
The sessions' store: rows of PostgreSQL alone, read by one plain statement.

Not cached: a session that ended must not come back with an older Redis, and no page may need Redis. Read prepared and
without the ORM, which would cost a request more than the row does.
"""

import json
from functools import lru_cache
from typing import Any

from django.contrib.sessions.backends import db
from django.core import signing
from django.utils import timezone

from annotation.gateways import prepared

READ = "SELECT session_data FROM django_session WHERE session_key = %(key)s AND expire_date > %(now)s"


class AsItIs(signing.JSONSerializer):
    """Leaves what was signed as it was read."""

    def loads(self, data: bytes) -> bytes:
        return data


@lru_cache(maxsize=4_096)
def verified(session_data: bytes | str, salt: str) -> bytes:
    """
    The JSON within, after a look at its signature: one look at each text, which most requests find unchanged.

    :raises BadSignature: it is none of ours
    """
    return bytes(signing.loads(str(session_data), salt=salt, serializer=AsItIs))


class SessionStore(db.SessionStore):
    """Django's own store of rows, with a cheaper look at them."""

    def load(self) -> dict[str, Any]:
        """What the session holds; empty, and its key forgotten, when there is none or it is over."""
        rows = prepared.rows(READ, {"key": self.session_key, "now": timezone.now()})
        if not rows:
            self._session_key = None
            return {}
        return self.decode(rows[0]["session_data"])

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """What a row holds; empty, and told in the log, when its signature is not ours."""
        try:
            found = json.loads(verified(session_data, self.key_salt))
        except signing.BadSignature:
            found = super().decode(session_data)
        return dict(found)
