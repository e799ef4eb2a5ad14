"""The site: settings, the front door, the demo. Importing it readies Celery, so that tasks find their app."""

from jdb_site.celery import app as celery_app

__all__ = ["celery_app"]
