"""A whole project, run from the pages by a manager while made-up annotators work: each number is their ledger's."""

import json
import uuid
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test.client import Client
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from annotation import tasks as work
from annotation.choices import PairState, Role
from annotation.management.simulated_people import crowd
from annotation.models import BatchPair, Judgment, User
from dataset import tasks as media
from dataset.choices import MediaState
from dataset.models import Image
from dataset.rules.tokens import unpack, words
from tests.e2e.benches import paint
from tests.e2e.ledgers import N_OPINIONS, Ledger
from tests.e2e.people import person
from tests.e2e.projects import N_PAIRS, NAME, Project, upload

WITH_WORDS = ("tokenisation__prompt",)
Seat = Callable[[User], Page]


@pytest.fixture
def project(seat: Seat, live_server: LiveServer, settings: Settings, tmp_path: Path) -> Project:
    settings.UPLOAD_ROOT, settings.EXPORT_ROOT = tmp_path / "uploads", tmp_path / "exports"
    page = seat(person("ruth", Role.MANAGER))
    paint(page.context)
    return Project(page, live_server.url, Ledger(tmp_path / "ledger.jsonl"))


def test_a_project_from_the_first_file_to_the_test_set(project: Project) -> None:
    bring_in(project)
    open_the_batch(project)
    project.simulate(12)
    numbers_are_the_ledgers(project)
    pause_and_go_on(project)
    answer_a_question(project)
    replace_two(project)
    project.simulate(N_PAIRS * N_OPINIONS - 12)
    numbers_are_the_ledgers(project)
    decide_disputes(project)
    set_the_bad_one_aside(project)
    reopen_a_verdict(project)
    change_a_ruling(project)
    decide_disputes(project)
    numbers_are_the_ledgers(project)
    read_proofs(project)
    write_the_test_set(project)


def bring_in(project: Project) -> None:
    project.go("/imports/new/")
    project.press("Choose files")
    file = FilePayload(name="spring.zip", mimeType="application/zip", buffer=upload())
    project.page.locator("#some-files").set_input_files(file)
    expect(project.page.get_by_role("button", name="That is all: look at it")).to_be_enabled()
    project.press("That is all: look at it")
    media.process_arrival()
    project.page.reload()
    expect(project.page.locator(".sheet > li")).to_have_count(N_PAIRS)
    project.page.get_by_label("Source").fill("spring")
    project.press("Bring them in")
    media.process_arrival()
    while Image.objects.filter(media_state=MediaState.WAITING).exists():
        media.process_images()
    project.page.reload()

    assert project.stats() == {"rows": "10", "added": "10", "known before": "0", "refused": "0"}


def open_the_batch(project: Project) -> None:
    crowd(7, ["en"], timezone.now())
    project.go("/open-batch/")
    project.page.get_by_label("Name").fill(NAME)
    project.page.get_by_label("Opinions wanted").fill(str(N_OPINIONS))
    project.page.get_by_label("Opinions at most").fill(str(N_OPINIONS))
    project.page.locator("#id_split_to_desk").check()
    for number in range(1, 6):
        project.page.get_by_label(f"Simulated {number}").check()
    project.page.wait_for_load_state("networkidle")  # the preview is there
    project.press("Open the batch")
    project.tick()


def numbers_are_the_ledgers(project: Project) -> None:
    ledger, page = project.ledger, project.page
    settled, contested = ledger.settled(), ledger.contested()
    kept = Judgment.objects.values_list("submission_uuid", "annotator__user__username", "pair", "canonical")
    assert {(str(key), who, pair, tuple(struck)) for key, who, pair, struck in kept} == {
        (line.uuid, line.annotator, line.pair, line.struck) for line in ledger.lines
    }

    project.go("/overview/")
    stats = project.stats()
    assert (stats["done"], stats["settled"]) == (str(len(settled)), str(len(settled)))
    assert stats["in work"] == str(N_PAIRS - len(settled) - len(contested))
    assert stats["judged in the last hour"] == str(len(ledger.lines))

    project.go(f"/batches/{NAME}/")
    judged = {name: n for name, n in project.table("Judged").items() if n != "0"}
    assert judged == {shown(name): str(n) for name, n in ledger.by_person().items()}
    assert project.stats()["at the desk"] == str(len(contested))

    project.go(f"/batches/{NAME}/agreement/")
    sizes = {pair.pk: pair.n_words - len(pair.locked) for pair in BatchPair.objects.all()}
    rate = page.get_by_role("row", name="Strike rate").first.locator("td").first.inner_text()
    assert rate == f"{100 * ledger.strike_rate(sizes):.1f} %"


