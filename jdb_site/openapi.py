"""What every operation may answer, said once in the OpenAPI file and referred to by each."""

from typing import Any

ANSWERS = {
    "401": ("SignIn", "Nobody is signed in, or the session ended."),
    "403": ("Forbidden", "Not for this person, or the CSRF token is missing."),
    "413": ("TooLarge", "The body is larger than a megabyte."),
    "415": ("NotJson", "The body is not declared as JSON."),
    "503": ("Busy", "Try again after `Retry-After` seconds."),
}
BUILD = {"X-Build": {"description": "The build that answers.", "required": True, "schema": {"type": "string"}}}
HEADERS = {"503": {"Retry-After": {"schema": {"type": "integer"}}}}
BODY = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}


def declare_common_answers(result: dict[str, Any], **context: object) -> dict[str, Any]:
    """drf-spectacular's hook: it hands over the document and takes what is written."""
    result["components"]["responses"] = {name: declared(status) for status, (name, _) in ANSWERS.items()}
    for path in result["paths"].values():
        for operation in path.values():
            references = {status: {"$ref": f"#/components/responses/{name}"} for status, (name, _) in ANSWERS.items()}
            own = {status: told | {"headers": BUILD} for status, told in operation["responses"].items()}
            operation["responses"] = dict(sorted((own | references).items()))
    return result


def declared(status: str) -> dict[str, Any]:
    return {"description": ANSWERS[status][1], "content": BODY, "headers": BUILD | HEADERS.get(status, {})}
