from datetime import timedelta

import pytest

from dataset.actions import images
from dataset.actions.images import ReasonMissing
from dataset.choices import Sensitivity, SensitivityCause
from dataset.models import Image, SensitivityChange, Withdrawal
from tests.dataset.collected import NOW
from tests.factories import ImageFactory

pytestmark = pytest.mark.django_db


def test_a_withdrawn_image_is_gone_and_every_withdrawal_is_kept() -> None:
    image = ImageFactory()

    images.withdraw(image=image, reason="asked by its author", actor="ann", now=NOW)
    images.withdraw(image=image, reason="a court's order", actor="bob", now=NOW + timedelta(days=1))

    assert image.withdrawn_at == NOW
    assert list(Image.objects.present()) == []
    assert list(Withdrawal.objects.order_by("pk").values_list("reason", "actor")) == [
        ("asked by its author", "ann"),
        ("a court's order", "bob"),
    ]


def test_a_withdrawal_has_a_reason() -> None:
    image = ImageFactory()

    with pytest.raises(ReasonMissing):
        images.withdraw(image=image, reason=" ", actor="ann", now=NOW)

    image.refresh_from_db()
    assert image.withdrawn_at is None


def change(image: Image, sensitivity: str, cause: str = "hand", reason: str = "seen") -> None:
    images.set_sensitivity(
        image=image,
        sensitivity=Sensitivity(sensitivity),
        cause=SensitivityCause(cause),
        reason=reason,
        actor="ruth",
        now=NOW,
    )


def record(image: Image) -> list[tuple[int, str, str, str]]:
    changes = SensitivityChange.objects.filter(image=image).order_by("number")
    return list(changes.values_list("number", "cause", "before", "after"))


def test_a_blocked_image_is_shown_to_nobody() -> None:
    image = ImageFactory()

    change(image, "blocked")

    assert list(Image.objects.present()) == []


def test_every_change_of_sensitivity_is_kept_also_one_that_changes_nothing() -> None:
    image = ImageFactory(sensitivity="safe")

    change(image, "blocked", cause="flag")
    change(image, "blocked")
    change(image, "safe")

    assert record(image) == [
        (1, "flag", "safe", "blocked"),
        (2, "hand", "blocked", "blocked"),
        (3, "hand", "blocked", "safe"),
    ]


def test_a_change_of_sensitivity_has_a_reason() -> None:
    image = ImageFactory()

    with pytest.raises(ReasonMissing):
        change(image, "blocked", reason=" ")

    assert (image.sensitivity, record(image)) == ("unknown", [])


@pytest.mark.parametrize("before", ["unknown", "safe"])
def test_a_flag_covers_what_only_an_import_said_something_of(before: str) -> None:
    image = ImageFactory(sensitivity=before)

    covered = [images.cover(image=image, reason="flagged: nsfw", actor="ann", now=NOW) for _ in range(2)]

    assert (covered, image.sensitivity, record(image)) == (
        [True, False],
        "sensitive",
        [(1, "flag", before, "sensitive")],
    )


@pytest.mark.parametrize("decided", ["safe", "sensitive", "blocked"])
def test_a_flag_does_not_undo_what_a_person_decided(decided: str) -> None:
    image = ImageFactory()
    change(image, decided)

    assert images.cover(image=image, reason="flagged: nsfw", actor="ann", now=NOW) is False
    assert (image.sensitivity, len(record(image))) == (decided, 1)
