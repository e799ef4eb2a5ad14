"""Style trees as they come about: the list, and how far each stage of one is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Prefetch, QuerySet

from dataset.choices import JobState, MachineRunState, StyleTreeState
from dataset.models import MachineJob, StyleStage, StyleTree, StyleVersion
from dataset.models.machine_runs import OPEN
from dataset.queries.machine_runs import OVER


@dataclass(frozen=True, slots=True)
class StageProgress:
    """A stage with its questions by state."""

    stage: StyleStage
    by_state: Counter[str]

    @property
    def n(self) -> int:
        return sum(self.by_state.values())

    @property
    def n_over(self) -> int:
        return sum(self.by_state[state] for state in OVER)

    @property
    def n_poison(self) -> int:
        return self.by_state[JobState.POISON]

    @property
    def spent_amount(self) -> Decimal:
        return self.stage.run.budget.spent_amount


@dataclass(frozen=True, slots=True)
class Building:
    """A tree with its versions, the newest first, and how far its stages are."""

    tree: StyleTree
    versions: Sequence[StyleVersion]
    stages: Sequence[StageProgress]

    @property
    def current(self) -> StageProgress | None:
        """The stage that is being asked, or waits to be."""
        last = self.stages[-1] if self.stages else None
        return last if last is not None and last.stage.run.state in OPEN else None

    @property
    def state(self) -> str:
        """Where it stands, in a word: cancelled, paused, assigning, building or built."""
        current = self.current
        if current is not None and current.stage.run.state == MachineRunState.PAUSED:
            return "paused"
        if current is not None and current.stage.version_id is not None:
            return "assigning"
        return StyleTreeState(self.tree.state).value

    @property
    def goes(self) -> bool:
        """Whether something comes of it by itself."""
        return self.current is not None or self.tree.state == StyleTreeState.BUILDING

    @property
    def spent_amount(self) -> Decimal:
        return sum((one.spent_amount for one in self.stages), Decimal(0))


def trees() -> QuerySet[StyleTree]:
    """All of them, the newest first, with what is read of each in two further queries."""
    versions = StyleVersion.objects.order_by("-number")
    stages = StyleStage.objects.select_related("run__budget").order_by("number")
    related = ("snapshot", "profile", "stronger", "based_on")
    prefetched = (Prefetch("versions", versions), Prefetch("stages", stages))
    return StyleTree.objects.select_related(*related).prefetch_related(*prefetched).order_by("-pk")


def buildings(rows: Sequence[StyleTree]) -> list[Building]:
    """These trees with how far their stages are; one query for all of them."""
    counted: dict[int, Counter[str]] = {}
    jobs = MachineJob.objects.filter(run__stage__tree__in=rows).order_by().values_list("run", "state")
    for run, state, n in jobs.annotate(Count("pk")):
        counted.setdefault(run, Counter())[state] = n
    return [
        Building(
            tree,
            [*tree.versions.all()],
            [StageProgress(stage, counted.get(stage.run_id, Counter())) for stage in tree.stages.all()],
        )
        for tree in rows
    ]
