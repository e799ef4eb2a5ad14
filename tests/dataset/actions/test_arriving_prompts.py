"""Prompts go in ahead of their images: chunks that are on their way, ends in between, others with the same prompts."""

import threading
from pathlib import Path

import pytest
from django.db import connection

from dataset.actions import imports, prompts
from dataset.gateways import chunks, sources, tables
from dataset.gateways.packets import Packet, packed
from dataset.models import Image, ImportRun, Prompt
from tests import database
from tests.annotation.test_race import own_connection
from tests.dataset.collected import NOW, Row, begin, bring_in, counts, row, tree, verdicts
from tests.factories import PromptFactory
from tests.processes.conftest import wait_until

pytestmark = pytest.mark.django_db


def packets(path: Path, size: int = 2) -> list[Packet]:
    found = sources.find(path)
    with tables.opened(found.table) as table:
        return [packed(chunk) for chunk in chunks.chunks(table.rows, sources.ImagePlaces(found.folder), size=size)]


def bring_in_far_ahead(run: ImportRun, found: list[Packet]) -> None:
    """The prompts of all these chunks before the first of their images."""
    ids = [prompts.bring_in(source=run.source, packet=packet) for packet in found]
    for packet, prompt_ids in zip(found, ids, strict=True):
        imports.keep(run=run, packet=packet, prompt_ids=prompt_ids, now=NOW)


def test_rows_that_repeat_an_image_still_on_its_way_are_told_as_if_it_were_in(tmp_path: Path) -> None:
    again: list[Row] = [row(1), row(3), row(2, prompt="another"), row(4), row(1), row(4)]
    path = tree(tmp_path, [row(1), row(2), *again])
    run = begin(path)

    bring_in_far_ahead(run, packets(path))

    assert verdicts(run) == [
        (1, "added", ""),
        (2, "added", ""),
        (3, "refused", "duplicate_key"),
        (4, "added", ""),
        (5, "refused", "duplicate_key"),
        (6, "added", ""),
        (7, "refused", "duplicate_key"),
        (8, "refused", "duplicate_key"),
    ]
    assert not Prompt.objects.filter(text="another").exists()
    assert Prompt.objects.count() == Image.objects.count() == 4


def test_prompts_whose_images_did_not_follow_are_taken_up_by_the_rerun(tmp_path: Path) -> None:
    path = tree(tmp_path, [row(1), row(2), row(3, prompt="a red fox and 1 apples")])
    run = begin(path)
    [left, _] = [prompts.bring_in(source=run.source, packet=packet) for packet in packets(path)]
    assert Image.objects.count() == 0

    assert counts(bring_in(path)) == (3, 0, 0)

    assert Prompt.objects.count() == 2
    assert [str(pk) for pk in Image.objects.order_by("row").values_list("prompt", flat=True)] == [*left, left[0]]


def test_a_prompt_that_was_described_before_it_had_an_image_is_described_again(tmp_path: Path) -> None:
    path = tree(tmp_path, [row(1, prompt="a fox --ar 3:2")])
    run = begin(path)
    [packet] = packets(path)
    ids = prompts.bring_in(source=run.source, packet=packet)
    assert prompts.describe(limit=10, now=NOW) == 1

    imports.keep(run=run, packet=packet, prompt_ids=ids, now=NOW)

    assert Prompt.objects.values_list("language", "language_confidence", "traits", "described_at").get() == (
        "",
        None,
        [],
        None,
    )
    assert prompts.describe(limit=10, now=NOW) == 1
    assert Image.objects.get().arguments == {"ar": "3:2"}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_prompt_that_somebody_else_brings_in_at_the_same_moment_is_taken_from_them(tmp_path: Path) -> None:
    path = tree(tmp_path, [row(1, prompt="a fox"), row(2)])
    [packet] = packets(path)
    found: list[str] = []

    def bring() -> None:
        with own_connection():
            found.extend(prompts.bring_in(source="test", packet=packet))

    with database.superuser(database.name()) as other:
        other.execute("BEGIN")
        fields = "text, text_sha256, language, traits"
        [(theirs,)] = other.execute(
            f"INSERT INTO dataset_prompt ({fields}) VALUES ('a fox', sha256('a fox'), '', '{{}}') RETURNING id"  # noqa: S608
        )
        aside = threading.Thread(target=bring)
        aside.start()
        wait_until(is_waited_for)
        other.execute("COMMIT")
    aside.join()

    assert found == [str(theirs), str(Prompt.objects.get(text="a red fox and 2 apples").pk)]


def is_waited_for() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0] == 1)


def test_a_prompt_that_is_in_already_is_used(tmp_path: Path) -> None:
    known = PromptFactory(text="a fox")

    run = bring_in(tree(tmp_path, [row(1, prompt="a fox")]))

    assert counts(run) == (1, 0, 0)
    assert Image.objects.get().prompt == known
