"""What the database refuses of style trees."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from dataset.choices import MachineTask, PlacedBy, StyleVersionState
from dataset.models import StyleNode, StyleVersion
from tests.factories import (
    MachineJobFactory,
    StyleAssignmentFactory,
    StyleFactory,
    StyleNodeFactory,
    StyleOperationFactory,
    StyleSnapshotFactory,
    StyleStageFactory,
    StyleStepFactory,
    StyleTreeFactory,
    StyleVersionFactory,
)
from tests.factories.dataset import NOW
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rule", "make", "row"),
    [
        ("stylesnapshot_has_styles", StyleSnapshotFactory, {"n_styles": 0}),
        ("style_has_text", StyleFactory, {"text": ""}),
        ("style_is_said", StyleFactory, {"n_prompts": 0}),
        ("styletree_state_known", StyleTreeFactory, {"state": "lost"}),
        ("styletree_patch_can_be_asked", StyleTreeFactory, {"patch_size": 1}),
        ("styletree_may_cost_something", StyleTreeFactory, {"cap_amount": Decimal(0)}),
        ("styletree_extends_a_version", StyleTreeFactory, {"extends": True}),
        ("stylestage_task_known", StyleStageFactory, {"task": MachineTask.ANNOTATE}),
        ("stylestage_assigns_to_a_version", StyleStageFactory, {"task": MachineTask.STYLE_ASSIGN}),
        ("styleversion_state_known", StyleVersionFactory, {"state": "lost"}),
        ("styleversion_published_is_dated", StyleVersionFactory, {"state": StyleVersionState.PUBLISHED}),
        ("stylenode_has_a_name", StyleNodeFactory, {"name": ""}),
        ("styleoperation_act_known", StyleOperationFactory, {"act": "paint"}),
        ("styleassignment_by_somebody", StyleAssignmentFactory, {"by": "luck"}),
        ("styleassignment_person_is_named", StyleAssignmentFactory, {"by": PlacedBy.PERSON}),
        ("machinejob_has_one_subject", MachineJobFactory, {"prompt": None}),
    ],
)
def test_a_row_is_refused(rule: str, make: Callable[..., Any], row: dict[str, Any]) -> None:
    with refused_by(rule):
        make(**row)


@pytest.mark.parametrize(
    ("rule", "make", "same"),
    [
        ("dataset_stylesnapshot_sha256_key", StyleSnapshotFactory, ["sha256"]),
        ("style_numbered", StyleFactory, ["snapshot", "number"]),
        ("style_once", StyleFactory, ["snapshot", "text"]),
        ("stylestage_numbered", StyleStageFactory, ["tree", "number"]),
        ("dataset_stylestage_run_id_key", StyleStageFactory, ["run"]),
        ("stylestep_numbered", StyleStepFactory, ["stage", "number"]),
        ("styleversion_numbered", StyleVersionFactory, ["tree", "number"]),
        ("stylenode_numbered", StyleNodeFactory, ["version", "number"]),
        ("dataset_stylenode_path_key", StyleNodeFactory, ["path"]),
        ("styleoperation_numbered", StyleOperationFactory, ["version", "number"]),
        ("styleassignment_once", StyleAssignmentFactory, ["version", "style"]),
    ],
)
def test_a_row_is_there_once(rule: str, make: Callable[..., Any], same: list[str]) -> None:
    row = make()

    with refused_by(rule):
        make(**{name: getattr(row, name) for name in same})


def test_a_step_has_one_job_and_an_operation_is_undone_once() -> None:
    job = MachineJobFactory(prompt=None, step=StyleStepFactory())
    undone = StyleOperationFactory()
    StyleOperationFactory(undoes=undone, number=2, version=undone.version)

    with refused_by("dataset_machinejob_step_id_key"):
        MachineJobFactory(prompt=None, step=job.step)
    with refused_by("dataset_styleoperation_undoes_id_key"):
        StyleOperationFactory(undoes=undone, number=3, version=undone.version)


def test_a_tie_has_no_leaf() -> None:
    node = StyleNodeFactory()

    with refused_by("styleassignment_tie_has_no_leaf"):
        StyleAssignmentFactory(version=node.version, node=node, tied=True)


def test_a_step_is_answered_once() -> None:
    step = StyleStepFactory()
    step.answer = {"categories": []}
    step.save()

    step.answer = {"categories": [1]}
    with pytest.raises(DatabaseError, match="append-only"):
        step.save()


def test_the_categories_of_a_frozen_version_stay_and_all_of_a_published_one() -> None:
    node = StyleNodeFactory()
    version = node.version
    StyleVersion.objects.filter(pk=version.pk).update(state=StyleVersionState.FROZEN)
    put = StyleAssignmentFactory(version=version, node=node)

    for act in (lambda: StyleNode.objects.update(name="Paint"), lambda: StyleOperationFactory(version=version)):
        with pytest.raises(DatabaseError, match="belongs to a version of styles that is fixed"), transaction.atomic():
            act()
    put.tied, put.node = True, None
    put.save()
    fixed = {"state": StyleVersionState.PUBLISHED, "sha256": b"1", "published_at": NOW}
    StyleVersion.objects.filter(pk=version.pk).update(**fixed)
    with pytest.raises(DatabaseError, match="belongs to a version of styles that is fixed"), transaction.atomic():
        put.delete()
    with pytest.raises(DatabaseError, match="a version of styles that is published is fixed"), transaction.atomic():
        StyleVersion.objects.update(metrics={"n_leaves": 334})


def test_a_version_goes_no_way_back() -> None:
    version = StyleVersionFactory(state=StyleVersionState.FROZEN)

    version.state = StyleVersionState.DRAFT
    with pytest.raises(DatabaseError, match="a version of styles that is frozen is fixed"):
        version.save()
