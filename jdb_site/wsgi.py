"""What the web server imports."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from dataset.rules.rests import WEB

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jdb_site.settings")
os.environ.setdefault("PGAPPNAME", WEB)  # so that long work sees when people are at work

application = get_wsgi_application()

# What was imported stays: the collector need not look through it again and again, nor so often.
gc.freeze()
gc.set_threshold(10_000, 20, 20)
