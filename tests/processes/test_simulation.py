"""Made-up annotators on a real server: what their ledger says is what the database holds."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from annotation.choices import PairState, SlotState
from annotation.models import Batch, BatchPair, Judgment, Slot
from bench.crowd import people
from bench.crowd.crews import Web, serving
from jdb_site.demo import forty
from jdb_site.demo.pairs import demo_pairs
from tests.demo.conftest import take_in
from tests.processes.conftest import database_url

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PRECISE = {"finds": 1.0, "spares": 1.0, "pace": 0.0, "no_pictures": True, "trial_site": True}


@pytest.fixture
def web(tmp_path: Path, transactional_db: None) -> Iterator[Web]:
    env = {**os.environ, "DATABASE_URL": database_url(), "MEDIA_ROOT": str(tmp_path)}
    with serving(env, tmp_path / "web.log") as running:
        yield running


def simulate(web: Web, **asked: Any) -> None:
    call_command("simulate_annotators", "crowd", server=f"http://127.0.0.1:{web.port}", **(PRECISE | asked))


def test_the_ledger_is_what_the_database_holds_and_the_truth_is_what_settles(tmp_path: Path, web: Web):
    people.open_batch("crowd", 12, people.annotators(2))
    ledger = tmp_path / "ledger.jsonl"

    simulate(web, people=2, minutes=1, judgments=24, ledger=ledger)

    lines = [json.loads(line) for line in ledger.read_text().splitlines()]
    kept = Judgment.objects.values_list("submission_uuid", "annotator__user__username", "pair", "struck", "receipt")
    assert {(str(uuid), who, pair, tuple(struck), told) for uuid, who, pair, struck, told in kept} == {
        (line["uuid"], line["annotator"], line["pair"], tuple(line["asked"]), line["outcome"]) for line in lines
    }
    assert {line["annotator"] for line in lines} == {"sim-01", "sim-02"}
    canonical = {line["pair"]: line["struck"] for line in lines}
    settled = BatchPair.objects.filter(state=PairState.SETTLED)
    assert settled.count() == 12
    assert {pair.pk: pair.struck for pair in settled} == canonical
    assert not Slot.objects.filter(state=SlotState.LEASED).exists()


def test_a_known_truth_is_read_from_a_file(tmp_path: Path, web: Web):
    batch = people.open_batch("crowd", 2, people.annotators(2))
    truth = tmp_path / "truth.jsonl"
    pictures = BatchPair.objects.filter(batch=batch).values_list("image__public_id", flat=True)
    truth.write_text("".join(json.dumps({"picture": str(picture), "false": [1]}) + "\n" for picture in pictures))

    simulate(web, people=2, minutes=1, judgments=4, truth=truth)

    assert [pair.struck for pair in BatchPair.objects.all()] == [[1], [1]]


def test_the_forty_of_the_demo_judge_for_a_moment_by_what_the_pictures_show(
    web: Web, settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    settings.SITE_URL = f"http://127.0.0.1:{web.port}"
    monkeypatch.setattr(forty, "PACE", 0.0)
    monkeypatch.setattr(forty, "N_PEOPLE", 8)
    take_in(demo_pairs()[:6])

    n_judgments = [forty.let_work("ruth", seconds=2) for _ in range(2)]

    assert sum(n_judgments) == Judgment.objects.count() > 6 * 3
    assert list(Batch.objects.order_by("pk").values_list("name", flat=True)) == ["forty-1", "forty-2"]
    assert not Slot.objects.filter(state=SlotState.LEASED).exists()


def test_where_nobody_answers_it_says_so(transactional_db: None):
    people.open_batch("crowd", 2, people.annotators(2))

    with pytest.raises(CommandError, match="no answer"):
        call_command("simulate_annotators", "crowd", server="http://127.0.0.1:9", **PRECISE, people=1, minutes=0.01)
