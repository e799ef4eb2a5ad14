"""Models that score pictures here, as the settings name them, loaded by onnxruntime: tiny ones that tests make."""

import hashlib
import sys
from math import exp
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from dataset.gateways import scorers
from dataset.gateways.scorers import ExtraMissing, PictureUnreadable, ScorerMisset, WeightsMissing
from tests.dataset.scoring import made, png


@pytest.fixture(autouse=True)
def _anew() -> None:
    scorers._loaded.cache_clear()


def test_clip_says_how_well_a_picture_fits_its_text(tmp_path: Path, settings: Settings) -> None:
    made(tmp_path, settings)
    clip = scorers.loaded(scorers.named("clip"))

    found = clip.scores([png(255, 0, 0), png(255, 0, 0), png(255, 255, 0)], ["Red!", "blue", "a red, a green"])

    assert found == [1.0, 0.0, 1.0]
    assert clip.scores([png(255, 255, 0)], ["red"]) == [0.707107]


def test_a_classifier_says_how_much_lies_on_what_is_unsafe(tmp_path: Path, settings: Settings) -> None:
    made(tmp_path, settings)
    nsfw = scorers.loaded(scorers.named("nsfw"))

    assert nsfw.scores([png(255, 0, 0), png(0, 0, 0)], ["", ""]) == [round(exp(1) / (exp(1) + 2), 6), 0.333333]


@pytest.mark.parametrize("name", ["clip", "nsfw"])
def test_a_picture_that_cannot_be_decoded_is_told_among_the_others(
    tmp_path: Path, settings: Settings, name: str
) -> None:
    made(tmp_path, settings)
    scorer = scorers.loaded(scorers.named(name))

    broken, whole = scorer.scores([b"no picture", png(255, 0, 0)], ["red", "red"])

    assert (type(broken), type(whole)) == (PictureUnreadable, float)
    assert [type(one) for one in scorer.scores([b""], ["red"])] == [PictureUnreadable]


def test_a_model_is_loaded_once_in_a_process(tmp_path: Path, settings: Settings) -> None:
    made(tmp_path, settings)

    assert scorers.loaded(scorers.named("nsfw")) is scorers.loaded(scorers.named("nsfw"))


def test_no_file_is_downloaded_but_asked_for(tmp_path: Path, settings: Settings) -> None:
    made(tmp_path, settings)
    (tmp_path / "nsfw.onnx").unlink()

    with pytest.raises(WeightsMissing, match=r"nsfw\.onnx is not there, and nothing is downloaded: put the"):
        scorers.loaded(scorers.named("nsfw"))


def test_another_file_than_the_settings_say_is_not_run(tmp_path: Path, settings: Settings) -> None:
    made(tmp_path, settings)
    (tmp_path / "nsfw.onnx").write_bytes(b"something else")

    with pytest.raises(WeightsMissing, match=r"has the SHA-256 [0-9a-f]{64}, and SCORERS_FILE says [0-9a-f]{64}"):
        scorers.loaded(scorers.named("nsfw"))


def test_a_file_that_is_no_model_is_told(tmp_path: Path, settings: Settings) -> None:
    made(tmp_path, settings)
    (tmp_path / "nsfw.onnx").write_bytes(b"something else")
    sums, path = scorers.named("nsfw").files["pictures"].sha256, Path(settings.SCORERS_FILE)
    path.write_text(path.read_text().replace(sums, hashlib.sha256(b"something else").hexdigest()))

    with pytest.raises(WeightsMissing, match="is no model that onnxruntime can load"):
        scorers.loaded(scorers.named("nsfw"))


def test_without_the_extra_it_is_said_what_to_install(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(tmp_path, settings)
    monkeypatch.setitem(sys.modules, "onnxruntime", None)

    with pytest.raises(ExtraMissing, match=r"pip install --require-hashes -r requirements/scorers\.txt"):
        scorers.loaded(scorers.named("nsfw"))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("[nsfw]", "[other]", "SCORERS_FILE names no scorer 'nsfw': it names clip, other."),
        ('kind = "nsfw"', 'kind = "taste"', "cannot be read: ValueError"),
        ('kind = "nsfw"\nversion', "version", "The scorer nsfw in SCORERS_FILE needs kind."),
        ("unsafe = [0]", "unsafe = 0", "unsafe is a list of the numbers of classes"),
        ("NsfwScorer", "Nobody", "is made by dataset.gateways.onnx_scorers.Nobody, which is not there"),
        ("size = 8", "size = 0", "size is a number of pixels"),
        ("[nsfw]", "[nsfw", "cannot be read: "),
    ],
)
def test_settings_that_cannot_be_followed_are_told(
    tmp_path: Path, settings: Settings, before: str, after: str, said: str
) -> None:
    made(tmp_path, settings, **{before: after})

    with pytest.raises(ScorerMisset) as refusal:
        scorers.loaded(scorers.named("nsfw"))

    assert said in str(refusal.value)


def test_without_a_file_there_are_none(settings: Settings) -> None:
    settings.SCORERS_FILE = ""

    assert scorers.everything() == {}
    with pytest.raises(ScorerMisset, match="it is not set, or names none"):
        scorers.named("clip")


def test_other_weights_are_another_sum(tmp_path: Path, settings: Settings) -> None:
    made(tmp_path, settings)
    clip, nsfw = scorers.named("clip"), scorers.named("nsfw")

    assert len({clip.sha256, nsfw.sha256}) == 2
    assert clip.sha256 == scorers.named("clip").sha256
