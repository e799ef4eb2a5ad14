"""The path of an image as a row names it: made plain, or refused."""

import re

from dataset.rules.reasons import Refused, RowReason

SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")
LONGEST = 300
ARCHIVE_MARK = "::"

_PLAIN = re.compile(r"(?:\./)?([\w-]+(?:/[\w-]+)*\.(?:png|jpg|jpeg|webp))", re.ASCII)
_LINK = re.compile(r"[a-z][a-z0-9+.-]*://|data:", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]|::|^/|^~|^[A-Za-z]:")


def plain(path: str) -> str:
    """
    The path relative to its folder, without `./`: the key of the image in its source.

    :raises Refused: it is empty, a link, unsafe, too long, or of a suffix that no picture has
    """
    if (match := _PLAIN.fullmatch(path)) and len(path) <= LONGEST:
        return match[1]
    return _looked_at(path.strip())


def _looked_at(path: str) -> str:
    if not path:
        raise Refused(RowReason.NO_IMAGE_PATH)
    if _LINK.match(path):
        raise Refused(RowReason.IMAGE_IS_A_LINK, path[:200])
    parts = [part for part in path.split("/") if part not in {"", "."}]
    if _UNSAFE.search(path) or ".." in parts or not parts:
        raise Refused(RowReason.UNSAFE_PATH, ascii(path)[:200])
    if not path.isprintable():
        raise Refused(RowReason.BAD_CHARACTERS if _has_surrogate(path) else RowReason.UNSAFE_PATH, ascii(path)[:200])
    if len(found := "/".join(parts)) > LONGEST:
        raise Refused(RowReason.PATH_TOO_LONG, found[:200])
    if not found.lower().endswith(SUFFIXES) or parts[-1].lower() in SUFFIXES:
        raise Refused(RowReason.BAD_SUFFIX, found[-60:])
    return found


def _has_surrogate(path: str) -> bool:
    return re.search("[\ud800-\udfff]", path) is not None


def stem(path: str) -> str:
    """The path without its suffix: what a row and its file agree on when the suffix is wrong."""
    return path.rpartition(".")[0]


def candidates(path: str) -> tuple[str, ...]:
    """Where the file may be: as named, then under each other suffix."""
    return (path, *(f"{stem(path)}{suffix}" for suffix in SUFFIXES if not path.endswith(suffix)))


def member_key(name: str) -> str | None:
    """
    The key of the image that an archive's member holds; None for what is no picture or has no safe name.

    Archives hold `000/x.png`, `./000/x.png` or `imgs/000/x.png` for the row's `000/x.png`.
    """
    try:
        return plain(name).removeprefix("imgs/")
    except Refused:
        return None
