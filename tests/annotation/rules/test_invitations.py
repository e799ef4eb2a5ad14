"""Invitations as rows: what each says, and why it cannot be taken."""

import pytest

from annotation.rules.invitations import MOST_ROWS, Known, Row, Unreadable, read

KNOWN = Known(["annotator", "manager"], ["en", "ko"], ["Asia/Seoul"])


def test_a_row_says_who_where_and_with_whom() -> None:
    text = "\ufeffName,languages,zone,groups,role\nMina Park,ko EN,Asia/Seoul,evening north;evening,\nRuth,,,,Manager\n"

    assert read(text, KNOWN) == [
        Row(1, "Mina Park", "annotator", ("ko", "en"), "Asia/Seoul", ("evening", "north")),
        Row(2, "Ruth", "manager"),
    ]


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (",annotator,,,", "no name"),
        (f"{'x' * 151},,,,", "a name of more than 150 characters"),
        ("=HYPERLINK(1),,,,", "a name that a spreadsheet would take for a formula"),
        ("+Mina,,,,", "a name that a spreadsheet would take for a formula"),
        ('"Mi\nna",,,,', "a name with signs that cannot be printed"),
        ("Mina,boss,,,", "no role is called boss"),
        ("Mina,,tlh,,", "no language is called tlh"),
        ("Mina,,,Mars/Base,", "no zone is called Mars/Base"),
        ("Mina,,,,../x", "groups are letters, digits, - and _"),
        ("Ruth,manager,en,,", "only annotators have these"),
        ("Mina,,,,,more", "more cells than columns"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(cells: str, why: str) -> None:
    assert [row.refused for row in read(f"name,role,languages,zone,groups\n{cells}", KNOWN)] == [why]


def test_the_second_row_of_one_name_is_refused() -> None:
    assert [row.refused for row in read("name\nMina\nAda\nMINA", KNOWN)] == ["", "", "the same name as row 1"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "The first line must name the columns, one of them name."),
        ("Mina Park", "The first line must name the columns, one of them name."),
        ("name,salary\nMina,1", "No column is called salary; there are name, role, languages, zone, groups."),
        ("name,name\nMina,Mina", "A column stands twice."),
        ("name\n\n", "There are no rows under the heading."),
        ('name\n"Mina', "Line 1 is not CSV: unexpected end of data."),
        ("name\n" + "\n".join(f"n{n}" for n in range(MOST_ROWS + 1)), "501 rows: at most 500 at once."),
    ],
)
def test_a_table_that_cannot_be_read_says_why(text: str, why: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(text, KNOWN)

    assert str(refused.value) == why
