"""On a machine whose database others write to, this machine's public folder follows what they publish.

One thread of each web process asks once a second; the folder's lock lets one of them do the work.
"""

import logging
import threading
import time

from django.db import Error, connection

from .rendering import folder

logger = logging.getLogger(__name__)
SECONDS = 1.0


def start() -> None:
    """Begin to follow, in the background, until the process ends. With SQLite there is no other machine."""
    if connection.vendor != "sqlite":
        threading.Thread(target=_follow, name="public-folder", daemon=True).start()


def _follow() -> None:
    while True:
        time.sleep(SECONDS)
        try:
            folder.refresh()
        except (Error, OSError):  # the database is away: the pages stay as they are
            connection.close()
        except Exception:
            logger.exception("public folder not refreshed")
