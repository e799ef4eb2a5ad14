"""What the logs hold, and what would drown them."""

import logging


def test_single_questions_to_models_are_no_lines_of_the_log() -> None:
    assert not logging.getLogger("httpx2").isEnabledFor(logging.INFO)
    assert logging.getLogger("dataset.tasks").isEnabledFor(logging.INFO)
