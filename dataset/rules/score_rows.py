"""A row of a file of scores, taken apart: which picture, and what is said of it; or the reason why it is refused."""

import math
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from dataset.rules.columns import IMAGE_NAMES
from dataset.rules.score_limits import RANGES, Kind, fits_kind

PICTURE_NAMES = ("picture", "public_id")
VALUE_NAMES = ("score", "value")
LONGEST_KEY = 300


class ScoreReason(StrEnum):
    """Why a row is not in, or a picture has no score. What is wrong with a row's form has the codes of imports."""

    NO_PICTURE = "no_picture"
    NOT_AN_ID = "not_an_id"
    NO_SCORE = "no_score"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    UNKNOWN_PICTURE = "unknown_picture"
    OTHER_SCORE = "other_score"
    UNREADABLE = "unreadable"
    PICTURE_MISSING = "picture_missing"
    PICTURE_DAMAGED = "picture_damaged"


SENTENCES: dict[str, str] = {
    ScoreReason.NO_PICTURE: "The row names no picture.",
    ScoreReason.NOT_AN_ID: "The picture's id is no UUID.",
    ScoreReason.NO_SCORE: "The row has no score.",
    ScoreReason.NOT_A_NUMBER: "The score is no number.",
    ScoreReason.OUT_OF_RANGE: "NSFW scores go from 0 to 1, CLIP scores are cosines, from -1 to 1.",
    ScoreReason.UNKNOWN_PICTURE: "No picture of that name is in.",
    ScoreReason.UNREADABLE: "The scorer cannot decode the picture.",
    ScoreReason.PICTURE_MISSING: "The storage does not have the picture.",
    ScoreReason.PICTURE_DAMAGED: "The storage has other bytes than the picture's.",
    ScoreReason.OTHER_SCORE: "This scorer said something else of this picture before: name another version of it.",
}


class RowRefused(Exception):
    """A row that stays out: the reason, and what exactly was met."""

    def __init__(self, reason: ScoreReason, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason, self.detail = reason, detail[:200]


class ScoreRow(NamedTuple):
    """A picture by its public id, or by how it is known at its source, and the score."""

    picture: UUID | None
    source_key: str
    value: float


def score_row(row: Mapping[str, Any], kind: Kind, column: str) -> ScoreRow:
    """
    What a row says.

    :param column: the key of the score; empty: one of the usual ones
    :raises RowRefused: with the first reason found
    """
    picture, source_key = picture_of(row)
    names = (column,) if column else (*VALUE_NAMES, f"{kind}_score", f"image_{kind}_score")
    found = next((row[name] for name in names if name in row), None)
    if found is None or found == "":
        raise RowRefused(ScoreReason.NO_SCORE, f"looked for {', '.join(names)}")
    return ScoreRow(picture, source_key, value_of(found, kind))


def picture_of(row: Mapping[str, Any]) -> tuple[UUID | None, str]:
    if said := first(row, PICTURE_NAMES):
        try:
            return UUID(said), ""
        except ValueError as error:
            raise RowRefused(ScoreReason.NOT_AN_ID, said) from error
    if not (key := first(row, IMAGE_NAMES)) or len(key) > LONGEST_KEY or "\0" in key:
        raise RowRefused(ScoreReason.NO_PICTURE, f"looked for {', '.join((*PICTURE_NAMES, *IMAGE_NAMES))}")
    return None, key.removeprefix("./")


def first(row: Mapping[str, Any], names: Sequence[str]) -> str:
    return next((said for name in names if isinstance(said := row.get(name), str) and said), "")


def value_of(said: object, kind: Kind) -> float:
    if isinstance(said, bool) or not isinstance(said, int | float | str):
        raise RowRefused(ScoreReason.NOT_A_NUMBER, repr(said))
    try:
        value = float(said)
    except (ValueError, OverflowError) as error:
        raise RowRefused(ScoreReason.NOT_A_NUMBER, str(said)) from error
    if not math.isfinite(value):
        raise RowRefused(ScoreReason.NOT_A_NUMBER, str(said))
    if not fits_kind(kind, value):
        low, high = RANGES[kind]
        raise RowRefused(ScoreReason.OUT_OF_RANGE, f"{value:g} is not from {low:g} to {high:g}")
    return value
