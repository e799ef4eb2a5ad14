"""That translations are compiled without gettext's programs, and only when they must be."""

import gettext
import os
from pathlib import Path

import polib

from jdb_site.frontdoor import catalogs


def written(folder: Path, said: str) -> Path:
    path = folder / "ko" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog = polib.POFile()
    catalog.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalog.append(polib.POEntry(msgid="Work", msgstr=said))
    catalog.save(str(path))
    return path


def test_a_catalog_without_its_compiled_form_is_compiled_and_then_left_alone(tmp_path: Path) -> None:
    source = written(tmp_path, "작업")

    assert catalogs.compile_all(tmp_path) == [source]
    assert catalogs.compile_all(tmp_path) == []
    assert gettext.translation("django", tmp_path, ["ko"]).gettext("Work") == "작업"
    assert sorted(path.name for path in source.parent.iterdir()) == ["django.mo", "django.po"]


def test_a_catalog_that_changed_is_compiled_again(tmp_path: Path) -> None:
    source = written(tmp_path, "작업")
    catalogs.compile_all(tmp_path)

    later = source.with_suffix(".mo").stat().st_mtime + 10
    written(tmp_path, "일")
    os.utime(source, (later, later))

    assert catalogs.compile_all(tmp_path) == [source]
    with source.with_suffix(".mo").open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Work") == "일"
