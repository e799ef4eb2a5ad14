"""Thresholds on scores, as the API says and hears them."""

from collections.abc import Iterable, Mapping
from typing import Any

from rest_framework import serializers

from dataset.rules.score_limits import COLLECTED, RANGES, Kind, Limit


class LimitSerializer(serializers.Serializer[Any]):
    """
    Pairs with a score from `least` to `most`, both inclusive. Without a `scorer`, as `name@version`, the newest of the
    kind is meant; `collected` is what came with the pairs. Pairs without a score are left out unless `unscored`.
    """

    kind = serializers.ChoiceField(choices=[*Kind])
    scorer = serializers.RegexField(
        rf"^({COLLECTED}|[-a-zA-Z0-9_]{{1,64}}@[-a-zA-Z0-9_.]{{1,32}})$", required=False, max_length=97
    )
    least = serializers.FloatField(min_value=-1, max_value=1, allow_null=True, default=None)
    most = serializers.FloatField(min_value=-1, max_value=1, allow_null=True, default=None)
    unscored = serializers.BooleanField(default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        low, high = RANGES[Kind(attrs["kind"])]
        ends = [attrs[end] for end in ("least", "most") if attrs[end] is not None]
        if not ends:
            raise serializers.ValidationError("Say from which score, or to which.")
        if not all(low <= end <= high for end in ends) or ends != sorted(ends):
            raise serializers.ValidationError(f"Scores of this kind go from {low:g} to {high:g}, the lowest first.")
        return attrs


def limits_field() -> "serializers.ListSerializer[Any]":
    """A list of thresholds, one of each kind at most."""
    return LimitSerializer(many=True, required=False)  # type: ignore[return-value]  # many makes a list


def limits(said: Iterable[Mapping[str, Any]]) -> tuple[Limit, ...]:
    found = tuple(
        Limit(Kind(one["kind"]), one.get("scorer", ""), one["least"], one["most"], one["unscored"]) for one in said
    )
    if len({limit.kind for limit in found}) < len(found):
        raise serializers.ValidationError({"scores": "A kind of score has one threshold."})
    return found
