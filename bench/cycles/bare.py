"""The least that a Django view can do with a database, one indexed SELECT and one INSERT, behind the same server."""

import json
import os
from typing import ClassVar

import environ
from django.conf import settings

POOL = {"min_size": 1, "max_size": int(os.environ["DATABASE_POOL_SIZE"]), "timeout": 10}

if not settings.configured:
    database = environ.Env.db_url_config(os.environ["DATABASE_URL"], engine="django.db.backends.postgresql")
    settings.configure(
        DATABASES={"default": {**database, "OPTIONS": {**database.get("OPTIONS", {}), "pool": POOL}}},
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["127.0.0.1"],
        SECRET_KEY="bare",  # noqa: S106  it signs nothing
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
    )

import django  # noqa: E402  after the settings

django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402
from django.http import HttpRequest, JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402


class Slot(models.Model):
    """One row to find."""

    pair_id = models.BigIntegerField()
    state = models.SmallIntegerField()
    objects: ClassVar[models.Manager["Slot"]] = models.Manager()

    class Meta:
        app_label = "bare"
        managed = False
        db_table = "annotation_slot"


class Note(models.Model):
    """One row to write."""

    pair_id = models.BigIntegerField()
    text = models.TextField()
    objects: ClassVar[models.Manager["Note"]] = models.Manager()

    class Meta:
        app_label = "bare"
        managed = False
        db_table = "bench_note"


def livez(request: HttpRequest) -> JsonResponse:
    return JsonResponse({})


def note(request: HttpRequest) -> JsonResponse:
    slot = Slot.objects.get(pk=json.loads(request.body)["slot"])
    made = Note.objects.create(pair_id=slot.pair_id, text="seen")
    answer = JsonResponse({"note": made.pk, "state": slot.state})
    answer["Content-Length"] = str(len(answer.content))
    return answer


urlpatterns = [path("livez", livez), path("note", note)]
application = get_wsgi_application()
