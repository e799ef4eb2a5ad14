"""What happens by itself, in a real worker: nobody calls, the rows say what is due."""

import subprocess

import pytest
from django.conf import settings

from annotation.actions import batches
from annotation.choices import BatchState, PairState, PulseKind
from annotation.models import BatchPair, Pulse, Slot
from annotation.rules.selections import Selection
from dataset.models import Verdict
from tests.annotation.tables import RED, Table
from tests.factories import NOW, AnnotatorFactory, ImageFactory
from tests.processes.conftest import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_settled_pair_is_published_and_an_opened_batch_comes_into_work(worker: subprocess.Popen[bytes]):
    table = Table()
    table.judge(0, RED)
    table.judge(1, RED)
    image = ImageFactory()
    selection = Selection(sample=1)
    annotators = AnnotatorFactory.create_batch(2)
    batch = batches.open_batch(name="new", selection=selection, annotators=annotators, actor="ann", now=NOW)

    wait_until(lambda: Verdict.objects.exists() and Slot.objects.filter(batch=batch).exists())

    assert Verdict.objects.get().struck == [RED]
    pair = BatchPair.objects.get(batch=batch)
    assert (pair.image, pair.state) == (image, PairState.OPEN)
    wait_until(lambda: type(batch).objects.get(pk=batch.pk).state == BatchState.OPEN)
    wait_until(lambda: rung() >= {"annotation.tasks.tick_verdicts", "annotation.tasks.tick_batches"})


def rung() -> set[str]:
    """What the clock says that it rang for."""
    return {task for clock in Pulse.objects.filter(kind=PulseKind.BEAT, version=settings.BUILD) for task in clock.ticks}
