"""Every part killed under load, once each, by the short form of `./run bench recovery`, on servers of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from jdb_site.frontdoor.paths import ROOT

pytestmark = pytest.mark.slow

SHORT = ["--rounds", "1", "--away", "1", "--annotators", "6", "--thinks", "0.5", "--pictures", "60", "--wave", "8"]
EACH = ["redis emptied", "media worker", "worker", "redis", "web worker", "web workers", "web", "beat", "postgres"]
PAGES_NEED_NONE_OF = {"worker", "media worker", "redis", "beat"}


def test_whatever_is_killed_nothing_acknowledged_is_lost_and_all_goes_on_by_itself(tmp_path: Path) -> None:
    places = ["--folder", str(tmp_path / "site"), "--result", str(tmp_path / "report.json")]

    done = subprocess.run(
        [sys.executable, "-P", "-m", "bench.recovery", *SHORT, *places],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    report = json.loads((tmp_path / "report.json").read_text())
    assert (report["problems"], report["verdict"], done.returncode) == ([], "sound", 0), done.stdout + done.stderr
    assert [death["what"] for death in report["deaths"]] == EACH
    assert report["deaths"][0]["pictures_waiting"] > 0  # Redis was emptied in the midst of their import
    assert {d["what"] for d in report["deaths"] if d["served_meanwhile"]} >= PAGES_NEED_NONE_OF
