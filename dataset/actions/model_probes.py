"""The questions of a model's test, asked as the first task on prompts asks them."""

import json
from collections.abc import Mapping
from typing import Any

from dataset.actions import model_tests, templates
from dataset.actions.machine_windows import Outside, server_of
from dataset.choices import MachineTask
from dataset.gateways.language_models import Answered, Missed, Question
from dataset.models import Template
from dataset.queries.model_tests import bodies, most
from dataset.rules.answer_checks import Subject, check
from dataset.rules.answers import read
from dataset.rules.machine_requests import BYTES_A_TOKEN, most_input, most_output
from dataset.rules.model_probes import PROMPTS, Probe, told_limits
from dataset.rules.prices import usage_of

STOPPED = "questions to it are stopped"
OVER_BUDGET = "a budget bears no further question"


def work(*, test_id: int, outside: Outside) -> bool:
    """Ask it; False when another process did."""
    now = outside.clock()
    test = model_tests.begin(test_id=test_id, now=now)
    if test is None:
        return False
    if model_tests.is_stopped(test.profile):
        model_tests.end(test, [], STOPPED, now)
        return True
    template = templates.in_force(task=MachineTask.ANNOTATE, actor=test.actor, now=now)
    asked = [question(told) for told in bodies(template, test.profile)]
    if not model_tests.hold(test, most([one.body for one in asked], test.price), now):
        model_tests.end(test, [], OVER_BUDGET, now)
        return True
    try:
        profile = test.profile
        found = outside.line.ask(server_of(profile), asked, outside.bucket_of(profile), profile.at_once)
    except BaseException:
        model_tests.end(test, [], model_tests.LOST, outside.clock())
        raise
    probes = [probe(prompt, one, template) for prompt, one in zip(PROMPTS, found, strict=True)]
    model_tests.end(test, probes, "", outside.clock())
    return True


def question(told: Mapping[str, Any]) -> Question:
    n_output = most_output(told)
    return Question(told, most_input(told) // BYTES_A_TOKEN + n_output, n_output)


def probe(prompt: str, found: Answered | Missed, template: Template) -> Probe:
    """What came back of one question."""
    if isinstance(found, Missed):
        return Probe(found.fault, found.detail[:500], milliseconds=found.milliseconds)
    checked = read(found.text or "", template.schema)
    if not checked.failures:
        checked = check(checked, Subject(prompt, "en"), seed=prompt.encode())
    usage = usage_of(dict(found.usage))
    return Probe(
        failures=tuple(checked.failures),
        milliseconds=found.milliseconds,
        n_input=usage.n_input,
        n_cached=usage.n_cached,
        n_output=usage.n_output,
        model=str(json.loads(found.raw).get("model") or "")[:200],
        limits=told_limits({name.lower(): value for name, value in found.limits.items()}),
    )
