"""What tests of models ask, what that costs at most, and what they showed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from dataset.choices import MachineTask, TemplateState
from dataset.models import ModelProfile, ModelTest, Price, Template
from dataset.queries.askings import asking_of, data_of
from dataset.rules import first_templates
from dataset.rules.answer_checks import Subject
from dataset.rules.machine_requests import body, most_input, most_output
from dataset.rules.model_probes import PROMPTS, Finding, Probe, findings
from dataset.rules.prices import Prices, Usage, cost

MOST = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """A test with what it showed; nothing before its end."""

    test: ModelTest
    findings: list[Finding]

    @property
    def passed(self) -> bool:
        return self.test.ended_at is not None and not any(one.is_problem for one in self.findings)


def bodies(template: Template, profile: ModelProfile) -> list[dict[str, Any]]:
    """The questions of a test."""
    asking = asking_of(template, profile)
    return [body(asking, data_of(template.task, Subject(prompt, "en"))) for prompt in PROMPTS]


def most(asked: Sequence[Mapping[str, Any]], price: Price) -> Decimal:
    """The most that these questions may cost."""
    prices = Prices(price.input_amount, price.cached_amount, price.output_amount, price.batch_factor)
    return sum((cost(prices, Usage(most_input(one), 0, most_output(one))) for one in asked), Decimal(0))


def most_now(profile: ModelProfile, now: datetime) -> Decimal | None:
    """The most that a test ordered now may cost; None where nobody can say, for want of a price."""
    price = profile.prices.filter(valid_from__lte=now).order_by("-valid_from").first()
    return None if price is None else most(bodies(template_in_force(), profile), price)


def template_in_force() -> Template:
    """What a test is asked with: the active template, else the one that comes with the software, not kept yet."""
    active = Template.objects.filter(task=MachineTask.ANNOTATE, state=TemplateState.ACTIVE).first()
    return active or Template(
        task=MachineTask.ANNOTATE,
        text=first_templates.ANNOTATE,
        schema=first_templates.ANNOTATE_SCHEMA,
        parameters=first_templates.PARAMETERS,
    )


def of(profile: ModelProfile) -> list[Shown]:
    """The newest of a model's tests; one query."""
    tests = ModelTest.objects.select_related("profile").filter(profile=profile).order_by("-pk")
    return [shown(test) for test in tests[:MOST]]


def shown(test: ModelTest) -> Shown:
    if test.ended_at is None:
        return Shown(test, [])
    if test.problem:
        return Shown(test, [Finding(test.problem, is_problem=True)])
    limits = {"requests": test.profile.requests_per_minute, "tokens": test.profile.tokens_per_minute}
    return Shown(test, findings([Probe.of(one) for one in test.probes], limits))
