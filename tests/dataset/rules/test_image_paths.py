import pytest

from dataset.rules import image_paths
from dataset.rules.reasons import Refused, RowReason


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("./000/1f68403d-374c-58b4-863b-0d754714c1ad.png", "000/1f68403d-374c-58b4-863b-0d754714c1ad.png"),
        ("000/a.jpg", "000/a.jpg"),
        ("000//a.jpg", "000/a.jpg"),
        ("././000/./a.jpg", "000/a.jpg"),
        (" a.webp ", "a.webp"),
        ("A.PNG", "A.PNG"),
        ("a..b.png", "a..b.png"),
        ("bilder/größe 1.jpeg", "bilder/größe 1.jpeg"),
        ("图/一.png", "图/一.png"),
    ],
)
def test_a_path_is_made_plain(path: str, key: str) -> None:
    assert image_paths.plain(path) == key


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("", RowReason.NO_IMAGE_PATH),
        ("  ", RowReason.NO_IMAGE_PATH),
        ("https://example.org/a.png", RowReason.IMAGE_IS_A_LINK),
        ("data:image/png;base64,AAAA", RowReason.IMAGE_IS_A_LINK),
        ("../a.png", RowReason.UNSAFE_PATH),
        ("000/../../a.png", RowReason.UNSAFE_PATH),
        ("/etc/a.png", RowReason.UNSAFE_PATH),
        ("~/a.png", RowReason.UNSAFE_PATH),
        ("C:/a.png", RowReason.UNSAFE_PATH),
        ("000\\a.png", RowReason.UNSAFE_PATH),
        ("000.tgz::a.png", RowReason.UNSAFE_PATH),
        ("a\0.png", RowReason.UNSAFE_PATH),
        ("a\n.png", RowReason.UNSAFE_PATH),
        ("./", RowReason.UNSAFE_PATH),
        ("a\u202egnp.png", RowReason.UNSAFE_PATH),
        ("a\ud800.png", RowReason.BAD_CHARACTERS),
        (f"{'a' * 297}.png", RowReason.PATH_TOO_LONG),
        ("000/a.svg", RowReason.BAD_SUFFIX),
        ("000/a", RowReason.BAD_SUFFIX),
        ("000/.png", RowReason.BAD_SUFFIX),
    ],
)
def test_a_path_that_could_do_harm_or_names_no_picture_is_refused(path: str, reason: RowReason) -> None:
    with pytest.raises(Refused) as refusal:
        image_paths.plain(path)

    assert refusal.value.reason == reason


def test_a_file_is_looked_for_as_named_and_then_under_each_other_suffix() -> None:
    assert image_paths.candidates("000/a.png") == ("000/a.png", "000/a.jpg", "000/a.jpeg", "000/a.webp")
    assert image_paths.candidates("000/a.JPG") == ("000/a.JPG", "000/a.png", "000/a.jpg", "000/a.jpeg", "000/a.webp")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("000/a.png", "000/a.png"),
        ("./000/a.png", "000/a.png"),
        ("imgs/000/a.png", "000/a.png"),
        ("./imgs/a.png", "a.png"),
        ("000/notes.txt", None),
        ("../000/a.png", None),
        ("/000/a.png", None),
    ],
)
def test_a_member_of_an_archive_has_the_key_that_rows_name_it_by(name: str, key: str | None) -> None:
    assert image_paths.member_key(name) == key
