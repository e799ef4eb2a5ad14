"""The Celery app. Messages are doorbells: what is to be done stands in PostgreSQL, a lost message costs nothing."""

import os
import socket
from typing import Any

from celery import Celery
from celery.app.amqp import AMQP
from celery.signals import after_task_publish, beat_init, worker_process_init, worker_ready
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


@worker_ready.connect
def show_worker(sender: Any, **_: Any) -> None:
    """A worker that takes messages shows that it is alive, and what it has in hand."""
    from celery.worker import state  # noqa: PLC0415  the web server needs none of it

    from annotation.choices import PulseKind  # noqa: PLC0415
    from annotation.gateways.pulses import Sign  # noqa: PLC0415
    from jdb_site.pulses import Hands, Heart  # noqa: PLC0415

    sign = Sign(PulseKind.WORKER, str(sender.hostname), sorted(app.amqp.queues.consume_from))
    Heart(sign, in_hand=Hands(state.active_requests)).start()


@beat_init.connect
def show_beat(**_: Any) -> None:
    """So does the clock, and when it last rang for what; one that is embedded in a worker is told of here too."""
    from annotation.choices import PulseKind  # noqa: PLC0415
    from annotation.gateways.pulses import Sign  # noqa: PLC0415
    from jdb_site.pulses import Bells, Heart  # noqa: PLC0415

    bells = Bells()
    after_task_publish.connect(bells.rang, weak=False)
    Heart(Sign(PulseKind.BEAT, f"beat@{socket.gethostname()}"), ticks=bells.last).start()
