"""
Random schedules against a model. STATEFUL_EXAMPLES asks for more of them than the default, each time others.
"""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.annotation.stateful.machine import Queue

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_whatever_people_do_in_whatever_order_the_queue_is_as_the_model_says():
    asked = os.environ.get("STATEFUL_EXAMPLES")
    run_state_machine_as_test(
        Queue,
        settings=settings(
            max_examples=int(asked or 20),
            stateful_step_count=40,
            derandomize=asked is None,
            suppress_health_check=list(HealthCheck),
        ),
    )
