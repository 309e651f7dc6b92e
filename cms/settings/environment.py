"""The one place that reads the environment; everything else imports the values from here.

What an admin may change (the unit's name, contacts, forms, duties) lives in the admin, not here.
"""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"
DEMO_SECRET_KEY = "desk-pilkada-demo-only-never-in-production"  # noqa: S105 - refused outside the demo
DEMO_IDENTITY_KEY = "ZGVzay1waWxrYWRhLWRlbW8taWRlbnRpdHkta2V5ISE="
SHORTEST_SECRET = 40  # characters

env = environ.Env()

DESK_DEMO = env.bool("DESK_DEMO", default=False)
TESTING = env.bool("DESK_TESTING", default=False)
SECRET_KEY = env.str("SECRET_KEY", default=DEMO_SECRET_KEY if DESK_DEMO or TESTING else "")
IDENTITY_KEYS = env.list("IDENTITY_KEYS", default=[DEMO_IDENTITY_KEY] if DESK_DEMO or TESTING else [])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
PUBLIC_URL = env.str("PUBLIC_URL", default="http://127.0.0.1:8000").rstrip("/")
DATABASE_URL = env.str("DATABASE_URL", default="") or f"sqlite:///{VAR_DIR / 'desk.sqlite3'}"
REDIS_URL = env.str("REDIS_URL", default="")
EMAIL_URL = env.str("EMAIL_URL", default="consolemail://")
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(VAR_DIR / "media"))
S3_BUCKET = env.str("S3_BUCKET", default="")
S3_ENDPOINT_URL = env.str("S3_ENDPOINT_URL", default="")
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")


def refuse_weak_values() -> None:
    """Stop with a sentence that names the value that is missing or too weak for production."""
    if DESK_DEMO or TESTING:
        return
    if len(SECRET_KEY) < SHORTEST_SECRET or SECRET_KEY == DEMO_SECRET_KEY:
        raise ImproperlyConfigured(f"SECRET_KEY must be set to a random text of at least {SHORTEST_SECRET} characters.")
    if not IDENTITY_KEYS or DEMO_IDENTITY_KEY in IDENTITY_KEYS:
        raise ImproperlyConfigured("IDENTITY_KEYS must hold at least one Fernet key of your own (the first encrypts, all decrypt).")
    if "*" in ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts that this installation answers to; '*' is not allowed.")
