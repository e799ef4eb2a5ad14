"""A golden set of three prompts for tests, and a template tried on it."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from dataset.actions import golden, golden_runs, machine_runs, templates
from dataset.actions.machine_runs import Means
from dataset.gateways.language_models import Answered, Missed
from dataset.models import MachineRun, ModelProfile, Template
from dataset.rules.golden_lines import Expected
from tests.dataset.lines import SAID, chat
from tests.dataset.machines import profile, worked
from tests.factories.dataset import NOW

APPLE = "a red apple and bananas on a table"
WORDS = {"style": [], "content": ["red apple", "bananas", "table"], "atmosphere": [], "other": []}
TEXTS = (APPLE, f"{APPLE}, oil painting", f"{APPLE}, soft light")


def expected(text: str) -> Expected:
    words = WORDS | {"style": ["oil painting"] * ("oil" in text), "atmosphere": ["soft light"] * ("soft" in text)}
    return Expected(text, words, "A red apple and bananas lie on a table.")


def golden_set(n: int = 3) -> None:
    for text in TEXTS[:n]:
        golden.say(expected=expected(text), actor="ruth", now=NOW)


def draft(text: str = "") -> Template:
    first = templates.FIRST["annotate"]
    wording = templates.Wording(first.task, first.text + text, first.schema, first.parameters)
    return templates.make(name="annotate", wording=wording, actor="ruth", now=NOW)


def tried(
    template: Template,
    *answers: Callable[[Any], Answered | Missed],
    model: ModelProfile | None = None,
    stronger: ModelProfile | None = None,
) -> MachineRun:
    """A golden run of a template, asked and answered in one window."""
    means = Means(model or profile(), Decimal(1), stronger=stronger)
    run = golden_runs.start(template=template, means=means, actor="ruth", now=NOW)
    while machine_runs.build(run_id=run.pk, now=NOW):
        pass
    run.refresh_from_db()
    worked(run, *answers)
    machine_runs.finish(now=NOW)
    run.refresh_from_db()
    return run


def right(body: Any) -> Answered | Missed:
    """As people said it."""
    text = json.loads(body["messages"][1]["content"])["prompt"]
    return chat(json.dumps(SAID | {"words": expected(text).words}))
