"""What tests of models showed."""

from dataclasses import dataclass

from dataset.models import ModelProfile, ModelTest
from dataset.rules.model_probes import Finding, Probe, findings

MOST = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """A test with what it showed; nothing before its end."""

    test: ModelTest
    findings: list[Finding]

    @property
    def passed(self) -> bool:
        return self.test.ended_at is not None and not any(one.is_problem for one in self.findings)


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
