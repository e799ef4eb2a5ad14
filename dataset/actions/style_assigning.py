"""Every style is assigned to a version whose categories are frozen: by votes of a model, ties by people."""

from collections import defaultdict
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from dataset.actions import style_stages, style_versions
from dataset.actions.style_versions import VersionFixed
from dataset.choices import MachineRunState, MachineTask, PlacedBy, StyleVersionState
from dataset.gateways import style_places
from dataset.gateways.style_places import Decided
from dataset.models import StyleAssignment, StyleNode, StyleStage, StyleTree, StyleVersion
from dataset.queries import style_versions as versions
from dataset.queries import styles
from dataset.rules import style_assignments
from dataset.rules.style_assignments import Ballot
from dataset.rules.style_builds import Question


@transaction.atomic
def start(*, version: StyleVersion, cap: Decimal, now: datetime) -> StyleStage:
    """
    Freeze a draft; its questions are made as the tree goes on. Where that was cancelled, it begins anew.

    :raises VersionFixed: it is no draft, or styles are being assigned to another version of its tree
    """
    StyleTree.objects.select_for_update().get(pk=version.tree_id)
    again = StyleVersionState.FROZEN if versions.is_cancelled(version) else StyleVersionState.DRAFT
    version = style_versions.locked(version, again)
    going = StyleStage.objects.filter(tree=version.tree_id, version__isnull=False, version__assigned_at__isnull=True)
    if going.exclude(run__state=MachineRunState.CANCELLED).exists():
        raise VersionFixed("Styles are being assigned to another version of this tree.")
    StyleVersion.objects.filter(pk=version.pk).update(state=StyleVersionState.FROZEN)
    return style_stages.begin(tree=version.tree, task=MachineTask.STYLE_ASSIGN, cap=cap, now=now, version=version)


def go_on(*, stage: StyleStage, version: StyleVersion, now: datetime) -> bool:
    """Make its questions, or count the votes; False while it is being asked, and at the end."""
    if stage.run.state == MachineRunState.BUILDING:
        return ask(stage=stage, version=version, now=now)
    return settle(stage=stage, now=now)


def ask(*, stage: StyleStage, version: StyleVersion, now: datetime) -> bool:
    """
    Make the questions where the styles of a frozen version belong, frequent ones thrice; in a tree that is locked.

    What a lock kept or a person decided is not asked.
    """
    tree = stage.tree
    words, value = styles.words(tree.snapshot), versions.tree_of(version)
    stay = StyleAssignment.objects.filter(version=version, by=PlacedBy.PERSON).values_list("style__number", flat=True)
    locked = {style for style, leaf in value.members.items() if value.nodes[leaf].locked}
    asked = [style for style in range(len(words)) if style not in locked | {*stay}]
    near = style_assignments.candidates(value, words, asked)
    questions = []
    for vote in range(style_assignments.VOTES):
        its = {
            style: leaves for style, leaves in near.items() if not vote or words[style].n_prompts >= tree.thrice_from
        }
        ballots = style_assignments.ballots(its, seed=tree.seed, vote=vote)
        for at in range(0, len(ballots), style_assignments.STYLES):
            rows = ballots[at : at + style_assignments.STYLES]
            told = style_assignments.question(rows, value, words)
            questions.append(Question(told, [[one.style, list(one.candidates)] for one in rows]))
    style_stages.fill(stage=stage, questions=questions, cap=stage.run.budget.cap_amount, now=now)
    return True


def settle(*, stage: StyleStage, now: datetime) -> bool:
    """Put each style where its votes put it, once; False when that was done, or the run was cancelled."""
    version = stage.version
    if version is None or version.assigned_at is not None or stage.run.state != MachineRunState.DONE:
        return False
    cast: defaultdict[int, list[int]] = defaultdict(list)
    for one in versions.asked(stage).asked:
        if one.answer is not None:
            ballots = [Ballot(style, tuple(leaves)) for style, leaves in one.meant]
            for style, leaf in style_assignments.votes(ballots, one.answer).items():
                cast[style].append(leaf)
    nodes = dict(StyleNode.objects.filter(version=version).values_list("number", "pk"))
    found = {style: style_assignments.decide(votes) for style, votes in cast.items()}
    decided = [
        Decided(style, None if one.leaf is None else nodes[one.leaf], one.n_votes, one.n_for, one.tied)
        for style, one in found.items()
    ]
    style_places.decide(version=version.pk, snapshot=version.tree.snapshot_id, decided=decided)
    StyleVersion.objects.filter(pk=version.pk).update(assigned_at=now)
    style_versions.tell(StyleVersion.objects.select_related("tree__snapshot").get(pk=version.pk))
    return True
