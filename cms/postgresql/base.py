"""Django's PostgreSQL backend; a connection kept from an earlier request is asked whether it lives only when there is a sign that it may not.

A server that ended a connection (a restart, a timeout) has said so: there is something to read on a connection where nothing was asked.
Without that sign the first statement of the request goes out at once, instead of after a ``SELECT 1`` of its own.
"""

import select

from django.db.backends.postgresql import base
from psycopg.pq import ConnStatus, TransactionStatus


class DatabaseWrapper(base.DatabaseWrapper):
    health_check_done: bool  # of this request: Django asks once

    def close_if_health_check_failed(self) -> None:
        if self.connection is not None and not self.health_check_done and self._rests():
            self.health_check_done = True
        super().close_if_health_check_failed()

    def _rests(self) -> bool:
        """Whether the connection is idle and the server has sent nothing, not even that it closed it."""
        link = self.connection.pgconn
        if link.status != ConnStatus.OK or link.transaction_status != TransactionStatus.IDLE:
            return False
        look = select.poll()
        look.register(link.socket, select.POLLIN)  # an error or an end is always told
        return not look.poll(0)
