"""The product's settings without what a test must not do: slow hashing, real mail, tasks in other processes."""

import datetime

from config.settings import *  # noqa: F403  the point of this file
from config.settings import CACHES as PRODUCT_CACHES
from config.settings import DATABASES, INSTALLED_APPS, PASSWORD_HASHERS, STATIC_ROOT, STORAGES, VAR_DIR

INSTALLED_APPS = [*INSTALLED_APPS, "tests.units.drafts"]  # a model that is granted one by one
THIDUA_TODAY = datetime.date(2022, 3, 8)
SECRET_KEY = "tests only: " + "k" * 50
SITE_URL = "http://thidua.test"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = VAR_DIR / "test-files"  # conftest points it to a folder of the test's own
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True  # looked up when asked, not all listed for each test client
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False

CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
CACHES = {**PRODUCT_CACHES, "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# A file, not memory: the threaded proofs need two real connections. SQLite only; PostgreSQL names its own.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
    )
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0
