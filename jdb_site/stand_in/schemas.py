"""JSON schemas as strict structured output knows them: which are allowed, and a value made to fit one."""

from collections.abc import Mapping
from typing import Any

from .replies import ApiError

EMPTY: Mapping[str, Any] = {"string": "", "integer": 0, "number": 0, "boolean": False, "null": None}
KINDS: Mapping[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
    "object": dict,
    "array": list,
}


def check_strict(name: str, schema: Any, context: tuple[str, ...] = ()) -> None:
    """
    Refuse what strict mode refuses: open objects, and properties that are not required.

    :raises ApiError: the schema is such a one
    """
    if isinstance(schema, list):
        for part in schema:
            check_strict(name, part, context)
    if not isinstance(schema, dict):
        return
    if "properties" in schema or schema.get("type") == "object":
        properties = schema.get("properties", {})
        if schema.get("additionalProperties") is not False:
            raise invalid(name, context, "'additionalProperties' is required to be supplied and to be false.")
        if {*schema.get("required", ())} != {*properties}:
            need = "'required' is required to be supplied and to be an array including every key in properties."
            raise invalid(name, context, need)
        for key, part in properties.items():
            check_strict(name, part, (*context, "properties", key))
    for key in ("items", "anyOf"):
        check_strict(name, schema.get(key), (*context, key))
    for key, part in schema.get("$defs", {}).items():
        check_strict(name, part, (*context, "$defs", key))


def invalid(name: str, context: tuple[str, ...], why: str) -> ApiError:
    """The error for a schema."""
    message = f"Invalid schema for response_format '{name}': In context={context}, {why}"
    return ApiError(400, message, param="response_format")


def fit(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any]) -> Any:
    """The value as the schema wants it: what is unknown left out, what is missing there but empty."""
    if "$ref" in schema or "anyOf" in schema:
        return fit(value, narrowed(value, schema, root), root)
    if allowed := schema.get("enum") or ([schema["const"]] if "const" in schema else []):
        return value if value in allowed else allowed[0]
    kind = kind_of(value, schema)
    if kind == "object":
        given = value if isinstance(value, dict) else {}
        return {key: fit(given.get(key), part, root) for key, part in schema.get("properties", {}).items()}
    if kind == "array":
        return fit_array(value if isinstance(value, list) else [], schema, root)
    return value if fits(value, {"type": kind}, root) else EMPTY.get(kind)


def narrowed(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema that a reference or a choice comes to for this value."""
    if "$ref" in schema:
        return resolve(schema["$ref"], root)
    choices: list[Mapping[str, Any]] = schema["anyOf"]
    return next((part for part in choices if fits(value, part, root)), choices[0])


def fit_array(values: list[Any], schema: Mapping[str, Any], root: Mapping[str, Any]) -> list[Any]:
    """As many as are allowed, each made to fit."""
    most, least = schema.get("maxItems", len(values)), schema.get("minItems", 0)
    padded = [*values[:most], *[None] * (least - min(most, len(values)))]
    return [fit(value, schema.get("items", {}), root) for value in padded]


def kind_of(value: Any, schema: Mapping[str, Any]) -> str:
    """The type wanted; of several the one that the value has."""
    kinds = schema.get("type", "object" if "properties" in schema else "string")
    if isinstance(kinds, str):
        return kinds
    return next((kind for kind in kinds if isinstance(value, KINDS[kind])), str(kinds[0]))


def fits(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any]) -> bool:
    """Whether the value is of a type that the schema allows."""
    if "$ref" in schema:
        return fits(value, resolve(schema["$ref"], root), root)
    if "enum" in schema:
        return value in schema["enum"]
    kinds = schema.get("type", "object" if "properties" in schema else ())
    return any(
        isinstance(value, KINDS[kind]) and (kind == "boolean") == isinstance(value, bool)
        for kind in ([kinds] if isinstance(kinds, str) else kinds)
    )


def resolve(reference: str, root: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a reference within the schema speaks of."""
    found: Any = root
    for key in reference.removeprefix("#").strip("/").split("/") if reference != "#" else ():
        found = found[key]
    return dict(found)
