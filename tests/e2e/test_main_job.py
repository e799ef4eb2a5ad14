"""From pairs to a clean test set, by hand, in a real browser, held against the known truth."""

import json
import tarfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from annotation.choices import PairState, Role
from annotation.models import BatchPair, Judgment, User
from dataset.models import Verdict
from dataset.rules.cleaning import Level, clean
from dataset.rules.tokeniser import tokenise
from dataset.rules.tokens import words
from jdb_site.demo.pairs import DemoPair, demo_pairs, struck_words, write_pairs
from tests.e2e.benches import open_batch, paint
from tests.e2e.people import answer, person, see_picture, set_apart, shown_words

BY_THREE = ("fox_in_snow", "three_cats", "apples_alone", "red_apple", "fruit_ko")
BY_DESK = ("koi_zh", "no_lantern", "green_hat")
MISMATCH = 1  # the first whole-pair outcome in the list

Seat = Callable[[User], Page]


class Truth:
    """What is known of the demo pairs, found again by the words on the screen."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self.pairs = {pair.key: pair for pair in demo_pairs() if pair.key in keys}

    def of_screen(self, page: Page) -> DemoPair:
        on_screen = set(shown_words(page).items())
        [pair] = [pair for pair in self.pairs.values() if on_screen <= set(enumerate(texts(pair)))]
        return pair

    def struck(self, pair: DemoPair) -> tuple[int, ...]:
        return struck_words(pair, tokenise(pair.prompt))

    def clean_prompts(self) -> dict[str, str]:
        """Raw prompt → clean prompt, for the pairs that have one."""
        return {
            pair.prompt: clean(pair.prompt, tokenise(pair.prompt), self.struck(pair), Level.TIDY, pair.language).text
            for pair in self.pairs.values()
            if pair.outcome == "judged"
        }


def texts(pair: DemoPair) -> list[str]:
    return [token.text(pair.prompt) for token in words(tokenise(pair.prompt))]


def work_through(page: Page, truth: Truth, hands: str, mistakes: dict[str, tuple[int, ...]]) -> list[str]:
    """Judge by the truth, save for the planted mistakes, until there is no work; return the keys in order."""
    page.goto("/work/")
    judged: list[str] = []
    while True:
        page.wait_for_selector("button.word, main.waiting:not([data-supply=looking])")
        if page.locator("main.waiting").count():
            return judged
        pair = truth.of_screen(page)
        see_picture(page)
        judged.append(pair.key)
        if pair.outcome == "mismatch":
            set_apart(page, MISMATCH)
        else:
            answer(page, mistakes.get(pair.key, truth.struck(pair)), hands)  # type: ignore[arg-type]  # mouse or keyboard
        last = texts(pair)
        page.wait_for_function(
            "last => document.querySelector('main.waiting') || "
            "[...document.querySelectorAll('button.word')].some(one => last[one.dataset.word] !== one.textContent)",
            arg=last,
        )


def settle_all(page: Page, truth: Truth) -> int:
    """Decide every case at the desk by the truth; return how many there were."""
    page.goto("/desk/")
    n_cases = 0
    page.locator(".sheet > a").first.click()
    while page.locator(".desk-words").count():
        prompt = page.locator("p.prompt").first.inner_text()
        [pair] = [pair for pair in truth.pairs.values() if squeezed(pair.prompt) == squeezed(prompt)]
        for box in page.locator("input[name=struck]").all():
            box.set_checked(int(box.get_attribute("value") or -1) in truth.struck(pair))
        page.get_by_role("button", name="Settle").click()
        page.wait_for_load_state()
        n_cases += 1
    return n_cases


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture
def truth(tmp_path: Path) -> Truth:
    """The demo pairs of this test, imported by the real command."""
    known = Truth(BY_THREE + BY_DESK)
    for source, keys in (("three", BY_THREE), ("desk", BY_DESK)):
        folder = tmp_path / source
        write_pairs(folder, [known.pairs[key] for key in keys])
        call_command("import_pairs", str(folder), "--source", source, "--inline", stdout=StringIO(), stderr=StringIO())
    return known


def open_batches() -> None:
    quiet = {"stdout": StringIO(), "no_color": True}
    call_command("open_batch", "by-three", "--source", "three", **quiet)
    call_command("open_batch", "by-desk", "--source", "desk", "--split-to-desk", **quiet)


def exported(folder: Path) -> dict[str, str]:
    """Raw prompt → clean prompt, as the test set tells it."""
    with tarfile.open(folder / "data" / "test" / "test_questions.jsonl.tgz") as archive:
        lines = archive.extractfile("test_questions.jsonl")
        assert lines is not None
        rows = [json.loads(line) for line in lines]
    return {row["x_prompt_raw"]: row["prompt"] for row in rows}


def test_from_pairs_to_a_clean_test_set(seat: Seat, truth: Truth, tmp_path: Path):
    ann, bea, cho = (person(name, Role.ANNOTATOR) for name in ("ann", "bea", "cho"))
    manager = person("mary", Role.MANAGER)
    open_batches()

    by_ann = work_through(seat(ann), truth, "mouse", {})
    by_bea = work_through(seat(bea), truth, "keyboard", {"three_cats": (), "apples_alone": (0,), "koi_zh": ()})
    by_cho = work_through(seat(cho), truth, "mouse", {})
    assert settle_all(seat(manager), truth) == 1

    assert sorted(by_ann) == sorted(by_bea) == sorted(BY_THREE + BY_DESK)
    assert sorted(by_cho) == ["apples_alone", "koi_zh", "three_cats"]
    assert Judgment.objects.count() == 19
    assert set(BatchPair.objects.values_list("state", flat=True)) == {PairState.SETTLED}
    out = tmp_path / "test-set"
    call_command("export_test_set", "--out", str(out), stdout=StringIO(), stderr=StringIO())
    assert exported(out) == truth.clean_prompts()
    excluded = [json.loads(line) for line in (out / "excluded.jsonl").read_text().splitlines()]
    assert [row["reason"] for row in excluded] == ["mismatch"]
    hows = Verdict.objects.order_by("method").values_list("method", flat=True).distinct()
    assert list(hows) == ["consensus/majority-1", "desk/majority-1"]


def test_a_reload_loses_nothing(seat: Seat):
    page = seat(open_batch("fox_in_snow", "three_cats"))
    paint(page.context)
    page.goto("/work/")
    page.locator("button.word").first.click()
    struck = page.locator('button.word[aria-pressed="true"]')
    expect(struck).to_have_count(1)
    words = shown_words(page)

    page.reload()

    expect(struck).to_have_count(1)
    assert shown_words(page) == words
