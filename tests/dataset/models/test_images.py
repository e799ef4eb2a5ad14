"""What the database refuses of images and withdrawals."""

from typing import Any

import pytest

from dataset.choices import MediaState, Split
from tests.factories import ImageFactory, SensitivityChangeFactory, WithdrawalFactory
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db

WAITING = {"media_state": MediaState.WAITING, "sha256": None, "n_bytes": None, "width": None, "height": None}


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("image_media_state_known", {"media_state": "lost"}),
        ("image_sensitivity_known", {"sensitivity": "harmless"}),
        ("image_split_known", {"split": "spare"}),
        ("image_ready_has_its_facts", {"sha256": None}),
        ("image_ready_has_its_facts", {"n_bytes": None}),
        ("image_ready_has_its_facts", {"width": None}),
        ("image_ready_has_its_facts", {"height": None}),
        ("image_refused_has_a_reason", {"media_state": MediaState.REFUSED}),
        ("image_refused_has_a_reason", {"media_reason": "too_large"}),
        ("image_refused_has_a_reason", WAITING | {"media_reason": "too_large"}),
    ],
)
def test_an_image_is_refused(rule: str, row: dict[str, Any]) -> None:
    with refused_by(rule):
        ImageFactory(**row)


@pytest.mark.parametrize(
    "row",
    [
        WAITING,
        WAITING | {"media_state": MediaState.REFUSED, "media_reason": "too_large"},
        {"split": Split.TEST},
        {"split": ""},
    ],
)
def test_an_image_may_be_without_bytes_or_split(row: dict[str, Any]) -> None:
    image = ImageFactory(**row)

    assert {field: getattr(image, field) for field in row} == row


def test_two_images_wait_for_their_bytes_without_a_hash() -> None:
    assert [ImageFactory(**WAITING).sha256 for _ in range(2)] == [None, None]


def test_an_image_comes_from_its_source_once() -> None:
    image = ImageFactory()

    with refused_by("image_once_per_source"):
        ImageFactory(source=image.source, source_key=image.source_key)


def test_a_row_of_a_table_becomes_one_image() -> None:
    image = ImageFactory(row=3)

    with refused_by("image_once_per_row"):
        ImageFactory(run=image.run, row=3)


def test_another_source_may_use_the_same_key() -> None:
    image = ImageFactory()

    assert ImageFactory(source="other", source_key=image.source_key).source_key == image.source_key


def test_the_same_bytes_are_one_image() -> None:
    image = ImageFactory()

    with refused_by("image_once_per_bytes"):
        ImageFactory(sha256=image.sha256)


def test_a_public_id_names_one_image() -> None:
    image = ImageFactory()

    with refused_by("dataset_image_public_id_key"):
        ImageFactory(public_id=image.public_id)


def test_a_withdrawal_has_a_reason() -> None:
    with refused_by("withdrawal_has_a_reason"):
        WithdrawalFactory(reason="")


@pytest.mark.parametrize(
    ("rule", "row"),
    [
        ("sensitivitychange_numbered_from_one", {"number": 0, "cause": "hand"}),
        ("sensitivitychange_says_why", {"reason": ""}),
        ("sensitivitychange_is_known", {"before": "harmless"}),
        ("sensitivitychange_is_known", {"after": "unknown", "cause": "hand"}),
        ("sensitivitychange_flag_covers_once", {"cause": "rumour"}),
        ("sensitivitychange_flag_covers_once", {"after": "safe"}),
        ("sensitivitychange_flag_covers_once", {"number": 2}),
    ],
)
def test_a_change_of_sensitivity_is_refused(rule: str, row: dict[str, Any]) -> None:
    with refused_by(rule):
        SensitivityChangeFactory(**row)


def test_changes_of_an_image_are_numbered_and_flags_may_block_again() -> None:
    first = SensitivityChangeFactory()
    rows = [{"number": 2, "cause": "hand", "after": "safe"}, {"number": 3, "after": "blocked"}]

    made = [SensitivityChangeFactory(image=first.image, **row) for row in rows]

    assert [change.number for change in made] == [2, 3]
    with refused_by("sensitivitychange_numbered"):
        SensitivityChangeFactory(image=first.image, number=2, cause="hand")
