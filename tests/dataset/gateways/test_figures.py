"""Figures that many look at are reckoned once for all of them."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from dataset.gateways import figures


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_a_figure_is_reckoned_once_until_it_is_forgotten() -> None:
    found = iter([1, 2])

    seen = [figures.shared("n", lambda: next(found)) for _ in range(3)]
    figures.forget("n")

    assert (seen, figures.shared("n", lambda: next(found))) == ([1, 1, 1], 2)


def test_while_one_reckons_it_anew_the_others_are_given_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "LEAST", -1.0)
    monkeypatch.setattr(figures, "TIMES", 0)
    figures.shared("n", lambda: 1)

    new, old = figures.shared("n", lambda: (2, figures.shared("n", lambda: 3)))

    assert (new, old) == (2, 1)


def test_what_fails_is_reckoned_by_the_next_who_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ZeroDivisionError):
        figures.shared("n", lambda: 1 // 0)

    assert figures.shared("n", lambda: 4) == 4
