"""What `manage.py check` refuses: an installation configured half way, and a production that is not safe."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register

LOCAL = {"127.0.0.1", "localhost", "[::1]", "::1"}


@register(Tags.security)
def both_or_neither(app_configs, **kwargs):
    """PostgreSQL with a broker in files, or SQLite with Redis, works today and loses work tomorrow."""
    if bool(settings.DATABASE_URL) == bool(settings.REDIS_URL):
        return []
    given, lacking = ("DATABASE_URL", "REDIS_URL") if settings.DATABASE_URL else ("REDIS_URL", "DATABASE_URL")
    return [
        Error(
            f"{given} is set, but {lacking} is not.",
            hint="Production needs both; the embedded installation needs neither.",
            id="thidua.E001",
        )
    ]


@register(Tags.security, deploy=True)
def production_is_complete(app_configs, **kwargs):
    """Everything docs/production.md asks for, as far as the settings show it."""
    found = []

    def error(number, message, hint=""):
        found.append(Error(message, hint=hint, id=f"thidua.E{number:03}"))

    if not settings.PRODUCTION:
        error(2, "DATABASE_URL and REDIS_URL are not set.", "An embedded installation is not for production.")
    elif "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        error(3, "DATABASE_URL does not name a PostgreSQL database.")
    own_secret = settings.VAR_DIR / "secret-key"
    if own_secret.exists() and own_secret.read_text().strip() == settings.SECRET_KEY:
        error(
            4, "SECRET_KEY is the one made for an embedded installation.", "Set SECRET_KEY, the same on all machines."
        )
    if urlsplit(settings.SITE_URL).scheme != "https":
        error(5, "SITE_URL does not begin with https://.", "Links in messages would lead to an unprotected page.")
    hosts = set(settings.ALLOWED_HOSTS)
    if "*" in hosts or not hosts - LOCAL:
        error(6, "ALLOWED_HOSTS does not name the address people use.", "For example ALLOWED_HOSTS=thidua.tinh.gov.vn")
    if settings.THIDUA_TODAY:
        error(7, "THIDUA_TODAY fixes the clock.", "It is for demonstrations and replays only.")
    if settings.EMAIL_BACKEND.startswith("core.mailbox"):
        found.append(
            Warning(
                "EMAIL_URL is not set: messages stay in the product's own mailbox page.",
                hint="For example EMAIL_URL=smtp+tls://user:password@mail.tinh.gov.vn:587",
                id="thidua.W001",
            )
        )
    if not settings.AXES_IPWARE_PROXY_COUNT:
        found.append(
            Warning(
                "PROXY_COUNT is not set: sign-in lockout would see the proxy's address for everybody.",
                hint="PROXY_COUNT=1 behind one nginx.",
                id="thidua.W002",
            )
        )
    return found
