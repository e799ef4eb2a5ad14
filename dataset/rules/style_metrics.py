"""Figures on trees of styles; each docstring names where its formula comes from."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import comb, log
from typing import Any

from dataset.rules.style_trees import Tree


@dataclass(frozen=True, slots=True)
class Shape:
    """What a tree looks like. Coverage is the share of styles that have a leaf; sizes are styles of a leaf."""

    n_styles: int
    n_assigned: int
    coverage: float
    coverage_by_prompts: float
    n_leaves: int
    n_nodes: int
    depth: int
    mean_depth: float
    smallest: int
    median: int
    largest: int
    gini: float
    n_empty: int

    def as_json(self) -> dict[str, Any]:
        return {name: round(value, 6) if isinstance(value, float) else value for name, value in asdict(self).items()}


def shape(tree: Tree, n_prompts: Sequence[int]) -> Shape:
    """The figures of a tree; `n_prompts` has the number of prompts of each style of the snapshot."""
    its = tree.styles()
    leaves = [node.number for node in tree.leaves()]
    sizes = sorted(len(its.get(leaf, ())) for leaf in leaves)
    depths = {node.number: depth for depth, node in tree.walk()}
    said = sum(n_prompts)
    return Shape(
        n_styles=len(n_prompts),
        n_assigned=len(tree.members),
        coverage=len(tree.members) / len(n_prompts) if n_prompts else 0.0,
        coverage_by_prompts=sum(n_prompts[style] for style in tree.members) / said if said else 0.0,
        n_leaves=len(leaves),
        n_nodes=len(tree.nodes),
        depth=max(depths.values(), default=0),
        mean_depth=sum(depths[leaf] for leaf in leaves) / len(leaves) if leaves else 0.0,
        smallest=sizes[0] if sizes else 0,
        median=sizes[len(sizes) // 2] if sizes else 0,
        largest=sizes[-1] if sizes else 0,
        gini=gini(sizes),
        n_empty=sizes.count(0),
    )


def gini(sizes: Iterable[int]) -> float:
    """
    How unequal sizes are: 0 when all are equal, towards 1 when one has all.

    G = Σ(2i − n − 1)x_i / (n Σx_i), x sorted, i from 1 (Dixon et al. 1987, "Bootstrapping the Gini coefficient").
    """
    ranked = sorted(sizes)
    n, total = len(ranked), sum(ranked)
    if not total:
        return 0.0
    return sum((2 * i - n - 1) * x for i, x in enumerate(ranked, 1)) / (n * total)


def adjusted_rand(left: Sequence[Hashable], right: Sequence[Hashable]) -> float:
    """
    How alike two ways to sort the same things are: 1 when equal, about 0 by chance.

    (Σ C(n_ij,2) − E) / (½(A + B) − E) with A = Σ C(a_i,2), B = Σ C(b_j,2), E = A·B / C(n,2): Hubert and Arabie 1985,
    "Comparing partitions". Where both put all together, or both all apart, it is 1.
    """
    cells, a, b = Counter(zip(left, right, strict=True)), Counter(left), Counter(right)
    both, of_left, of_right = (sum(comb(n, 2) for n in counts.values()) for counts in (cells, a, b))
    pairs = comb(len(left), 2)
    expected = of_left * of_right / pairs if pairs else 0.0
    most = (of_left + of_right) / 2
    return (both - expected) / (most - expected) if most != expected else 1.0


@dataclass(frozen=True, slots=True)
class Entropies:
    """Each share from 0 to 1."""

    homogeneity: float
    completeness: float
    v_measure: float


def v_measure(truth: Sequence[Hashable], found: Sequence[Hashable]) -> Entropies:
    """
    Homogeneity 1 − H(C|K)/H(C), completeness 1 − H(K|C)/H(K), and their harmonic mean.

    Rosenberg and Hirschberg 2007, "V-Measure: a conditional entropy-based external cluster evaluation measure", β = 1.
    """
    n = len(truth)
    cells, of_truth, of_found = Counter(zip(truth, found, strict=True)), Counter(truth), Counter(found)
    own, other = entropy(of_truth.values(), n), entropy(of_found.values(), n)
    together = entropy(cells.values(), n)
    homogeneity = 1 - (together - other) / own if own else 1.0
    completeness = 1 - (together - own) / other if other else 1.0
    total = homogeneity + completeness
    return Entropies(homogeneity, completeness, 2 * homogeneity * completeness / total if total else 0.0)


def entropy(counts: Iterable[int], n: int) -> float:
    """H = −Σ p ln p, in nats (Shannon 1948)."""
    return -sum(count / n * log(count / n) for count in counts if count) if n else 0.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two trees over the styles that both assign."""

    n: int
    adjusted_rand: float
    v_measure: float


def likeness(left: Mapping[str, int], right: Mapping[str, int]) -> Likeness:
    """How alike two trees sort the styles, by text, that have a leaf in both."""
    shared = sorted(left.keys() & right.keys())
    a, b = [left[text] for text in shared], [right[text] for text in shared]
    return Likeness(len(shared), adjusted_rand(a, b), v_measure(a, b).v_measure)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """A tree against people's assignments. The F1 is over the leaf and all above it."""

    n: int
    accuracy: float
    hierarchical_f1: float


def accuracy(tree: Tree, people: Mapping[int, int]) -> Accuracy:
    """
    The tree's leaf of each style against the node that people named.

    Hierarchical precision and recall share ancestors: hP = Σ|P∩T|/Σ|P|, hR = Σ|P∩T|/Σ|T|, P and T the nodes with all
    above them (Kiritchenko et al. 2006, "Learning and evaluation in the presence of class hierarchies").
    """
    hits, both, of_tree, of_people = 0, 0, 0, 0
    for style, node in people.items():
        leaf = tree.members.get(style)
        found = set() if leaf is None else {one.number for one in tree.line(leaf)}
        true = {one.number for one in tree.line(node)}
        hits += leaf == node
        both, of_tree, of_people = both + len(found & true), of_tree + len(found), of_people + len(true)
    f1 = 2 * both / (of_tree + of_people) if both else 0.0
    return Accuracy(len(people), hits / len(people) if people else 0.0, f1)


@dataclass(frozen=True, slots=True)
class Agreement:
    """A tree against people's word on pairs of styles, whether they belong together."""

    n: int
    share: float
    kappa: float


def agreement(tree: Tree, people: Mapping[tuple[int, int], bool]) -> Agreement:
    """
    Whether two styles stand in one leaf, against whether people put them together; a style without a leaf is alone.

    κ = (p − e) / (1 − e), e what two sayers with these shares of "together" agree on by chance (Cohen 1960, "A
    coefficient of agreement for nominal scales"). Where both always say the same thing, it is 1.
    """
    found = {(a, b): a in tree.members and tree.members[a] == tree.members.get(b) for a, b in people}
    n = len(people)
    if not n:
        return Agreement(0, 0.0, 0.0)
    share = sum(found[pair] == said for pair, said in people.items()) / n
    ours, theirs = sum(found.values()) / n, sum(people.values()) / n
    chance = ours * theirs + (1 - ours) * (1 - theirs)
    return Agreement(n, share, (share - chance) / (1 - chance) if chance < 1 else 1.0)
