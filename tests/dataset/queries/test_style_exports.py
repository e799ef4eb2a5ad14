"""A style tree as it goes out: what its card cites."""

import pytest

from dataset.choices import MachineTask
from dataset.models import StyleAssignment
from dataset.queries.style_exports import document
from tests.annotation.style_trees import drafted
from tests.factories import StyleStageFactory

pytestmark = pytest.mark.django_db


def test_the_card_cites_the_categories_and_what_is_assigned_to_them_each_by_a_digest() -> None:
    version = drafted()
    before = document(version)["card"]

    StyleAssignment.objects.filter(version=version, style__text="anime").update(node=None)

    after = document(version)["card"]
    assert after["categories_sha256"] == before["categories_sha256"]
    assert after["sha256"] != before["sha256"]
    assert {*map(len, (before["sha256"], before["categories_sha256"]))} == {64}


def test_the_card_names_the_templates_of_the_stages_and_of_its_own_assigning_alone() -> None:
    version, other = drafted(), drafted()
    first = StyleStageFactory(tree=version.tree, number=0, task=MachineTask.STYLE_PATCH)
    own = StyleStageFactory(tree=version.tree, number=1, task=MachineTask.STYLE_ASSIGN, version=version)
    StyleStageFactory(tree=other.tree, number=0, task=MachineTask.STYLE_MERGE)

    assert document(version)["card"]["templates"] == {
        "style_patch": f"{first.run.template.name}@{first.run.template.version}",
        "style_assign": f"{own.run.template.name}@{own.run.template.version}",
    }
