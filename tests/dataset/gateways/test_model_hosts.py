"""No connection is made to where none may be, whatever was saved and wherever a server redirects to."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from pytest_django import Settings

from dataset.gateways.batch_servers import Away, BatchServer
from dataset.gateways.language_models import Answered, Line, Missed, Question, Server
from dataset.gateways.rate_limits import bucket
from dataset.rules.retries import Fault
from jdb_site.stand_in import StandIn

BODY = {
    "model": "stand-in",
    "messages": [{"role": "user", "content": "a red fox as json"}],
    "response_format": {"type": "json_object"},
    "max_completion_tokens": 100,
    "extra_headers": {"x-strange": "1"},
    "no_such_key": 1,
}


def asked(base_url: str, **changes: Any) -> Answered | Missed:
    line = Line()
    try:
        question = Question({**BODY, **changes}, 100)
        return line.ask(Server(base_url, "any"), [question], bucket("hosts", 1_000, 1_000_000), 1)[0]
    finally:
        line.close()


@contextmanager
def redirecting(to: str) -> Iterator[tuple[str, list[str]]]:
    """A server that sends everybody elsewhere, and the paths that it was asked for."""
    seen: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append(self.path)
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(307)
            self.send_header("location", to)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", seen
    finally:
        server.shutdown()
        server.server_close()


def test_a_server_that_was_taken_off_the_list_is_not_asked_by_either_way(settings: Settings) -> None:
    with StandIn() as server:
        settings.MODEL_HOSTS = []
        found = asked(server.base_url)
        with pytest.raises(Away, match=r"127\.0\.0\.1 is no server that may be asked") as away:
            BatchServer(Server(server.base_url, "any")).find_file("any")
        n = sum(server.ledger()["requests"].values())

    assert isinstance(found, Missed)
    assert (found.fault, found.asked, away.value.fault, n) == (Fault.DENIED, False, Fault.DENIED, 0)


def test_a_server_leads_nobody_to_where_nothing_may_be_asked(settings: Settings) -> None:
    settings.MODEL_HOSTS = ["127.0.0.1"]
    with redirecting("http://169.254.169.254/latest/") as (base_url, seen):
        found = asked(base_url)

    assert isinstance(found, Missed)
    assert (seen, found.fault) == (["/v1/chat/completions"], Fault.DENIED)
    assert found.detail.startswith("169.254.169.254 is no server that may be asked.")


def test_a_public_name_that_leads_into_a_private_network_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.7", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: inside)

    found = asked("https://api.openai.com/v1")

    assert isinstance(found, Missed)
    assert (found.fault, found.detail) == (
        Fault.DENIED,
        "api.openai.com leads to 10.0.0.7, which is no public address.",
    )


def test_keys_of_a_question_stand_in_its_body_and_never_steer_the_client() -> None:
    with StandIn() as server:
        found = asked(server.base_url)

    assert isinstance(found, Answered)
