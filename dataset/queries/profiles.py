"""Models that may be asked, with their prices in force."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from dataset.choices import Transport
from dataset.models import MachineRun, ModelProfile, Price
from dataset.models.machine_runs import OPEN


@dataclass(frozen=True, slots=True)
class Known:
    """A model with the price in force, None before its first; `has_key` is None where it wants no key."""

    profile: ModelProfile
    price: Price | None
    has_key: bool | None


def everything(now: datetime) -> list[Known]:
    """All models by name; two queries."""
    rows = Price.objects.filter(valid_from__lte=now).order_by("profile", "-valid_from").distinct("profile")
    prices = {price.profile_id: price for price in rows}
    return [
        known(profile, prices.get(profile.pk))
        for profile in ModelProfile.objects.select_related("stronger").order_by("name")
    ]


def known(profile: ModelProfile, price: Price | None) -> Known:
    return Known(profile, price, has_key(profile))


def has_key(profile: ModelProfile) -> bool | None:
    """Whether its key is there; None where it wants none."""
    return profile.secret_name in settings.MODEL_SECRETS if profile.secret_name else None


def at_work() -> list[ModelProfile]:
    """Models that open runs ask, by name."""
    asks = Q(profile=OuterRef("pk")) | Q(stronger=OuterRef("pk"))
    return [*ModelProfile.objects.filter(Exists(MachineRun.objects.filter(asks, state__in=OPEN))).order_by("name")]


def first_transport(profile: ModelProfile) -> Transport:
    """How a model is asked where nobody says: one by one where it can be."""
    return Transport.ONLINE if Transport.ONLINE in profile.transports else Transport(profile.transports[0])
