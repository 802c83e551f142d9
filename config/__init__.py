"""The roof: settings, addresses, the Celery application, deploy checks and the first page (Bàn làm việc)."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
