"""The one place that reads the environment; everything else imports the values from here.

What an admin may change (the unit's name, contacts, forms, duties) lives in the admin, not here. Every name is described
in docs/operations.md.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = BASE_DIR / "var"
DEMO_SECRET_KEY = "desk-pilkada-demo-only-never-in-production"  # noqa: S105 - refused outside the demo
DEMO_IDENTITY_KEY = "ZGVzay1waWxrYWRhLWRlbW8taWRlbnRpdHkta2V5ISE="
SHORTEST_SECRET = 40  # characters
LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
MAIL_THAT_STAYS = ("consolemail:", "dummymail:", "memorymail:", "filemail:")

env = environ.Env()

DESK_DEMO = env.bool("DESK_DEMO", default=False)
TESTING = env.bool("DESK_TESTING", default=False)
PRODUCTION = not DESK_DEMO and not TESTING

SECRET_KEY = env.str("SECRET_KEY", default="" if PRODUCTION else DEMO_SECRET_KEY)
IDENTITY_KEYS = env.list("IDENTITY_KEYS", default=[] if PRODUCTION else [DEMO_IDENTITY_KEY])
PUBLIC_URL = env.str("PUBLIC_URL", default="" if PRODUCTION else f"http://127.0.0.1:{env.str('PORT', default='8000')}").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[urlsplit(PUBLIC_URL).hostname or "", *LOCAL_HOSTS])
DATABASE_URL = env.str("DATABASE_URL", default="") or f"sqlite:///{VAR_DIR / 'desk.sqlite3'}"
REDIS_URL = env.str("REDIS_URL", default="")
EMAIL_URL = env.str("EMAIL_URL", default="" if PRODUCTION else "consolemail://")
EMAIL_FROM = env.str("EMAIL_FROM", default=f"desk@{urlsplit(PUBLIC_URL).hostname or 'localhost'}")
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(VAR_DIR / "media"))
PUBLIC_ROOT = env.str("PUBLIC_ROOT", default=str(VAR_DIR / "public"))
PUBLIC_PORT = int(env.str("PUBLIC_PORT", default="") or 0)
DESK_URL = env.str("DESK_URL", default=PUBLIC_URL if PUBLIC_PORT else "").rstrip("/")  # empty: the public pages' own address
STATIC_ROOT = env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
S3_BUCKET = env.str("S3_BUCKET", default="")
S3_ENDPOINT_URL = env.str("S3_ENDPOINT_URL", default="")
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")


def _is_fernet_key(text: str) -> bool:
    try:
        Fernet(text)
    except ValueError:
        return False
    return True


def refuse_weak_values() -> None:
    """Stop with a sentence that names the value that is missing or too weak for production."""
    if not PRODUCTION:
        return
    public = urlsplit(PUBLIC_URL)
    refusals = {
        f"SECRET_KEY must be set to a random text of at least {SHORTEST_SECRET} characters.": len(SECRET_KEY) < SHORTEST_SECRET
        or SECRET_KEY == DEMO_SECRET_KEY,
        "IDENTITY_KEYS must hold at least one Fernet key of your own (the first encrypts, all decrypt).": not IDENTITY_KEYS
        or DEMO_IDENTITY_KEY in IDENTITY_KEYS
        or not all(_is_fernet_key(key) for key in IDENTITY_KEYS),
        "IDENTITY_KEYS and SECRET_KEY must not be the same.": SECRET_KEY in IDENTITY_KEYS,
        "PUBLIC_URL must be the address that people type, such as https://desk.example.go.id": public.scheme not in {"https", "http"}
        or not public.hostname,
        "PUBLIC_URL must begin with https:// unless it is on this machine.": public.scheme == "http"
        and public.hostname not in {"127.0.0.1", "localhost"},
        "ALLOWED_HOSTS must name the hosts that this installation answers to; '*' is not allowed.": "*" in ALLOWED_HOSTS
        or not any(ALLOWED_HOSTS),
        "PUBLIC_PORT must be another port than PORT.": int(env.str("PORT", default="8000")) == PUBLIC_PORT,
        "EMAIL_URL must name a mail server, such as smtp+tls://user:password@mail.example.go.id:587": not EMAIL_URL
        or EMAIL_URL.startswith(MAIL_THAT_STAYS),
    }
    for sentence, refused in refusals.items():
        if refused:
            raise ImproperlyConfigured(sentence)
