from collections import Counter

import pytest

from dataset.rules.exports import Counts, ExportOptions, Origin
from dataset.rules.manifests import FileEntry, file_line, manifest, parse_sums, pretty, sums


def test_a_manifest_holds_options_counts_and_rules_and_no_date() -> None:
    counts = Counts(exported=2, provisional=1, words=9, removed=1, excluded=Counter(mismatch=1, blocked=2))
    cat = Origin(
        "street-1", "test", "en", '{"method":"consensus/majority-1","parameters":{"wanted":2},"tokeniser":"1"}'
    )
    origins = Counter([cat, cat._replace(language="", split="")])

    found = manifest(options=ExportOptions(), counts=counts, origins=origins, files=[FileEntry("w", digest="d")])

    assert found == {
        "format": "strikeout-test-set-2",
        "options": {"level": "tidy", "sources": (), "partial": False, "answers": "letter", "other_key": "Other"},
        "counts": {
            "pairs": 5,
            "exported": 2,
            "provisional": 1,
            "excluded": 3,
            "unresolved": 0,
            "words": 9,
            "words_removed": 1,
        },
        "excluded": {"blocked": 2, "mismatch": 1},
        "unresolved": {},
        "word_sources": ["unanimous", "majority", "desk", "provisional", "locked"],
        "made_by": {
            "batches": {"street-1": 2},
            "splits": {"": 1, "test": 1},
            "languages": {"": 1, "en": 1},
            "tokenisers": {"1": 2},
            "methods": [{"method": "consensus/majority-1", "parameters": {"wanted": 2}, "pairs": 2}],
        },
        "digests": {"w": "d"},
    }
    assert list(found["excluded"]) == ["blocked", "mismatch"]
    assert pretty(found).endswith(b'"w": "d"\n  }\n}\n')


def test_a_line_of_the_list_of_files_has_first_and_last_id() -> None:
    entry = FileEntry("words.jsonl", 10, "a" * 64)
    for public_id in ("1", "2", "3"):
        entry.saw(public_id)

    assert file_line(entry) == {
        "path": "words.jsonl",
        "bytes": 10,
        "sha256": "a" * 64,
        "rows": 3,
        "config": "default",
        "split": "test",
        "first_id": "1",
        "last_id": "3",
    }


def test_sums_are_written_as_coreutils_do_and_read_back() -> None:
    entries = {"words.jsonl": "b" * 64, "data/test/imgs.tgz": "a" * 64}

    written = sums(entries)

    assert written == f"{'a' * 64}  data/test/imgs.tgz\n{'b' * 64}  words.jsonl\n".encode()
    assert parse_sums(written.decode()) == entries


@pytest.mark.parametrize("line", ["", "a  b", f"{'a' * 64} *b", f"{'a' * 64}  "])
def test_a_line_of_sums_in_another_form_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="not a line of sums"):
        parse_sums(f"{line}\n")


def test_a_manifest_says_when_it_is_of_rows_only() -> None:
    assert ExportOptions(rows_only=True).as_json() == {**ExportOptions().as_json(), "rows_only": True}
