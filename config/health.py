"""The health page: one word per part, nothing about versions, hosts or data. 200 when all is well, 503 otherwise."""

import datetime
import logging
import os
import secrets

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from config.celery import app
from core import heartbeats

log = logging.getLogger(__name__)
SILENCE = datetime.timedelta(minutes=5)  # beat asks for a sign of life every minute


def _database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _cache():
    word = secrets.token_hex(8)
    cache.set("health", word, 30)
    return cache.get("health") is not None


def _broker():
    if not settings.REDIS_URL:
        return os.access(settings.BROKER_DIR / "messages", os.W_OK)
    with app.connection_for_write(connect_timeout=2) as broker:
        broker.ensure_connection(max_retries=1, timeout=3, errback=None)
        return True


def _files():
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    return os.access(settings.MEDIA_ROOT, os.W_OK)


def _background():
    """Beat and a worker: their last sign of life, by the machine clock."""
    last = heartbeats.last("worker")
    return last is not None and timezone.now() - last < SILENCE


PARTS = {
    "Cơ sở dữ liệu": _database,
    "Bộ nhớ đệm": _cache,
    "Hàng đợi": _broker,
    "Kho tệp": _files,
    "Xử lý nền": _background,
}


def _is_well(name, look):
    try:
        return look()
    except (DatabaseError, RedisError, OperationalError, OSError) as fault:
        log.warning("health: %s: %s", name, type(fault).__name__)
        return False


@login_not_required
@never_cache
@require_safe
def health(request):
    state = {name: _is_well(name, look) for name, look in PARTS.items()}
    lines = [f"{name}: {'tốt' if well else 'có lỗi'}" for name, well in state.items()]
    return HttpResponse(
        "\n".join(lines) + "\n", content_type="text/plain; charset=utf-8", status=200 if all(state.values()) else 503
    )
