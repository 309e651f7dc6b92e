"""Django's sessions in the database, read by one prepared statement (``SESSION_ENGINE``). Written as Django writes them."""

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from desk.core.statements import fetch

SESSION = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        """What the session holds; a session that ended or never was gets a new key when something is written to it."""
        found = fetch(SESSION, [self.session_key, connection.ops.adapt_datetimefield_value(timezone.now())])
        if not found:
            self._session_key = None
            return {}
        return self.decode(found[0][0])
