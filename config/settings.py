"""One settings file; the environment decides.

Nothing set: the embedded default (SQLite, filesystem broker, local cache, in-product mailbox) below `THIDUA_VAR`.
`DATABASE_URL` and `REDIS_URL` set: production. `config/checks.py` refuses what is half way.
"""

import datetime
import logging
from pathlib import Path

import environ
from celery.schedules import crontab

from config import logs

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("THIDUA_VAR", default="") or BASE_DIR / "var")  # make exports it empty when it is not given
VAR_DIR.mkdir(parents=True, exist_ok=True)


def _local_secret():
    """A secret made once for this folder; production gives its own by SECRET_KEY."""
    path = VAR_DIR / "secret-key"
    if not path.exists():
        from django.core.management.utils import get_random_secret_key  # noqa: PLC0415  only on the first start

        path.touch(mode=0o600)
        path.write_text(get_random_secret_key() + get_random_secret_key())
    return path.read_text().strip()


# What is configured ---------------------------------------------------------------------------------------------
DATABASE_URL = env.str("DATABASE_URL", default="")
REDIS_URL = env.str("REDIS_URL", default="")
PRODUCTION = bool(DATABASE_URL and REDIS_URL)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or _local_secret()
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# The product's own parameters -----------------------------------------------------------------------------------
THIDUA_TODAY = datetime.date.fromisoformat(env.str("THIDUA_TODAY")) if env.str("THIDUA_TODAY", default="") else None
SUPPORT_PAGES = env.bool("SUPPORT_PAGES", default=False)  # Django's own pages for superusers, read-only
PROVINCE = env.str("PROVINCE", default="Điện Biên")
HIGHLAND = env.bool("HIGHLAND", default=True)  # mountain, midland or remote: the law lets its fund be larger

# Application ----------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "config.apps.HomeConfig",
    "awards",
    "clusters",
    "campaigns",
    "plans",
    "units",
    "core",
    "config.apps.SupportConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "template_partials.apps.SimpleAppConfig",
    "django_htmx",
    "guardian",
    "import_export",
    "simple_history",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_structlog",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "units.middleware.SessionAgeMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.middleware.HtmxLoginMiddleware",
    "core.middleware.SignInRequiredMiddleware",
    "units.middleware.AccountGateMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": ["core.templatetags.thidua", "template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.shell",
            ],
        },
    }
]

# Database: SQLite waits its turn (IMMEDIATE) and lets readers go on (WAL) ------------------------------------------
if DATABASE_URL:
    DATABASES = {"default": env.db_url("DATABASE_URL")}
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR_DIR / "thidua.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 60,  # an import of 3.000 people holds the writer's place for about 20 seconds
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
_REDIS = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
_FILES = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(VAR_DIR / "shared")}
CACHES = {
    "default": _REDIS if REDIS_URL else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "shared": _REDIS if REDIS_URL else _FILES,  # what a worker says and a web process reads
}

# Celery: Redis in production; files under var/ otherwise, with a real worker and beat ------------------------------
CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 15 * 60
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 30 * 60}
else:
    BROKER_DIR = VAR_DIR / "broker"
    for folder in ("messages", "processed", "control"):
        (BROKER_DIR / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_URL = "filesystem://localhost//"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_DIR / "messages"),
        "data_folder_out": str(BROKER_DIR / "messages"),
        "processed_folder": str(BROKER_DIR / "processed"),
        "control_folder": str(BROKER_DIR / "control"),
        "store_processed": False,
        "polling_interval": 0.2,
    }
# Every job is safe to repeat, so hourly runs catch up what a machine that was off at eight has missed.
BEAT_SECONDS = env.int("THIDUA_BEAT_SECONDS", default=0)  # proofs and replays: run every job so often


def _beat(task, when):
    pace = BEAT_SECONDS or when
    seconds = pace if isinstance(pace, int) else 55 * 60
    return {"task": task, "schedule": pace, "options": {"expires": seconds}}


CELERY_BEAT_SCHEDULE = {
    "reminders": _beat("core.remind_daily", crontab(minute=0, hour="8-17")),  # quiet on days off
    "daily-mails": _beat("core.wrap_daily", crontab(minute=30, hour="8-17")),
    "send": _beat("core.send_pending", 60),
    "files": _beat("core.rescan_files", crontab(minute="*/15")),
    "left-over-files": _beat("core.sweep_files", crontab(minute=30, hour=2)),
    "journal": _beat("core.verify_journal", crontab(minute=0, hour=2)),
    "units": _beat("units.bring_up_to_date", crontab(minute=5)),
    "imports": _beat("core.apply_imports", 60),  # confirming asks at once; this takes up what a dead worker left
    "left-over-imports": _beat("core.forget_imports", crontab(minute=45)),
    "heartbeat": _beat("core.heartbeat", 60),
}
NOTICE_BATCH = env.int("NOTICE_BATCH", default=100)
NOTICE_STUCK = datetime.timedelta(
    seconds=env.int("NOTICE_STUCK_SECONDS", default=60 * 60)
)  # longer than a task may run
IMPORT_LEASE = env.int("IMPORT_LEASE_SECONDS", default=120)  # so long after its last word a worker is taken for dead

# Mail: SMTP when EMAIL_URL says so; otherwise the mailbox page inside the product ----------------------------------
if env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "core.mailbox.EmailBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Ban Thi đua - Khen thưởng <thidua@localhost>")
EMAIL_TIMEOUT = 20

# Accounts ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "units.User"
LOGIN_URL = "units:sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "units:sign-in"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "units.forms.passwords.OwnNameValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_IDLE_SECONDS = 60 * 60  # nothing done for so long ends the session; SESSION_COOKIE_AGE ends it in any case
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = datetime.timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the page tells a time, and the time stands
AXES_LOCKOUT_CALLABLE = "units.signin.locked_out"
AXES_IPWARE_PROXY_COUNT = env.int("PROXY_COUNT", default=0) or None
AXES_IPWARE_META_PRECEDENCE_ORDER = (
    ["HTTP_X_FORWARDED_FOR", "REMOTE_ADDR"] if AXES_IPWARE_PROXY_COUNT else ["REMOTE_ADDR"]
)
OTP_TOTP_ISSUER = f"Thi đua, khen thưởng {PROVINCE}"
GUARDIAN_RAISE_403 = False
ANONYMOUS_USER_NAME = None  # guardian: no anonymous account exists

# Language and time --------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]

# Static and private files ---------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
if not PRODUCTION:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns when it is missing
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "files")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a plan of 300 tasks has about ten fields a row
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
MAX_FILE_MB = env.int("MAX_FILE_MB", default=25)
CLAMD_SOCKET = env.str("CLAMD_SOCKET", default="")  # ClamAV's daemon: a socket's path or host:port; empty: no scanner
X_ACCEL_PREFIX = env.str("X_ACCEL_PREFIX", default="")  # "/private/" behind nginx; empty: Django sends the bytes

# Security ------------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "font-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^suc-khoe/$"]  # monitors ask each machine directly
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

# Logs: structured, without personal data ------------------------------------------------------------------------------
LOGGING = logs.configuration(
    style=env.str("LOG_FORMAT", default="json" if PRODUCTION else "line"),
    level=env.str("LOG_LEVEL", default="INFO" if PRODUCTION else "WARNING"),
)
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = logging.INFO
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
