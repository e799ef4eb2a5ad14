"""The command, from judgments to the written directory."""

import os
import signal
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from annotation.choices import PairState
from annotation.models import AuditEntry
from dataset.gateways.storage import original_name
from dataset.models import Verdict
from dataset.rules.records import SOURCES
from tests.annotation.streets import TEXT, Street
from tests.dataset import exported
from tests.dataset.settled import key, x_id
from tests.factories import BatchPairFactory

pytestmark = pytest.mark.django_db(transaction=True)

RED, YELLOW, BANANAS = 1, 4, 5
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def street() -> Street:
    return Street("street-1")


def export(target: Path, *options: str) -> list[str]:
    """What the command prints, line by line, after the line with the directory."""
    out = StringIO()
    call_command("export_test_set", "--out", str(target), *options, stdout=out, stderr=StringIO())
    headline, *lines = out.getvalue().splitlines()
    assert headline.startswith(f"{target}: ")
    return [line.strip() for line in lines]


def refused(target: Path, *options: str) -> list[str]:
    """The lines of the refusal; nothing was written."""
    with pytest.raises(CommandError) as error:
        export(target, *options)
    assert not target.exists()
    return [line.strip() for line in str(error.value).splitlines()]


def prompts(target: Path) -> list[str]:
    return [line["prompt"] for line in exported.questions(target)]


def test_judgments_that_agree_become_the_clean_test_set(street: Street, tmp_path: Path) -> None:
    street.pair(1, (YELLOW, BANANAS), (YELLOW, BANANAS))
    street.pair(2, (), ())
    street.pair(3, (), (), outcome="mismatch")

    said = export(tmp_path / "out")

    assert said == ["exported: 2 pairs, 3 of 12 words removed", "excluded, mismatch: 1"]
    assert prompts(tmp_path / "out") == ["a red apple", TEXT]
    [first, second] = exported.lines(tmp_path / "out", "words.jsonl")
    assert first["words"] == ["a", "red", "apple", "and", "yellow", "bananas"]
    assert (first["judged"], first["strikes"]) == ([2, 2, 2, 2, 2, 2], [0, 0, 0, 2, 2, 2])
    assert {SOURCES[source] for source in first["sources"]} == {"unanimous"}
    assert (first["made_by"]["method"], first["judgments"]) == ("consensus/majority-1", 2)
    assert second["batch"] == "street-1"


def test_it_refuses_while_pairs_are_unresolved_and_names_them_with_the_ways_out(street: Street, tmp_path: Path) -> None:
    street.pair(1, (), ())
    street.pair(2, (RED,), ())
    street.pair(3)

    said = refused(tmp_path / "out")

    assert said == [
        "Nothing was written. Pairs unresolved: 2",
        "waiting for opinions: 2",
        "",
        f"street-1  {key(2)}  opinions: 2 judged, 0 being judged, 1 open",
        f"street-1  {key(3)}  opinions: 0 judged, 0 being judged, 2 open",
        "",
        "There are three ways out:",
        "--partial      leave them out; unresolved.jsonl will say what each waits for",
        "settle them    let the annotators finish, and decide on the desk's page what waits there",
        "--provisional  settle those with at least one judgment by the present majority, marked provisional",
    ]


def test_a_refusal_names_twenty_pairs_and_counts_the_rest(street: Street, tmp_path: Path) -> None:
    for number in range(22):
        street.pair(number)

    said = refused(tmp_path / "out")

    assert sum(line.startswith("street-1  ") for line in said) == 20
    assert "… and 2 more" in said


def test_partial_leaves_unresolved_pairs_out_and_lists_what_each_waits_for(street: Street, tmp_path: Path) -> None:
    street.pair(1, (), ())
    street.pair(2, (RED,), ())

    said = export(tmp_path / "out", "--partial")

    assert said == ["exported: 1 pairs, 0 of 6 words removed", "left out, waiting for opinions: 1"]
    assert exported.lines(tmp_path / "out", "unresolved.jsonl") == [
        {
            "x_id": x_id(2),
            "batch": "street-1",
            "waits_for": "opinions",
            "source_key": key(2),
            "round": 1,
            "judged": 2,
            "open": 1,
            "leased": 0,
            "desk_reason": "",
            "desk_words": [],
        }
    ]


def test_provisional_settles_by_the_present_majority_and_marks_it(street: Street, tmp_path: Path) -> None:
    pair = street.pair(1, (RED,), ())
    street.pair(2, (YELLOW, BANANAS))

    said = export(tmp_path / "out", "--provisional")

    assert said == ["exported: 2 pairs, 3 of 12 words removed", "of them provisional: 2"]
    assert [(line["prompt"], line["x_provisional"]) for line in exported.questions(tmp_path / "out")] == [
        (TEXT, True),
        ("a red apple", True),
    ]
    [first, _] = exported.lines(tmp_path / "out", "words.jsonl")
    assert {SOURCES[source] for source in first["sources"]} == {"provisional"}
    assert AuditEntry.objects.filter(subject=f"pair {pair.pk}").get().actor == "manage export_test_set"


def test_provisional_settles_nothing_when_the_export_would_be_refused_all_the_same(
    street: Street, tmp_path: Path
) -> None:
    judged, _ = street.pair(1, (RED,)), street.pair(2)

    said = refused(tmp_path / "out", "--provisional")

    assert said[:2] == ["Nothing was written. Pairs unresolved: 2", "waiting for opinions: 2"]
    judged.refresh_from_db()
    assert (judged.state, Verdict.objects.count()) == (PairState.OPEN, 0)


