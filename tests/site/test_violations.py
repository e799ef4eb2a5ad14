"""Reports of broken policy: told, bounded, and telling nothing that is secret."""

import json
import logging
from typing import Any

import pytest
from django.test.client import Client

from jdb_site import violations
from jdb_site.violations import Meter

REPORT = {
    "document-uri": "https://strikeout.example.org/join/a-one-time-token/?next=/me/",
    "violated-directive": "script-src-elem",
    "effective-directive": "script-src-elem",
    "blocked-uri": "https://elsewhere.example/steal.js?what=secret",
    "original-policy": "default-src 'self'",
}


@pytest.fixture(autouse=True)
def _fresh_meter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(violations, "meter", Meter(3))


def send(report: Any, client: Client) -> int:
    body = report if isinstance(report, bytes) else json.dumps(report).encode()
    return client.post("/csp-reports", body, content_type="application/csp-report").status_code


def told(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """The facts of each line, without those that every line has."""
    kept = ("event", "directive", "refused", "page", "n_dropped_before")
    lines = [record.msg for record in caplog.records if record.name == "jdb_site.violations"]
    return [{name: line[name] for name in kept} for line in lines if isinstance(line, dict)]


def test_a_violation_is_a_line_in_the_log_without_token_or_query(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        status = send({"csp-report": REPORT}, client)

    assert status == 204
    assert told(caplog) == [
        {
            "event": "csp_violation",
            "directive": "script-src-elem",
            "refused": "https://elsewhere.example",
            "page": "join",
            "n_dropped_before": 0,
        }
    ]
    assert "token" not in caplog.text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"no json", 400),
        (b"[1]", 400),
        (b'{"csp-report": 1}', 400),
        (b'{"csp-report": {}}', 400),
        (b"[" * 8000, 400),
        (b"\xff\xfe", 400),
        (b'{"csp-report": {"violated-directive": "img-src", "document-uri": "http://[", "blocked-uri": ""}}', 400),
        (b" " * 8193, 413),
    ],
)
def test_what_is_no_report_is_refused_and_not_told(
    client: Client, caplog: pytest.LogCaptureFixture, body: bytes, status: int
) -> None:
    assert send(body, client) == status
    assert told(caplog) == []


def test_a_flood_is_counted_not_told(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    statuses = [send({"csp-report": REPORT}, client) for _ in range(5)]
    violations.meter.began -= 60
    statuses.append(send({"csp-report": REPORT}, client))

    assert statuses == [204, 204, 204, 429, 429, 204]
    assert [line["n_dropped_before"] for line in told(caplog)] == [0, 0, 0, 2]


def test_a_line_is_short_whatever_is_sent(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    send({"csp-report": REPORT | {"effective-directive": "x" * 4000, "blocked-uri": "y" * 3000}}, client)

    assert [(len(line["directive"]), len(line["refused"])) for line in told(caplog)] == [(100, 100)]
