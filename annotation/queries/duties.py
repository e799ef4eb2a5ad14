"""What waits for somebody of the office."""

from dataclasses import dataclass

from annotation.choices import Role
from annotation.models import Onboarding, User
from annotation.queries import proofs, sensitivities, threads
from annotation.queries.standings import Standing
from dataset.choices import RunState
from dataset.models import ImportRun


@dataclass(frozen=True, slots=True)
class Duty:
    """So many things to do, said for one and for many; `place` names the route that lists them."""

    n: int
    one: str
    many: str
    place: str

    @property
    def says(self) -> str:
        return self.one if self.n == 1 else self.many


def of(user: User, standing: Standing) -> list[Duty]:
    """What this person can do something about, the most pressing first; five queries at most."""
    found = []
    if user.has_role(Role.MANAGER):
        found.append(
            Duty(
                sensitivities.n_waiting(),
                "flagged picture to decide on",
                "flagged pictures to decide on",
                "sensitivities",
            )
        )
    if user.has_role(Role.MANAGER, Role.ADJUDICATOR):
        found.append(Duty(threads.n_waiting(), "question to answer", "questions to answer", "questions"))
        found.append(Duty(standing.n_desk, "pair at the desk", "pairs at the desk", "desk"))
        found.append(Duty(proofs.n_due(), "clean prompt to read", "clean prompts to read", "proofs"))
    if user.has_role(Role.MANAGER):
        failed = Onboarding.objects.filter(failed_at__isnull=False, qualified_at__isnull=True).count()
        found.append(
            Duty(
                failed, "person who did not qualify, to decide on", "people who did not qualify, to decide on", "people"
            )
        )
        broken = ImportRun.objects.filter(state__in=[RunState.STOPPED, RunState.FAILED]).count()
        found.append(
            Duty(broken, "import that did not come to its end", "imports that did not come to their end", "imports")
        )
    return [duty for duty in found if duty.n]
