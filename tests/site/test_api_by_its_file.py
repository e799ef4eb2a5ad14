"""
The API, asked whatever docs/openapi.yml allows and some that it forbids, by everybody.

It answers what the file says that it may: no failure of the server; no status, type or shape that is not declared
there; nothing at all without a sign-in. The same questions every time; nothing leaves this process.
"""

from typing import Any

import pytest
import requests
import schemathesis
from django.conf import settings
from django.db import transaction
from django.test.client import Client
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from schemathesis import GenerationMode, Response
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.site.world import PEOPLE, World

SITE = "http://testserver"
EXAMPLES = 30
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
FILE = schemathesis.openapi.from_path(str(settings.ROOT / "docs" / "openapi.yml"))
OPERATIONS: dict[str, Any] = {path: next(iter(FILE[path].values())) for path in FILE}
GIVES_WORK = {"claims", "packs", "releases", "steps", "attempts", "answers"}
REAL = {"made up": (), "of the pair that ann holds": ("pair", "slot", "tokens_hash"), "right": None}


def cases(path: str) -> st.SearchStrategy[Any]:
    return st.one_of([OPERATIONS[path].as_strategy(generation_mode=mode) for mode in GenerationMode])


def sent(client: Client, case: Any) -> Response:
    """The case as HTTP, taken to Django without a network; what it did is undone."""
    asked = requests.Request(**case.as_transport_kwargs(base_url=SITE)).prepare()
    headers = {name: str(value) for name, value in asked.headers.items() if name not in {"Content-Type", "Cookie"}}
    body = asked.body.encode() if isinstance(asked.body, str) else asked.body or b""
    kind = str(asked.headers.get("Content-Type", ""))
    with transaction.atomic():
        found = client.generic(case.method, asked.path_url, body, content_type=kind, headers=headers)
        transaction.set_rollback(True)
    told = {name.lower(): [value] for name, value in found.items()}
    return Response(found.status_code, told, found.content, request=asked, elapsed=0.0, verify=False)


def made_real(case: Any, world: World, how: str) -> None:
    """Written over with what is true, in part or whole, so that more than the form of it is read."""
    if isinstance(case.body, dict):
        known, names = world.body("own"), REAL[how]
        case.body |= {name: known[name] for name in (known if names is None else names) if name in case.body}


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("path", OPERATIONS)
def test_every_answer_is_one_that_the_file_declares(world: World, path: str, name: str) -> None:
    statuses: set[int] = set()
    is_theirs = name == ("adj" if "/desk/" in path else "ann")

    @hypothesis_settings(
        max_examples=EXAMPLES if is_theirs or name == "sus" else EXAMPLES // 6,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases(path), how=st.sampled_from(sorted(REAL)))
    def ask(case: Any, how: str) -> None:
        made_real(case, world, how)
        response = sent(world.browser(name), case)
        case.validate_response(response, checks=CHECKS)
        statuses.add(response.status_code)

    ask()

    assert statuses <= allowed(path, name)
    asked = {200, 422} if OPERATIONS[path].body else {200}  # what is right and what is wrong
    assert not is_theirs or statuses >= asked


def allowed(path: str, name: str) -> set[int]:
    """What may happen at all to them there: everything else is a hole or a failure."""
    if name == "anonymous":
        return {401}
    if "/desk/" in path:
        return {200, 404, 409, 415, 422} if name in {"adj", "man"} else {403}
    is_open_to_suspended = path.rsplit("/", 1)[1] not in GIVES_WORK
    if name in {"ann", "bea"} or (name == "sus" and is_open_to_suspended):
        return {200, 404, 409, 415, 422}
    return {403}
