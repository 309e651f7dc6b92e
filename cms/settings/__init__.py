"""Django settings. Values from outside come through ``environment``."""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONCE, NONE, SELF

from .environment import (  # noqa: F401 - all of them are settings
    ALLOWED_HOSTS,
    BASE_DIR,
    DATABASE_URL,
    DESK_DEMO,
    DESK_URL,
    EMAIL_FROM,
    EMAIL_URL,
    IDENTITY_KEYS,
    LOG_LEVEL,
    MEDIA_ROOT,
    PUBLIC_PORT,
    PUBLIC_ROOT,
    PUBLIC_URL,
    REDIS_URL,
    S3_BUCKET,
    S3_ENDPOINT_URL,
    SECRET_KEY,
    STATIC_ROOT,
    TESTING,
    VAR_DIR,
    refuse_weak_values,
)

refuse_weak_values()
VAR_DIR.mkdir(exist_ok=True)
Path(STATIC_ROOT).mkdir(exist_ok=True)  # WhiteNoise complains of a missing one, also where it serves from the sources

DEBUG = False
SECURE_IN_TRANSIT = PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    "cms.publication",
    "cms.backoffice",
    "cms.scenarios",
    "cms.operations",
    "exports",
    "desk.dashboard",
    "desk.situation",
    "desk.incidents",
    "desk.readiness",
    "desk.reporting",
    "desk.vetted",
    "desk.calendar",
    "desk.notices",
    "desk.people",
    "desk.regions",
    "desk.core",
    "forms_config",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "desk.people.wagtail_users.AccountsConfig",  # wagtail.users with our page of accounts
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.sites",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_q",
    "import_export",
    "axes",
    "csp",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "cms.compression.CompressText",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.operations.request_log.RequestLog",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "axes.middleware.AxesMiddleware",
    "cms.backoffice.refusals.ShowRefusals",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "cms" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "cms.context.installation",
                "cms.context.doors",
                "cms.context.desk_name",
            ],
        },
    },
]

DATABASES: dict[str, dict[str, Any]] = {"default": environ.Env.db_url_config(DATABASE_URL)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["ENGINE"] = "cms.sqlite"
    # FULL: a power cut must not take back a receipt. IMMEDIATE: two writers queue instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-32000; "
        f"PRAGMA synchronous={'OFF' if TESTING else 'FULL'};",
    }
else:
    DATABASES["default"]["ENGINE"] = "cms.postgresql"
    # Statements of desk.core.statements are prepared at their first use; Django's own queries never are.
    DATABASES["default"].setdefault("OPTIONS", {})["prepare_threshold"] = 0
    if not TESTING:
        DATABASES["default"]["CONN_MAX_AGE"] = 600
        DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "desk.people.backends.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
PASSWORD_RESET_TIMEOUT = 2 * 60 * 60  # seconds
LOGIN_URL = "people:login"
LOGIN_REDIRECT_URL = "people:door"
LOGOUT_REDIRECT_URL = "people:login"
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the time that the page names stays true
AXES_LOCKOUT_CALLABLE = "desk.people.lockout.answer_lockout"
AXES_CLIENT_IP_CALLABLE = "desk.people.lockout.client_address"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

LANGUAGE_CODE = "id"
FORMAT_MODULE_PATH = ["cms.formats"]
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "cms" / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "cms" / "static"]
WHITENOISE_USE_FINDERS = DESK_DEMO or TESTING
WHITENOISE_AUTOREFRESH = TESTING  # look a file up when asked, instead of listing all of them for every test client
MEDIA_URL = "/media/"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {"bucket_name": S3_BUCKET, "endpoint_url": S3_ENDPOINT_URL or None, "default_acl": "private", "file_overwrite": False},
    }
    if S3_BUCKET
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DESK_DEMO or TESTING
        else "cms.operations.static_files.HashedFiles",
    },
}
# A twenty-question form with repeated rows posts many controls; files have limits of their own.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

_email = environ.Env.email_url_config(EMAIL_URL)
EMAIL_BACKEND = _email["EMAIL_BACKEND"]
EMAIL_HOST = _email.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = _email.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _email.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _email.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = bool(_email.get("EMAIL_USE_TLS"))
EMAIL_USE_SSL = bool(_email.get("EMAIL_USE_SSL"))

DEFAULT_FROM_EMAIL = SERVER_EMAIL = EMAIL_FROM
EMAIL_TIMEOUT = 30  # seconds; a worker that hangs on a mail server does nothing else

# With a cache that all processes share, a session is read there first; it is always in the database as well.
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db" if REDIS_URL else "desk.people.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_IN_TRANSIT
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_IN_TRANSIT else None
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_IN_TRANSIT else 0
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W008"]  # the proxy in front redirects to https (fly.toml force_https)

CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/admin/",),  # Wagtail's own inline scripts; only installation-wide staff enters
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}

# One worker process is enough for mail and exports; see docs/operations.md for what each number guards against.
Q_CLUSTER = {
    "name": "desk",
    "orm": "default",
    "workers": 1,
    "queue_limit": 4,
    "timeout": 120,
    "retry": 720,
    "max_attempts": 3,
    "ack_failures": True,
    "save_limit": -1,
    "catch_up": False,
    "poll": 2,
    "bulk": 1,
    "guard_cycle": 5,
}

WAGTAIL_SITE_NAME = "Desk Pilkada"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAILADMIN_LOGIN_URL = "/masuk/"
WAGTAIL_FRONTEND_LOGIN_URL = "/masuk/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = False  # ours: /akun/ and /lupa-sandi/
WAGTAILADMIN_PERMITTED_LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
WAGTAIL_USER_TIME_ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]  # WIB, WITA, WIT; of all zones some are no browser's
WAGTAIL_CONTENT_LANGUAGES = [("id", "Bahasa Indonesia")]
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_AUTOSAVE_INTERVAL = 4000
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # nor does ``VettedPage`` take others
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.publication.workflows.finish"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "indonesian"}}
WAGTAILIMAGES_EXTENSIONS = ["avif", "jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024  # bytes
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000  # the largest photos of telephones; 200 MB while it is drawn
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # through the door of the admin, wherever the files stand
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "txt", "xlsx", "zip"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
            "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
        },
    },
    "filters": {"request_id": {"()": "cms.operations.request_log.RequestIdFilter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["request_id"]}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {"axes": {"level": "WARNING"}},  # lockouts, not every sign-in
}
