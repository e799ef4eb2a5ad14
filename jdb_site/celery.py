"""The Celery app. Messages are doorbells: what is to be done stands in PostgreSQL, a lost message costs nothing."""

import os
import socket
from typing import Any

from celery import Celery
from celery.signals import after_task_publish, beat_init, worker_process_init, worker_ready

from jdb_site.channels import Broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jdb_site.settings")

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
