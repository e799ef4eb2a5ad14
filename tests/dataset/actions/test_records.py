"""The records of verdicts: there with the verdict, made again where they are missing."""

import json

import pytest

from dataset.actions import records
from dataset.models import VerdictRecord
from tests.dataset import settled
from tests.dataset.exporting import TEXT

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_published_verdict_has_the_record_of_its_words() -> None:
    verdict = settled.settled(1, TEXT, [4, 5])

    record = verdict.record
    assert (str(record.exported_id), record.n_words) == (settled.x_id(1), 6)
    assert json.loads(record.made_by) == {
        "method": "consensus/majority-1",
        "parameters": {"wanted": 2},
        "tokeniser": verdict.tokenisation.version,
    }
    assert (json.loads(record.prompt), json.loads(record.clean_prompt)) == (TEXT, "a red apple")
    assert json.loads(record.removed) == [
        {"index": 3, "word": "and", "auto": True},
        {"index": 4, "word": "yellow", "auto": False},
        {"index": 5, "word": "bananas", "auto": False},
    ]
    votes = json.loads("{" + record.votes)
    assert (votes["words"], votes["judgments"], votes["evidence"]) == (TEXT.split(), 2, "e" * 64)


def test_missing_records_are_made_as_they_were_chunk_by_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in (1, 2, 3):
        struck = range(6) if number == 3 else [number]
        settled.settled(number, TEXT, struck, verdict__evidence=[] if number == 2 else settled.evidence([number]))
    before = list(VerdictRecord.objects.order_by("pk").values())
    VerdictRecord.objects.all().delete()
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(records, "CHUNK", 2)

    assert records.keep_missing(lambda done, total: told.append((done, total))) == 3

    assert list(VerdictRecord.objects.order_by("pk").values()) == before
    assert told == [(2, 3), (3, 3)]
    assert records.keep_missing(lambda done, total: None) == 0