def shown(username: str) -> str:
    return f"Simulated {int(username.removeprefix('sim-'))}"


def pause_and_go_on(project: Project) -> None:
    project.go(f"/batches/{NAME}/")
    project.press("Pause")
    n = len(project.ledger.lines)
    reader = Client()
    reader.force_login(User.objects.get(username="sim-04"), backend="jdb_site.backends.Accounts")
    told: Any = reader.post("/api/v1/claims", {"want": 5}, content_type="application/json").json()
    assert (told["pairs"], len(project.ledger.lines)) == ([], n)
    project.press("Resume")
    project.tick()


def replace_two(project: Project) -> None:
    project.go("/people/")
    project.go("/people/replacements/")
    for place, (leaver, joiner) in enumerate([("sim-02", "sim-06"), ("sim-03", "sim-07")], 1):
        project.page.get_by_label(f"Leaves ({place})").select_option(label=f"{shown(leaver)} · {leaver}")
        project.page.get_by_label(f"takes their place ({place})").select_option(label=f"{shown(joiner)} · {joiner}")
    project.page.get_by_label("Reason").fill("moved away")
    project.press("See what it would do")
    expect(project.page.locator("#preview")).to_contain_text("works at once")
    project.press("Replace them")

    project.go(f"/batches/{NAME}/")
    states = project.table("State")
    assert {name for name, state in states.items() if state == "active"} == {
        f"Simulated {number}" for number in (1, 4, 5, 6, 7)
    }


def answer_a_question(project: Project) -> None:
    met = project.ledger.lines[0]
    asker = Client()
    asker.force_login(User.objects.get(username=met.annotator), backend="jdb_site.backends.Accounts")
    body = {"uuid": str(uuid.uuid4()), "pair": met.pair, "word": 0, "text": "Is a toy fox a fox?"}
    assert asker.post("/api/v1/questions", json.dumps(body), content_type="application/json").status_code == 200

    project.go("/overview/")
    project.page.locator("#duty-questions").click()
    project.page.get_by_role("link", name="Is a toy fox a fox?").click()
    project.page.get_by_role("textbox").fill("Yes, when the prompt does not say that it lives.")
    project.press("Send")

    told = asker.get("/me/questions/").content.decode()
    assert "Is a toy fox a fox?" in told
    assert asker.get(f"/questions/{body['uuid']}/").content.decode().count("Yes, when the prompt") == 1


def decide_disputes(project: Project) -> None:
    """By the truth, whatever waits."""
    ledger, page = project.ledger, project.page
    for _ in ledger.contested():
        project.go("/desk/")
        page.locator(".sheet > a").first.click()
        page.wait_for_selector(".desk-words")
        pair = int(page.url.rstrip("/").rsplit("/", 1)[1].split("?")[0])
        boxes = {int(box.get_attribute("value") or -1): box for box in page.locator("input[name=struck]").all()}
        assert set(boxes) == ledger.contested()[pair]
        chosen = set(boxes) & ledger.false(pair)
        for word, box in boxes.items():
            box.set_checked(word in chosen)
        project.press("Settle Enter")
        ledger.decide(pair, chosen)
    assert not ledger.contested()
    project.tick()


def set_the_bad_one_aside(project: Project) -> None:
    ledger = project.ledger
    bad, rest = "sim-01", ledger.rest_on("sim-01")
    project.go(f"/person/{bad}/set-aside/")
    project.press("Show what it brings")
    stats = project.stats()
    assert stats["judgments would count no more"] == str(ledger.by_person()[bad])
    assert stats["of these would be settled no more"] == str(len(rest))
    assert stats["opinions would be asked anew"] == str(len(rest))
    project.page.locator("#id_reason").fill("strikes at random")
    project.press("Set them aside")
    project.go(f"/person/{bad}/")
    project.page.get_by_label("Reason").first.fill("strikes at random")
    project.press("Suspend")
    ledger.aside.add(bad)
    project.tick()
    assert BatchPair.objects.filter(state=PairState.OPEN).count() == len(rest)
    project.simulate(len(rest), people=4, seed=2)


