from datetime import timedelta

import pytest

from dataset.actions import images
from dataset.actions.images import ReasonMissing
from dataset.choices import Sensitivity
from dataset.models import Image, Withdrawal
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


def test_a_blocked_image_is_shown_to_nobody() -> None:
    image = ImageFactory()

    images.set_sensitivity(image=image, sensitivity=Sensitivity.BLOCKED)

    assert list(Image.objects.present()) == []