def test_provisional_and_partial_leave_out_only_what_nobody_judged(street: Street, tmp_path: Path) -> None:
    street.pair(1, (RED,))
    street.pair(2)

    said = export(tmp_path / "out", "--provisional", "--partial")

    assert said == [
        "exported: 1 pairs, 1 of 6 words removed",
        "of them provisional: 1",
        "left out, waiting for opinions: 1",
    ]


def test_a_batch_goes_out_by_its_own_verdicts_whatever_others_wait_for(street: Street, tmp_path: Path) -> None:
    first = street.pair(1, (YELLOW, BANANAS), (YELLOW, BANANAS))
    later = Street("street-2")
    BatchPairFactory(batch=later.batch, image=first.image)
    later.pair(2, (), ())

    assert export(tmp_path / "first", "--batch", "street-1") == ["exported: 1 pairs, 3 of 6 words removed"]
    assert refused(tmp_path / "all")[0] == "Nothing was written. Pairs unresolved: 1"
    assert export(tmp_path / "partial", "--partial")[-1] == "left out, waiting for opinions: 1"

    assert prompts(tmp_path / "first") == ["a red apple"]
    assert prompts(tmp_path / "partial") == [TEXT]


def test_a_batch_that_is_not_there_is_said(street: Street, tmp_path: Path) -> None:
    assert refused(tmp_path / "out", "--batch", street.batch.name, "--batch", "street-9") == [
        "There is no batch named street-9."
    ]


def test_the_level_answers_and_spelling_reach_the_files(street: Street, tmp_path: Path) -> None:
    street.pair(1, (RED,), (RED,))

    export(tmp_path / "out", "--level", "strict", "--answers", "text", "--other-key", "Others")

    [line] = exported.questions(tmp_path / "out")
    assert line["prompt"] == "a apple and yellow bananas"
    assert list(line["Task1"]) == ["Style", "Content", "Atmosphere", "Others"]


def test_a_taken_target_is_refused_and_the_same_export_is_already_there(street: Street, tmp_path: Path) -> None:
    street.pair(1, (), ())
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear")
    out = StringIO()

    with pytest.raises(CommandError, match="not an export"):
        export(tmp_path / "full")
    export(tmp_path / "out")
    call_command("export_test_set", "--out", str(tmp_path / "out"), stdout=out, stderr=StringIO())

    assert out.getvalue().splitlines()[0] == f"{tmp_path / 'out'}: already there, same sums"


MACHINES = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Seoul", "PGTZ": "Asia/Seoul", "LC_ALL": "C", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "PGDATESTYLE": "German, DMY", "LC_ALL": "C.UTF-8", "LANG": "tr_TR"},
)


@pytest.mark.slow
def test_the_settings_of_a_machine_do_not_show_in_the_bytes(street: Street, tmp_path: Path) -> None:
    for number in range(1, 6):
        street.pair(number, (number,), (number,))
    street.pair(6, (), (), text="안경을 쓴 고양이")
    export(tmp_path / "here")

    for number, machine in enumerate(MACHINES):
        run(tmp_path / str(number), machine)

        assert exported.everything(tmp_path / str(number)) == exported.everything(tmp_path / "here")


def run(target: Path, environment: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", "export_test_set", "--out", str(target)]
    subprocess.run(command, cwd=ROOT, env=environ() | environment, check=True, capture_output=True)


def environ() -> dict[str, str]:
    """The environment of a further process on the test's own database and storage."""
    database, _, query = os.environ["DATABASE_URL"].partition("?")
    server = database.rpartition("/")[0]
    own = {
        "DATABASE_URL": f"{server}/{connection.settings_dict['NAME']}?{query}",
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
    }
    return os.environ | own


@pytest.mark.slow
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_stopped_in_the_middle_it_leaves_nothing_in_the_target_and_a_rerun_goes_on(
    street: Street, tmp_path: Path, sent: signal.Signals, code: int
) -> None:
    pairs = [street.pair(number, (number,), (number,)) for number in (1, 2, 3)]
    export(tmp_path / "whole")
    original = settings.MEDIA_ROOT / original_name(pairs[1].image)
    kept = original.read_bytes()
    original.unlink()
    os.mkfifo(original)  # whoever reads it waits for a writer, who never comes

    assert stop(tmp_path / "out", sent) == code

    assert not (tmp_path / "out").exists()
    assert (tmp_path / "out.partial").is_dir()
    original.unlink()
    original.write_bytes(kept)
    export(tmp_path / "out")
    assert not (tmp_path / "out.partial").exists()
    assert exported.everything(tmp_path / "out") == exported.everything(tmp_path / "whole")


def stop(target: Path, sent: signal.Signals) -> int:
    """Start an export, send it the signal while it waits for a picture's bytes, return its exit code."""
    command = [sys.executable, "manage.py", "export_test_set", "--out", str(target)]
    with subprocess.Popen(command, cwd=ROOT, env=environ(), stderr=subprocess.DEVNULL) as process:
        while not target.with_name("out.partial").exists() and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(sent)
        try:
            return process.wait(timeout=60)
        finally:
            process.kill()
