"""The Celery application. The beat schedule is in settings: code, not database rows."""

import os

from celery import Celery
from celery.signals import beat_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("thidua")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@beat_init.connect
def ask_for_the_first_sign(**_later):
    """Beat asks for a sign of life when it starts, not a minute later: the health page is right within seconds."""
    app.tasks["core.heartbeat"].apply_async(expires=60)
