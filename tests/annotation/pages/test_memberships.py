"""Members of a batch on its page: a group at once, and one page of them after the other."""

import pytest
from django.test.client import Client

from tests.factories import BatchFactory, GroupMemberFactory, MemberFactory

pytestmark = pytest.mark.django_db


def test_a_group_joins_and_leaves_from_the_page(by_manager: Client) -> None:
    inside = GroupMemberFactory(group__name="evening")
    batch = BatchFactory(name="pilot")

    for act in ("add", "remove", "burn"):
        by_manager.post("/batches/pilot/members/group/", {"group": "evening", "act": act})
    page = by_manager.get("/batches/pilot/")

    assert page.context["groups"] == ["evening"]
    assert [str(said) for said in page.context["messages"]] == [
        "evening: 1 joined.",
        "evening: 1 left.",
        "Say which group.",
    ]
    assert batch.members.get().annotator == inside.annotator


def test_members_go_on_after_the_last_name(by_manager: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotation.pages.batches.PEOPLE", 2)
    batch = BatchFactory(name="pilot")
    for name in ("ann", "bea", "cy"):
        MemberFactory(batch=batch, annotator__user__username=name)

    first = by_manager.get("/batches/pilot/")
    rest = by_manager.get("/batches/pilot/", {"after": first.context["after"]})

    assert [[row.name for row in page.context["members"]] for page in (first, rest)] == [["ann", "bea"], ["cy"]]
    assert (first.context["after"], rest.context["after"]) == ("bea", "")
