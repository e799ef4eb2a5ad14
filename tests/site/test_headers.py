"""What every answer carries, and what no page may contain."""

import re

import pytest
from django.test.client import Client

from tests.site.routes import PRODUCT
from tests.site.tables import Row, rows, where
from tests.site.world import World

POLICY = {
    "default-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' blob: data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "report-uri": "/csp-reports",
}
EVERYWHERE = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SHOWN = [
    row
    for row, answers in rows(PRODUCT).items()
    if row[0] == "GET" and "200" in answers.values() and row[1] not in {"livez", "readyz"}
]
SCRIPT = r'<script(?![^>]*\ssrc=)(?![^>]*type="application/json")'
INLINE = re.compile(rf"""<style|\sstyle=|\son[a-z]+=["']|javascript:|{SCRIPT}""", re.IGNORECASE)


def reader(row: Row) -> str:
    """Somebody who is shown it: the manager, if they are."""
    answers = rows(PRODUCT)[row]
    return next(name for name in reversed(answers) if answers[name] == "200")


@pytest.mark.parametrize("row", SHOWN, ids=" ".join)
def test_every_page_carries_the_headers_and_nothing_inline(world: World, row: Row) -> None:
    _, address, which = row

    answer = world.browser(reader(row)).get(where(world, address, which))

    body = b"".join(answer)
    page = "" if answer["Content-Type"] == "application/pdf" else body.decode()
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert {name: policy[name] for name in POLICY} == POLICY
    assert re.fullmatch(r"'self'( 'nonce-[^']+')?", policy["script-src"])
    assert {name: answer[name] for name in EVERYWHERE} == EVERYWHERE
    assert re.fullmatch(r"[0-9a-f]{32}", answer["X-Request-ID"])
    assert [found[0] for found in INLINE.finditer(page)] == []


@pytest.mark.parametrize("row", [row for row in SHOWN if not row[1].startswith("images/")], ids=" ".join)
def test_nothing_shown_to_somebody_is_kept_by_the_browser(world: World, row: Row) -> None:
    name = reader(row)
    answer = world.browser(name).get(where(world, *row[1:]))
    list(answer)

    if name != "anonymous":
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("address", ["/nowhere/", "/accounts/login/", "/livez", "/me/"])
def test_strangers_and_errors_get_them_too(client: Client, address: str) -> None:
    answer = client.get(address)

    assert {name: answer[name] for name in EVERYWHERE} == EVERYWHERE
    assert "Content-Security-Policy" in answer
    assert re.fullmatch(r"[0-9a-f]{32}", answer["X-Request-ID"])


def test_every_request_has_a_number_of_its_own_whatever_the_visitor_says(client: Client) -> None:
    first, second = (client.get("/livez", headers={"X-Request-ID": "forged"})["X-Request-ID"] for _ in range(2))

    assert len({first, second, "forged"}) == 3


def test_a_picture_is_for_our_own_pages(world: World) -> None:
    answer = world.browser("ann").get(f"/images/{world.own.image.public_id}/1024")
    list(answer)

    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
