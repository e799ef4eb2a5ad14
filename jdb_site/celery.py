"""The Celery app. Messages are doorbells: what is to be done stands in PostgreSQL, a lost message costs nothing."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jdb_site.settings")

app = Celery("strikeout")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
