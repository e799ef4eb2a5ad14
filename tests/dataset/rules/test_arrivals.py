"""Names of files that arrive, and which pairs are shown."""

import pytest

from dataset.rules.arrivals import NameRefused, plain, spread


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("pairs.csv", "pairs.csv"),
        ("./a b/imgs//000/x.PNG", "a b/imgs/000/x.PNG"),
        ("트리/그림.webp", "트리/그림.webp"),
        ("x.jsonl.tgz", "x.jsonl.tgz"),
    ],
)
def test_a_plain_name_is_kept(name: str, expected: str) -> None:
    assert plain(name) == expected


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/etc/passwd.csv",
        "../pairs.csv",
        "a/../../b.csv",
        "a\\b.csv",
        "C:x.csv",
        "~x.csv",
        "a\0.csv",
        "a\n.csv",
        "x\u202e.csv",
        ".hidden.csv",
        "a/.git/x.csv",
        "__MACOSX/x.png",
        "run.sh",
        "x.svg",
        "x" * 130 + ".csv",
        "a/" * 150 + "x.csv",
        "\udc80.csv",
    ],
)
def test_a_name_that_leads_outside_or_is_nothing_to_import_is_refused(name: str) -> None:
    with pytest.raises(NameRefused):
        plain(name)


@pytest.mark.parametrize(
    ("n_rows", "expected"),
    [(0, []), (3, [0, 1, 2]), (4, [0, 1, 2, 3]), (10, [0, 3, 6, 9]), (5000, [0, 1666, 3332, 4999])],
)
def test_rows_are_taken_from_the_first_to_the_last(n_rows: int, expected: list[int]) -> None:
    assert spread(n_rows, 4) == expected
