"""A project in a browser: the manager's hands, the clock of the site, and the annotators with their ledger."""

import csv
import io
import zipfile

from django.core.management import call_command
from PIL import Image as Pictures
from playwright.sync_api import Page

from annotation import tasks as work
from jdb_site.demo.pairs import demo_pairs
from tests.e2e.ledgers import Ledger

N_PAIRS, NAME = 10, "spring"
TICKS = (
    work.tick_batches,
    work.tick_set_asides,
    work.tick_verdicts,
    work.tick_spreads,
    work.tick_tallies,
)


def upload() -> bytes:
    """A zip as somebody drops it: a table and its pictures."""
    table, sink = io.StringIO(), io.BytesIO()
    writer = csv.writer(table)
    writer.writerow(["file", "text"])
    with zipfile.ZipFile(sink, "w") as archive:
        for n, pair in enumerate([pair for pair in demo_pairs() if pair.language == "en"][:N_PAIRS]):
            picture = io.BytesIO()
            Pictures.new("RGB", (32, 32), (20 * n, 90, 60)).save(picture, "PNG")
            archive.writestr(f"imgs/{n}.png", picture.getvalue())
            writer.writerow([f"{n}.png", pair.prompt])
        archive.writestr("pairs.csv", table.getvalue())
    return sink.getvalue()


class Project:
    """The manager's hands, the clock of the site, and the annotators."""

    def __init__(self, page: Page, server: str, ledger: Ledger) -> None:
        self.page, self.server, self.ledger = page, server, ledger

    def tick(self) -> None:
        for task in TICKS:
            task()

    def simulate(self, n_judgments: int, people: int = 5, seed: int = 1) -> None:
        """Of five people the first sees badly."""
        call_command(
            "simulate_annotators",
            NAME,
            server=self.server,
            people=people,
            poor=1,
            finds=0.9,
            spares=0.97,
            pace=0.0,
            share=0.15,
            judgments=n_judgments,
            ledger=self.ledger.path,
            minutes=1.0,
            no_pictures=True,
            trial_site=True,
            seed=seed,
            stdout=io.StringIO(),
            stderr=io.StringIO(),
        )
        self.tick()

    def go(self, address: str) -> None:
        self.page.goto(address)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()
        self.page.wait_for_load_state()

    def stats(self) -> dict[str, str]:
        """The figures at the head of a page, by their words."""
        return dict(
            self.page.locator(".stat").evaluate_all(
                "all => all.map(one => [one.querySelector('dt').textContent, one.querySelector('dd').textContent])"
            )
        )

    def table(self, column: str) -> dict[str, str]:
        """One column of the first table with it, by the first cell of each row."""
        script = """(all, column) => {
          for (const table of all) {
            const at = [...table.querySelectorAll('thead > tr > *')].findIndex(one => one.textContent === column)
            const words = cell => cell.innerText.trim()
            if (at > 0) return [...table.tBodies[0].rows].map(row => [words(row.cells[0]), words(row.cells[at])])
          }
          return []
        }"""
        return dict(self.page.locator("table").evaluate_all(script, column))
