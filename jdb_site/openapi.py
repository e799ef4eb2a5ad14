"""What every operation may answer, said once in the OpenAPI file and referred to by each."""

from typing import Any

ANSWERS = {
    "401": ("SignIn", "Nobody is signed in, or the session ended; or the token opens nothing."),
    "403": ("Forbidden", "Not for this person or this token, or the CSRF token is missing."),
    "413": ("TooLarge", "The body is larger than a megabyte."),
    "415": ("NotJson", "The body is not declared as JSON."),
    "503": ("Busy", "Try again after `Retry-After` seconds."),
}
# What only those answer that take tokens.
OF_TOKENS = {"429": ("TooMany", "Too many calls in a minute. Try again after `Retry-After` seconds.")}
BUILD = {"X-Build": {"description": "The build that answers.", "required": True, "schema": {"type": "string"}}}
AGAIN = {"Retry-After": {"schema": {"type": "integer"}}}
HEADERS = {"429": AGAIN, "503": AGAIN}
BODY = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}


def declare_common_answers(result: dict[str, Any], **context: object) -> dict[str, Any]:
    """drf-spectacular's hook: it hands over the document and takes what is written."""
    result["components"]["responses"] = {name: declared(status) for status, (name, _) in (ANSWERS | OF_TOKENS).items()}
    for path in result["paths"].values():
        for operation in path.values():
            common = ANSWERS | (OF_TOKENS if {"token": []} in operation.get("security", []) else {})
            references = {status: {"$ref": f"#/components/responses/{name}"} for status, (name, _) in common.items()}
            own = {status: told | {"headers": BUILD} for status, told in operation["responses"].items()}
            operation["responses"] = dict(sorted((own | references).items()))
    return result


def declared(status: str) -> dict[str, Any]:
    told = (ANSWERS | OF_TOKENS)[status][1]
    return {"description": told, "content": BODY, "headers": BUILD | HEADERS.get(status, {})}