def reopen_a_verdict(project: Project) -> None:
    pair = min(project.ledger.settled())
    project.go(f"/pairs/{pair}/")
    project.page.get_by_text("Something is wrong with this round").click()
    project.page.get_by_label("Why").first.fill("judged before the question was answered")
    project.press("Reopen the verdict")
    project.ledger.gone.add(pair)
    project.ledger.decided.pop(pair, None)
    project.tick()
    project.simulate(N_OPINIONS, people=4, seed=3)


def change_a_ruling(project: Project) -> None:
    """What is said anew of a word touches the settled pairs in which somebody struck it; they are judged anew."""
    page, ledger = project.page, project.ledger
    said = {pair: set().union(*ledger.opinions()[pair]) for pair in ledger.settled()}
    texts = {pair.pk: words_of(pair) for pair in BatchPair.objects.filter(pk__in=said).select_related(*WITH_WORDS)}
    term = next(texts[pair][min(words)] for pair, words in sorted(said.items()) if words)
    touched = {pair for pair, words in said.items() if any(texts[pair][word] == term for word in words)}

    project.go("/rulings/")
    project.press("Begin the next version")
    project.go("/rulings/2/")
    page.locator("#id_code").fill("of-one-word")
    project.press("Add a ruling")
    project.go("/rulings/2/rulings/of-one-word/")
    page.get_by_label("Decision").select_option("judge")
    for code in ("en", "ko", "zh"):
        page.locator(f"#id_title_{code}").fill("One word")
        page.locator(f"#id_body_{code}").fill("Strike it where nothing shows it.")
    page.locator("#id_words_en").fill(term)
    project.press("Keep it in the draft")
    project.go("/rulings/2/")
    project.press("Count the pairs that they touch")
    work.tick_reaches()
    page.reload()
    counted = project.table("Pairs")
    assert counted["Settled, with such a word struck or contested"] == str(len(touched))
    page.get_by_label("Settled pairs with such a word").select_option("round")
    page.get_by_label("Why it changes").fill("asked by two")
    project.press("Publish version 2")
    work.tick_reaches()
    project.tick()

    for pair in touched:
        ledger.gone.add(pair)
        ledger.decided.pop(pair, None)
    project.simulate(N_OPINIONS * len(touched), people=4, seed=4)


def words_of(pair: BatchPair) -> list[str]:
    tokenisation = pair.tokenisation
    assert tokenisation is not None
    return [token.text(tokenisation.prompt.text).casefold() for token in words(unpack(tokenisation.tokens))]


def read_proofs(project: Project) -> None:
    n_changed = sum(bool(struck) for struck in project.ledger.settled().values())
    project.go("/proof-reading/")
    expect(project.page.locator(".proof")).to_have_count(n_changed)
    for left in range(n_changed - 1, -1, -1):
        project.page.keyboard.press("k")
        expect(project.page.locator(".proof")).to_have_count(left)
    expect(project.page.get_by_role("heading", name="Nothing to read")).to_be_visible()
    project.page.wait_for_load_state()


def write_the_test_set(project: Project) -> None:
    settled = project.ledger.settled()
    project.go("/exports/")
    expect(project.page.get_by_text("Nothing: every pair is settled.")).to_be_visible()
    project.press("Write the test set")
    work.run_export()
    project.page.reload()

    stats = project.stats()
    assert stats["pairs in it"] == str(N_PAIRS)
    with project.page.expect_download() as download:
        project.page.get_by_role("link", name="Download as zip").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        [name] = [name for name in archive.namelist() if name.endswith("words.jsonl")]
        rows = [json.loads(line) for line in archive.read(name).splitlines()]
    assert len(rows) == N_PAIRS
    assert sorted(len(struck) for struck in settled.values()) == sorted(len(row["struck"]) for row in rows)
