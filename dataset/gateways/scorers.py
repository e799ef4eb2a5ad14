"""
Scorers as the settings name them: a file in TOML, a table each. Weights come from local paths and are checked by
their sum; nothing is downloaded.

    [clip]
    kind = "clip"
    version = "1"
    model = "openai/clip-vit-base-patch32"
    made_by = "dataset.gateways.onnx_scorers.ClipScorer"
    files.pictures = { path = "/models/clip/vision_model.onnx", sha256 = "…" }
    options = { size = 224 }
"""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings

from dataset.errors import DatasetError
from dataset.rules.score_limits import Kind, is_plain

NEEDED = ("kind", "version", "made_by", "files")


class ScorerMisset(DatasetError):
    """The settings name no such scorer, or not as they should."""

    code = "scorer_misset"


class WeightsMissing(DatasetError):
    """A file of a model is not there, or is another one than the settings say."""

    code = "weights_missing"


class ExtraMissing(DatasetError):
    """The packages that run models are not installed here."""

    code = "extra_missing"


class PictureUnreadable(Exception):
    """A picture that the scorer cannot decode."""


class ImageScorer(Protocol):
    """
    What a scorer has to be able to do; made from its `ScorerSettings`, with its files loaded and checked.

    Of as many pictures as texts, each picture the bytes of a file, it gives as many scores of its kind; a picture that
    cannot be decoded gets the error itself in the place of a score.
    """

    def scores(self, pictures: Sequence[bytes], texts: Sequence[str]) -> list[float | PictureUnreadable]: ...


@dataclass(frozen=True)
class ModelFile:
    """A local file, and the SHA-256 that it must have."""

    path: Path
    sha256: str

    def checked(self) -> Path:
        """
        The path, once it is sure that the right file is there.

        :raises WeightsMissing: it is not
        """
        if not self.path.is_file():
            raise WeightsMissing(
                f"{self.path} is not there, and nothing is downloaded: put the model's file there, or name another "
                "path in SCORERS_FILE."
            )
        with self.path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != self.sha256:
            raise WeightsMissing(
                f"{self.path} has the SHA-256 {found}, and SCORERS_FILE says {self.sha256 or 'none'}. Is it the right "
                "file? Then say its sum there."
            )
        return self.path


@dataclass(frozen=True)
class ScorerSettings:
    """One table of the file."""

    name: str
    kind: Kind
    version: str
    model: str
    made_by: str
    files: Mapping[str, ModelFile]
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        """Of all files together, by name: what scores with others is another version."""
        lines = "".join(f"{name} {file.sha256}\n" for name, file in sorted(self.files.items()))
        return hashlib.sha256(lines.encode()).hexdigest()

    def file(self, name: str) -> Path:
        """
        The path of one of its files, checked.

        :raises ScorerMisset: the settings do not name it
        :raises WeightsMissing: it is not there, or is another
        """
        if name not in self.files:
            raise ScorerMisset(f"The scorer {self.name} needs files.{name}, with path and sha256, in SCORERS_FILE.")
        return self.files[name].checked()


def everything() -> dict[str, ScorerSettings]:
    """
    The scorers that may be run here, by name; none where no file is set.

    :raises ScorerMisset: the file cannot be read, or a table of it
    """
    if not settings.SCORERS_FILE:
        return {}
    try:
        tables = tomllib.loads(Path(settings.SCORERS_FILE).read_text())
    except (OSError, ValueError) as error:
        raise ScorerMisset(f"SCORERS_FILE, {settings.SCORERS_FILE}, cannot be read: {error}") from error
    return {name: parsed(name, table) for name, table in tables.items()}


def parsed(name: str, table: Any) -> ScorerSettings:
    """
    :raises ScorerMisset: something is missing or wrong
    """
    if not isinstance(table, dict) or (missing := [key for key in NEEDED if key not in table]):
        raise ScorerMisset(f"The scorer {name} in SCORERS_FILE needs {', '.join(missing or NEEDED)}.")
    try:
        files = {key: ModelFile(Path(file["path"]), file["sha256"].lower()) for key, file in table["files"].items()}
        kind, options = Kind(table["kind"]), dict(table.get("options", {}))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ScorerMisset(f"The scorer {name} in SCORERS_FILE cannot be read: {error!r}.") from error
    version = str(table["version"])
    if not is_plain(name, version):
        raise ScorerMisset(f"A scorer is named by letters, digits, - and _, not {name!r}, version {version!r}.")
    return ScorerSettings(name, kind, version, str(table.get("model", "")), str(table["made_by"]), files, options)


def named(name: str) -> ScorerSettings:
    """
    The scorer of that name.

    :raises ScorerMisset: there is none
    """
    found = everything()
    if name not in found:
        there = f"it names {', '.join(sorted(found))}" if found else "it is not set, or names none"
        raise ScorerMisset(f"SCORERS_FILE names no scorer {name!r}: {there}. docs/scores.md says how.")
    return found[name]


def loaded(asked: ScorerSettings) -> ImageScorer:
    """
    The scorer, ready; loaded once in a process, as long as its settings stay.

    :raises ScorerMisset: there is no such class, or its options are wrong
    :raises WeightsMissing: a file is not there, or is another
    :raises ExtraMissing: the packages that run it are not installed
    """
    return _loaded(asked.name, asked.sha256, asked.made_by, repr(sorted(asked.options.items())))


@lru_cache(maxsize=2)
def _loaded(name: str, sha256: str, made_by: str, options: str) -> ImageScorer:
    module, _, kind = made_by.rpartition(".")
    try:
        made = getattr(import_module(module), kind)
    except (ImportError, AttributeError, ValueError) as error:
        raise ScorerMisset(f"The scorer {name} in SCORERS_FILE is made by {made_by}, which is not there.") from error
    scorer: ImageScorer = made(named(name))
    return scorer
