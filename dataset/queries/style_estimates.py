"""What a style tree would take, told before it begins: questions and money of each of its stages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from dataset.choices import MachineTask, Transport
from dataset.models import Style, StyleTree, Template
from dataset.queries import askings, run_estimates
from dataset.queries import style_versions as versions
from dataset.queries.run_estimates import Way, longest
from dataset.rules import style_estimates
from dataset.rules.machine_requests import BYTES_A_TOKEN, body, most_input, most_output
from dataset.rules.prices import Usage
from dataset.rules.run_estimates import Cost, Took, expected_amount
from dataset.rules.style_answers import StyleTask
from dataset.rules.style_builds import Next, build


class Lengths(NamedTuple):
    """Of some questions the most tokens of each, and of its answer."""

    inputs: list[int]
    outputs: list[int]


@dataclass(frozen=True, slots=True)
class StageEstimate:
    """
    So many questions of one kind, each asked once: what they cost by their length about, what is held back.

    Of patches the questions themselves were looked at; others are as many and as long as their lists may make them.
    """

    task: MachineTask
    n: int
    expected_amount: Decimal
    most_amount: Decimal


@dataclass(frozen=True, slots=True)
class TreeEstimate:
    """The stages of a tree; assignments come later, with a cap of their own."""

    stages: Sequence[StageEstimate]
    assignments: StageEstimate

    @property
    def n(self) -> int:
        return sum(one.n for one in self.stages)

    @property
    def expected_amount(self) -> Decimal:
        return sum((one.expected_amount for one in self.stages), Decimal(0))

    @property
    def most_amount(self) -> Decimal:
        return sum((one.most_amount for one in self.stages), Decimal(0))


def estimate(tree: StyleTree, templates: Mapping[MachineTask, Template], now: datetime) -> TreeEstimate:
    """What this tree would take, which need not be kept yet."""
    found = build(versions.setup(tree), [])
    patches = [one.told for one in found.questions] if isinstance(found, Next) and found.task == StyleTask.PATCH else []
    n_frequent = Style.objects.filter(snapshot=tree.snapshot, n_prompts__gte=tree.thrice_from).count()
    counts = {
        StyleTask.PATCH: len(patches),
        StyleTask.MERGE: style_estimates.n_merges(len(patches)),
        StyleTask.RELATE: style_estimates.n_relations(tree.snapshot.n_styles),
        StyleTask.ASSIGN: style_estimates.n_assignments(tree.snapshot.n_styles, n_frequent),
    }
    way = Way(templates[MachineTask.STYLE_PATCH], tree.profile, Transport.ONLINE)
    by = run_estimates.cost_of(way, now)
    stages = []
    for kind, n in counts.items():
        asking = askings.asking_of(templates[MachineTask(kind.value)], tree.profile)
        told = [body(asking, one) for one in patches] if kind is StyleTask.PATCH else [body(asking, {})]
        beside = style_estimates.longest_list(kind, tree.snapshot.n_styles)
        lengths = Lengths([most_input(one) + beside for one in told], [most_output(one) for one in told])
        stages.append(of_stage(kind, n, lengths, by))
    return TreeEstimate(stages[:-1], stages[-1])


def of_stage(kind: StyleTask, n: int, lengths: Lengths, by: Cost) -> StageEstimate:
    """What `n` questions of a kind cost, when they are as long as these."""
    n_known = len(lengths.inputs)
    answers = min(n_known * style_estimates.GUESSED_OUTPUT[kind], sum(lengths.outputs))
    guess = Took(n_known, n_known, Usage(sum(lengths.inputs) // BYTES_A_TOKEN, 0, answers))
    most = longest(lengths.inputs, lengths.outputs)
    return StageEstimate(MachineTask(kind.value), n, expected_amount(n, guess, by), expected_amount(n, most, by))
