import os
import shutil

import pytest

from jdb_site.frontdoor import browsers, checks


@pytest.mark.parametrize(
    ("arguments", "drives"),
    [
        ([], True),
        (["-k", "tokens"], True),
        (["tests"], True),
        (["tests/e2e"], True),
        (["tests/e2e/test_way.py::test_it"], True),
        (["tests/dataset", "-x"], False),
        (["tests/dataset", "tests/e2e"], True),
    ],
)
def test_a_browser_is_provided_when_the_paths_may_reach_its_tests(arguments: list[str], *, drives: bool) -> None:
    assert checks.drives_browser(arguments) is drives


@pytest.mark.parametrize(
    ("line", "size"),
    [
        ("After this operation, 414 MB of additional disk space will be used.", 414_000_000),
        ("After this operation, 1,024 kB of additional disk space will be used.", 1_024_000),
        ("0 upgraded, 0 newly installed", None),
    ],
)
def test_the_size_of_a_system_package_is_what_apt_says(line: str, size: int | None) -> None:
    assert browsers.disk_use(f"Reading state\n{line}\n") == size


def test_the_browser_that_is_named_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    named = shutil.which("true")
    monkeypatch.setenv(browsers.VARIABLE, str(named))

    assert browsers.installed() == browsers.Browser(str(named))


def test_a_named_browser_that_does_not_start_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(browsers.VARIABLE, "/nonexistent/chromium")
    monkeypatch.setattr(browsers, "MAC", ())
    monkeypatch.setenv("PATH", os.devnull)

    assert browsers.installed() is None
