from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from annotation.rules import trails

TIME = {"type": "integer", "minimum": -trails.MOST_MS, "maximum": trails.MOST_MS}
NAME = {"type": "string", "maxLength": trails.LONGEST_NAME}
SCHEMA = {
    "type": "object",
    "properties": {
        "version": {"type": "integer", "enum": [trails.VERSION]},
        **{name: TIME | {"nullable": True} for name in trails.TIMES},
        "device": {"type": "string", "enum": list(trails.DEVICES)},
        "zoomed": {"type": "boolean"},
        "build": NAME,
        "events": {
            "type": "array",
            "items": {"type": "array", "items": {}, "minItems": 5, "maxItems": 5},
            "description": f"[ms, kind, from, to, source], in order; the first {trails.MOST_EVENTS} are kept.",
        },
    },
    "required": ["version", "device", "zoomed", "build", "events"],
}


@extend_schema_field(SCHEMA)
class TrailField(serializers.Field[str, Any, Any, Any]):
    """A trail, as the JSON that is kept of it."""

    def to_internal_value(self, data: Any) -> str:
        try:
            return trails.read(data)
        except ValueError as error:
            raise serializers.ValidationError(str(error)) from error
