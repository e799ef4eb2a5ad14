"""The pictures that rulings show."""

from collections.abc import Iterable, Mapping
from typing import Any

from dataset.choices import Sensitivity
from dataset.models import Image


def pictures(examples: Iterable[Mapping[str, Any]]) -> dict[str, Image]:
    """The pictures of these examples of rulings, by public id: those that everybody may see. One query, or none."""
    named = {example["image"] for example in examples if example.get("image")}
    if not named:
        return {}
    present = Image.objects.present().filter(public_id__in=named).exclude(sensitivity=Sensitivity.SENSITIVE)
    return {str(image.public_id): image for image in present}
