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

from tests.site.sent import SENT
from tests.site.world import PEOPLE, World

SITE = "http://testserver"
EXAMPLES = 30
NOT_SENT = {"Content-Type", "Cookie", "Authorization"}  # the session says who asks
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
FILE = schemathesis.openapi.from_path(str(settings.ROOT / "docs" / "openapi.yml"))
EVERYTHING: dict[str, Any] = {
    f"{operation.method.upper()} {path}": operation for path in FILE for operation in FILE[path].values()
}
OF_TOKENS = {name for name, one in EVERYTHING.items() if {"token": []} in one.definition.raw.get("security", [])}
OPERATIONS = {name.split()[1]: one for name, one in EVERYTHING.items() if name not in OF_TOKENS}
NOT_THERE = ("test-set.zip", "/pay.csv", "/pictures/{place}")  # files that nothing of the world has
OPENS_THE_PAYROLL = {"POST /api/v1/people/{username}", "POST /api/v1/invitations"}  # to which no manager does
GIVES_WORK = {"claims", "packs", "releases", "steps", "attempts", "answers"}
# Which questions come out depends on all modules that are there: what is right stands often, lest it never come.
REAL = {"made up": (), "of the pair that ann holds": ("pair", "slot", "tokens_hash"), "right": None}


def cases(operation: Any) -> st.SearchStrategy[Any]:
    return st.one_of([operation.as_strategy(generation_mode=mode) for mode in GenerationMode])


def sent(client: Client, case: Any) -> Response:
    """The case as HTTP, taken to Django without a network; what it did is undone."""
    asked = requests.Request(**case.as_transport_kwargs(base_url=SITE)).prepare()
    headers = {name: str(value) for name, value in asked.headers.items() if name not in NOT_SENT}
    body = asked.body.encode() if isinstance(asked.body, str) else asked.body or b""
    kind = str(asked.headers.get("Content-Type", ""))
    with transaction.atomic():
        found: Any = client.generic(case.method, asked.path_url, body, content_type=kind, headers=headers)
        transaction.set_rollback(True)
    told = {name.lower(): [value] for name, value in found.items()}
    return Response(found.status_code, told, found.getvalue(), request=asked, elapsed=0.0, verify=False)


def made_real(case: Any, world: World, how: str) -> None:
    """Written over with what is true, in part or whole, so that more than the form of it is read."""
    if case.path_parameters:
        case.path_parameters = world.parts(case.path.lstrip("/").replace("{", "<").replace("}", ">"), "own")
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
    @given(case=cases(OPERATIONS[path]), how=st.sampled_from([*sorted(REAL), *["right"] * 3]))
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


@pytest.mark.parametrize("name", sorted(OF_TOKENS))
def test_every_answer_to_the_office_is_one_that_the_file_declares(world: World, name: str) -> None:
    operation, route = EVERYTHING[name], name.split("/", 1)[1].replace("{", "<").replace("}", ">")
    right: Any = SENT.get(route, {})
    statuses: set[int] = set()

    @hypothesis_settings(max_examples=EXAMPLES // 4, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(
        case=st.one_of([operation.as_strategy(generation_mode=mode) for mode in GenerationMode]),
        which=st.sampled_from(["own", "own", "own", "absent"]),
        is_right=st.booleans(),
    )
    def ask(case: Any, which: str, *, is_right: bool) -> None:
        # An address that nobody could write is none of the API, and not its to answer.
        case.path_parameters = world.parts(route, which)
        if is_right and isinstance(case.body, dict):
            case.body |= right
        response = sent(world.browser("pay" if "/pay/" in name else "man"), case)
        case.validate_response(response, checks=CHECKS)
        statuses.add(response.status_code)

    ask()

    assert statuses <= {200, 404, 409, 415, 422} | ({403} if name in OPENS_THE_PAYROLL else set())
    assert 200 in statuses or name.startswith("POST") or name.endswith(NOT_THERE)
