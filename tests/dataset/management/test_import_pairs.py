import hashlib
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from dataset.choices import MediaState, RunState
from dataset.models import Image, ImportRun, Prompt
from dataset.rules.reasons import SENTENCES
from tests.dataset.collected import Row, archive, bring_in, lines, picture, row, tree

pytestmark = pytest.mark.django_db


def import_pairs(path: Path, **options: object) -> list[str]:
    """The lines that the command ends with."""
    out = io.StringIO()
    call_command("import_pairs", path, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue().splitlines()


@pytest.fixture
def _no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """One process for the pictures is enough."""
    monkeypatch.setattr("os.cpu_count", lambda: 1)


@pytest.mark.slow
@pytest.mark.usefixtures("_no_processes")
def test_a_tree_is_in_with_its_pictures_and_languages_and_then_all_is_known(tmp_path: Path) -> None:
    rows: list[Row] = [row(1), row(2, prompt="一只狐狸在森林里"), row(3), b"{", row(4, img_path="001/4.png")]
    images = {"000/1.png": picture(1), "000/2.jpg": picture(2, kind="JPEG"), "000/3.png": b"<svg/>"}
    path = tree(tmp_path, rows, images)
    archive(tmp_path / "imgs/001.tgz", {"001/4.png": picture(4)})

    first = import_pairs(path, source="foxes", inline=True, licence="CC0", generator="painter")
    second = import_pairs(path, source="foxes", inline=True, licence="CC0", generator="painter")

    one, two = ImportRun.objects.order_by("pk")
    assert first == [
        f"Import {one.pk} of foxes, done: 5 rows: 4 added, 0 known, 1 refused.",
        "  1  refused  not_json  The line is not JSON.",
        "Pictures of the pairs added: 3 ready, 1 refused.",
        "  1  refused  bad_format  It is not JPEG, PNG or WebP, whatever its name says.",
        "All pairs of foxes by language and trait:",
        "  language  pairs",
        "  en            3",
        "  zh            1",
        f"List the rows: import_report {one.pk}",
    ]
    assert second[:4] == [
        f"Import {two.pk} of foxes, done: 5 rows: 0 added, 4 known, 1 refused.",
        "Nothing was added.",
        "  3  known    already_in       This pair is in already; nothing was added.",
        f"  1  known    picture_retried  {SENTENCES['picture_retried']}",
    ]
    assert set(Image.objects.values_list("licence", "generator")) == {("CC0", "painter")}


def test_a_dry_run_shows_counts_columns_and_samples_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_text("photo,words\na.png,a fox\nb.png,a \x1b[31mred fox\n")
    (tmp_path / "a.png").write_bytes(b"")

    told = import_pairs(tmp_path / "pairs.csv", dry_run=True, image_column="photo", prompt_column="words")

    assert told == [
        "Dry run; nothing was written. 2 rows: 1 would be added, 0 are known, 1 would be refused.",
        "Columns: image = column 'photo', prompt = column 'words'",
        "  1  refused  image_missing  The image is nowhere, under none of the suffixes.",
        "added, for example:",
        "  row 1  a.png  a fox",
        "refused, image_missing, for example:",
        "  row 2  b.png",
    ]
    assert (ImportRun.objects.count(), Image.objects.count(), Prompt.objects.count()) == (0, 0, 0)


def test_a_dry_run_may_show_refused_rows_alone(tmp_path: Path) -> None:
    told = import_pairs(tree(tmp_path, [row(1), b"{"]), dry_run=True, only_errors=True)

    assert [line for line in told if line.endswith("for example:")] == ["refused, not_json, for example:"]


def test_a_limit_reads_the_first_rows(tmp_path: Path) -> None:
    told = import_pairs(tree(tmp_path, [row(1), row(2), row(3)]), dry_run=True, limit=2)

    assert told[0] == "Dry run; nothing was written. 2 rows: 2 would be added, 0 are known, 0 would be refused."


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("pairs.csv", b"a,b\n1,2\n", "No column holds the image"),
        ("pairs.jsonl.tgz", b"\x1f\x8bnothing", "The archive is damaged"),
        ("pairs.doc", b"", "pairs.doc is none of"),
    ],
)
def test_a_table_that_cannot_be_read_is_said_in_one_sentence(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(CommandError, match=said):
        import_pairs(tmp_path / name, inline=True)


def test_a_table_that_breaks_off_keeps_what_came_before_and_says_that_it_failed(tmp_path: Path) -> None:
    table = lines([row(n, prompt=f"a fox and {hashlib.sha256(bytes([n % 256])).hexdigest()}") for n in range(500)])
    path = archive(tmp_path / "a.jsonl.tgz", {"a.jsonl": table})
    path.write_bytes(path.read_bytes()[:4000])

    with pytest.raises(CommandError, match="ends too early"):
        import_pairs(path, inline=True, missing_images="wait")

    run = ImportRun.objects.get()
    assert run.state == RunState.FAILED
    assert run.n_added == run.cursor == Image.objects.count() > 10


def test_a_name_that_the_database_cannot_hold_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="--source may have 64 characters at most"):
        import_pairs(tree(tmp_path, [row(1)]), source="s" * 65)


def test_rows_may_come_before_their_bytes(tmp_path: Path) -> None:
    told = import_pairs(tree(tmp_path, [row(1)], {}), source="foxes", inline=True, missing_images="wait")

    assert told[1] == "Pictures of the pairs added: 1 waiting."


def test_the_source_is_named_after_its_folder(tmp_path: Path) -> None:
    path = tree(tmp_path / "foxes", [row(1)], {})

    import_pairs(path, inline=True)

    assert ImportRun.objects.get().source == "foxes"
    assert bring_in(path, source="foxes").n_refused == 1


def test_rows_only_leaves_pictures_and_languages_to_the_workers(tmp_path: Path) -> None:
    import_pairs(tree(tmp_path, [row(1)]), rows_only=True)

    image = Image.objects.select_related("prompt").get()
    assert (image.media_state, image.n_media_attempts, image.prompt.described_at) == (MediaState.WAITING, 0, None)
