"""A process of Celery's pool may have children of its own."""

from typing import Any

import billiard

from dataset.gateways.daemons import children_allowed
from dataset.gateways.sides import side_by_side


def split_with_children(answers: Any) -> None:
    with children_allowed():
        answers.put(sorted(side_by_side(str.split, ["a b", "c"])))


def test_a_daemon_of_the_pool_has_work_done_side_by_side() -> None:
    answers = billiard.SimpleQueue()
    daemon = billiard.Process(target=split_with_children, args=(answers,), daemon=True)
    daemon.start()

    assert answers.get() == [(0, "a"), (0, "b"), (1, "c")]
    daemon.join()
    assert daemon.exitcode == 0
