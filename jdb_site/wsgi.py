"""What the web server imports."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jdb_site.settings")

application = get_wsgi_application()

# What was imported stays: the collector need not look through it again and again, nor so often.
gc.freeze()
gc.set_threshold(10_000, 20, 20)
