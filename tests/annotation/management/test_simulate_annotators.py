"""Made-up annotators are refused where they could be taken for people."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from annotation.models import Annotator
from tests.factories import BatchFactory

pytestmark = pytest.mark.django_db


def test_on_a_site_that_is_no_trial_nothing_is_made_up(settings: Any):
    settings.DEMO = False
    BatchFactory(name="real")

    with pytest.raises(CommandError, match="judgments that nobody made"):
        call_command("simulate_annotators", "real")

    assert Annotator.objects.count() == 0


@pytest.mark.parametrize("fields", [{"name": "other"}, {"name": "asked", "state": "closed"}])
def test_only_a_batch_in_work_is_judged(fields: dict[str, Any]):
    BatchFactory(**fields | ({"closed_at": "2026-11-22T09:00:00Z"} if "state" in fields else {}))

    with pytest.raises(CommandError, match="no batch 'asked' in work"):
        call_command("simulate_annotators", "asked", trial_site=True)


@pytest.mark.parametrize("line", ["{", '{"picture": "a"}', '{"picture": "a", "false": ["x"]}'])
def test_a_truth_that_cannot_be_read_names_its_line(tmp_path: Path, line: str):
    BatchFactory(name="asked")
    truth = tmp_path / "truth.jsonl"
    truth.write_text('{"picture": "a", "false": [1]}\n' + line + "\n")

    with pytest.raises(CommandError, match=r"line 2: wanted"):
        call_command("simulate_annotators", "asked", trial_site=True, truth=truth, people=0)


def test_a_skill_beyond_certainty_is_refused():
    BatchFactory(name="asked")

    with pytest.raises(CommandError, match="between 0 and 1"):
        call_command("simulate_annotators", "asked", trial_site=True, finds=1.5)
