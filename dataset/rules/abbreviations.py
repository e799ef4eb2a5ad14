"""Abbreviations: which dots and slashes belong to a word (`y.o.`, `f/1.8`, `w/`) and which stand between two."""

import re

from dataset.rules.tokens import Kind

_TITLES = frozenset(["mr", "mrs", "ms", "dr", "st", "jr", "sr", "vs", "mt", "ft"])
_DOMAINS = frozenset(["com", "net", "org", "io", "ly", "jpg", "jpeg", "png", "webp"])
_KINDS = {"/": Kind.GLUE, ".": Kind.SEPARATOR}
_PARTS = re.compile(r"\A\.[^./]+|[./]|[^./]+")
_NEXT_LETTER = re.compile(r"\.\s+[^\W\d_]")


def split_knot(text: str, following: str, *, after_number: bool) -> list[tuple[str, Kind]]:
    """
    Split a chunk that holds dots or slashes into words and what stands between them.

    :param following: what comes after the chunk; the last word may take its dot or slash from there
    :param after_number: whether the word before is a number, so that a letter here is a unit and no initial
    """
    parts = _PARTS.findall(text)
    out: list[list[str]] = [[parts[0]]]
    for joint, left, right in zip(parts[1::2], parts[0::2], parts[2::2], strict=False):
        if _joins(joint, left, right):
            out[-1] += [joint, right]
        else:
            out += [[joint], [right]]
    out[-1].append(_tail(out[-1], following, after_number=after_number))
    return [(text, _KINDS.get(text, Kind.WORD)) for text in map("".join, out)]


def _joins(joint: str, left: str, right: str) -> bool:
    if joint == "/":
        return not (_is_long_word(left) and _is_long_word(right))
    if left[-1:].isdigit() and right[:1].isdigit():
        return True
    return left == "" or (len(left) <= 2 and left.isalpha()) or right.lower() in _DOMAINS


def _is_long_word(text: str) -> bool:
    return len(text) >= 3 and sum(map(str.isalpha, text)) >= 3 and not any(map(str.isdigit, text))


def _tail(word: list[str], following: str, *, after_number: bool) -> str:
    """The dot or slash after the word, when it belongs to it."""
    last = word[-1]
    if following.startswith("/"):
        return "/" if "".join(word).lower() == "w" and not following[1:2].isalnum() else ""
    if not following.startswith(".") or following.startswith(".."):
        return ""
    if len(word) > 2 and word[-2] == "." and len(last) <= 2 and last.isalpha():
        return "."
    initial = len(last) == 1 and last.isalpha() and last != "a" and not after_number
    return "." if len(word) == 1 and (initial or last.lower() in _TITLES) and _NEXT_LETTER.match(following) else ""
