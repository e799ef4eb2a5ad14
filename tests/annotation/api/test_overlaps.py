"""A program opens a batch with all that the page offers, and changes how many opinions it asks."""

import pytest

from annotation.choices import Scope
from annotation.models import OverlapChange
from tests.annotation.api.programs import Program
from tests.factories import AnnotatorFactory, GoldFactory, GroupMemberFactory, ImageFactory, MemberFactory

pytestmark = pytest.mark.django_db


def test_a_batch_is_opened_with_a_group_and_a_share_of_gold() -> None:
    program = Program(Scope.READ_BATCHES, Scope.WRITE_BATCHES)
    ImageFactory()
    GoldFactory(text="a known cat")
    GroupMemberFactory(group=GroupMemberFactory(group__name="evening").group)
    zoe = AnnotatorFactory(user__username="zoe").user.username

    opened = program.post("batches", name="first", groups=["evening"], annotators=[zoe], gold_share=5, sample=1)
    wrong = program.post("batches", name="second", groups=["night"], gold_share=5)
    both = program.post("batches", name="second", groups=["evening"], gold_share=5, as_a_whole=True)

    assert (opened["status"], opened["n_members"], opened["gold_share"], opened["as_a_whole"]) == (200, 3, 5, False)
    assert (wrong["status"], both["status"]) == (422, 422)


def test_another_number_of_opinions_is_asked_for_a_reason() -> None:
    program = Program(Scope.READ_BATCHES, Scope.WRITE_BATCHES)
    batch = MemberFactory().batch

    changed = program.post(f"batches/{batch.name}/overlap", wanted=1, at_most=3, reason="few people")
    again = program.post(f"batches/{batch.name}/overlap", wanted=1, at_most=3, reason="few people")
    crossed = program.post(f"batches/{batch.name}/overlap", wanted=3, at_most=2, reason="few people")

    assert (changed["wanted"], changed["at_most"]) == (1, 3)
    assert (again["status"], again["code"]) == (409, "nothing_changes")
    assert crossed["status"] == 422
    order = OverlapChange.objects.get()
    assert (order.wanted, order.reason, order.actor) == (1, "few people", "ruth")
