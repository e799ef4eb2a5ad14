"""The Celery app. Messages are doorbells: what is to be done stands in PostgreSQL, a lost message costs nothing."""

import os
from typing import Any

from celery import Celery
from celery.app.amqp import AMQP
from celery.signals import worker_process_init
from kombu import Connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jdb_site.settings")


class Patient(Connection):
    """Asks for a broker that is away every few seconds; Celery's own waits grow to half a minute."""

    def ensure_connection(self, *arguments: Any, **wishes: Any) -> Any:
        patience = {"interval_start": 1, "interval_step": 1, "interval_max": 4}
        return super().ensure_connection(*arguments, **(patience | wishes))


class Broker(AMQP):
    """Celery's broker, over patient connections."""

    Connection = Patient


app = Celery("strikeout", amqp=Broker)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def give_way(**_: Any) -> None:
    """A worker's processes come after those that serve pages."""
    from dataset.gateways.priorities import stand_back  # noqa: PLC0415  the web server needs none of it

    stand_back()
