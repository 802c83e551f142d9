"""Logs: one line per event, JSON in production, without personal data.

A line carries ids, never names, addresses of people, search words or secret addresses: the query string is cut, long
random parts of a path are covered, and neither IP address nor browser is written.
"""

import re

import structlog

DROPPED = ("user_agent", "ip", "referer", "password", "token")
SECRET_PART = re.compile(r"(?<=/)[A-Za-z0-9_-]{20,}")


def without_personal_data(logger, method, event):
    """structlog processor: drop what names a person, shorten addresses to what a maintainer needs."""
    for name in DROPPED:
        event.pop(name, None)
    if "request" in event:
        event["request"] = SECRET_PART.sub("…", str(event["request"]).partition("?")[0])
    return event


SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
    without_personal_data,
]


def configuration(*, style, level):
    """The LOGGING setting. `style`: "json" for machines, "line" for people. Also sets structlog to go the same way."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": _formatter(structlog.stdlib.ProcessorFormatter.remove_processors_meta, plain),
            "json": _formatter(
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ),
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": style}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True, "level": "NOTSET"},
            # django_structlog says the same with a request id and without the address of the visitor
            "django.request": {"level": "CRITICAL"},
            "django.server": {"handlers": [], "propagate": True, "level": "WARNING"},
            "axes": {"level": "ERROR"},  # it writes names and addresses; the sign-in journal keeps what matters
            "fontTools": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
        },
    }


def _formatter(*processors):
    return {"()": structlog.stdlib.ProcessorFormatter, "foreign_pre_chain": SHARED, "processors": list(processors)}
