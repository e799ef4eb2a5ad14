"""What managers do to versions of style trees on pages: each act an operation that can be undone, and in the record."""

from decimal import Decimal
from typing import Any

import pytest
from django.test.client import Client

from annotation.models import AuditEntry
from dataset.models import StyleAssignment, StyleNode, StyleStage, StyleVersion
from dataset.queries import style_versions as versions
from dataset.rules.style_trees import bytes_of
from tests.annotation.style_trees import assigned, drafted, where
from tests.factories import PriceFactory

pytestmark = pytest.mark.django_db


def sent(by: Client, version: StyleVersion, **said: Any) -> str:
    """Do something; where the page then leads."""
    return str(by.post(f"/styles/{version.pk}/operate/", said)["Location"])


def said_in(by: Client, address: str) -> list[str]:
    return [str(one) for one in by.get(address).context["messages"]]


@pytest.mark.parametrize(
    ("said", "leads", "did"),
    [
        ({"act": "rename", "number": 2, "name": "Paint", "definition": "Wet."}, "categories/2/", "Paint"),
        ({"act": "move", "number": 2, "parent": "top"}, "categories/2/", "Painting"),
        ({"act": "move", "number": 2, "parent": ""}, "categories/2/", "Painting"),
        ({"act": "merge", "number": 2, "into": 3}, "categories/3/", "Comics"),
        ({"act": "split", "number": 2, "name": "Oil", "styles": ["0"]}, "categories/2/", "Painting"),
        ({"act": "lock", "number": 2}, "categories/2/", "Painting"),
        ({"act": "place", "number": 2, "styles": ["0", "1"], "into": 4}, "categories/2/", "Weather"),
        ({"act": "place", "number": 2, "styles": ["0"], "into": "none"}, "categories/2/", None),
    ],
)
def test_each_act_is_done_recorded_and_undone(
    by_manager: Client, said: dict[str, Any], leads: str, did: str | None
) -> None:
    version = drafted()
    before = bytes_of(versions.tree_of(version))

    where_to = sent(by_manager, version, **said)
    changed = bytes_of(versions.tree_of(version))
    by_manager.post(f"/styles/{version.pk}/undo/", {"operation": "1"})

    assert where_to == f"/styles/{version.pk}/{leads}"
    assert changed != before
    assert bytes_of(versions.tree_of(version)) == before
    assert [*version.operations.order_by("number").values_list("actor", "undoes__number")] == [
        ("ruth", None),
        ("ruth", 1),
    ]
    first, second = AuditEntry.objects.order_by("pk")
    assert (first.act, first.subject, first.detail["did"]) == (
        "change_styles",
        f"style version {version.pk}",
        said["act"],
    )
    assert first.detail.get("category") == did
    assert second.detail["undoes"] == 1
    shown = by_manager.get(f"/styles/{version.pk}/").content.decode()
    assert "undone by 2" in shown


def test_what_cannot_be_done_is_said_and_not_recorded(by_manager: Client) -> None:
    version = drafted()

    leads = sent(by_manager, version, act="merge", number=2, into=1)

    assert said_in(by_manager, leads) == ["Media has categories beneath it, and takes no styles itself."]
    for said, why in (
        ({"act": "place", "number": 2, "styles": ["0", "77"], "into": 4}, "There is no such style."),
        (
            {"act": "place", "number": 2, "styles": ["0", "2"], "into": 4},
            "Name styles that stand in one category, or in none.",
        ),
        ({"act": "place", "number": 2, "into": 4}, "Choose styles first."),
        ({"act": "place", "number": 2, "styles": ["0"], "into": 2}, "They stand there already."),
        ({"act": "split", "number": 2, "name": "Oil", "styles": ["x"]}, "Choose styles first."),
        (
            {"act": "split", "number": 2, "name": "", "styles": ["0"]},
            "A category has a name of at most 200 characters.",
        ),
        ({"act": "burn", "number": 2}, "Select a valid choice. burn is not one of the available choices."),
    ):
        assert said_in(by_manager, sent(by_manager, version, **said)) == [why]
    assert (version.operations.count(), AuditEntry.objects.count()) == (0, 0)


def test_a_locked_category_offers_nothing_but_its_key(by_manager: Client) -> None:
    version = drafted()
    sent(by_manager, version, act="lock", number=2)

    page = by_manager.get(f"/styles/{version.pk}/categories/2/").content.decode()

    assert ("Unlock it" in page, "Rename it" in page, "Split them off" in page) == (True, False, False)


def test_ties_are_settled_on_a_frozen_version_which_then_is_published(by_manager: Client) -> None:
    version = assigned(drafted())

    refused = said_in(by_manager, sent(by_manager, version, act="rename", number=2, name="Paint"))
    done = said_in(by_manager, sent(by_manager, version, act="place", number=0, styles=["5"], into=4))
    undone = said_in(by_manager, str(by_manager.post(f"/styles/{version.pk}/undo/", {"operation": "1"})["Location"]))
    tie = StyleAssignment.objects.get(version=version, style__number=5)
    said_in(by_manager, sent(by_manager, version, act="place", number=0, styles=["5"], into=4))
    by_manager.post(f"/styles/{version.pk}/become/", {"act": "publish"})

    assert refused == ["Version 1 is frozen: draw up a draft."]
    assert (done, undone) == (["Done. It can be undone on the page of the version."], ["Undone."])
    assert (tie.node, tie.tied, tie.by, tie.actor) == (None, True, "model", "")
    settled = StyleAssignment.objects.get(version=version, style__number=5)
    assert (where(version, "odd thing"), settled.tied, settled.by, settled.actor) == (
        "Weather",
        False,
        "person",
        "ruth",
    )
    version.refresh_from_db()
    assert (version.state, version.metrics["n_tied"], version.metrics["n_by_person"]) == ("published", 0, 1)
    assert AuditEntry.objects.latest("pk").act == "publish_styles"
    assert said_in(by_manager, sent(by_manager, version, act="place", number=4, styles=["5"], into=2)) == [
        "Version 1 is published: draw up a draft."
    ]


def test_a_draft_is_drawn_up_and_has_styles_assigned(by_manager: Client) -> None:
    version = drafted()
    PriceFactory(profile=version.tree.profile)

    leads = str(by_manager.post(f"/styles/{version.pk}/become/", {"act": "draw_up"})["Location"])
    draft = StyleVersion.objects.latest("pk")
    without = said_in(by_manager, str(by_manager.post(f"{leads}become/", {"act": "assign"})["Location"]))
    by_manager.post(f"{leads}become/", {"act": "assign", "cap": "3"})

    assert (leads, draft.based_on) == (f"/styles/{draft.pk}/", version)
    assert without == ["Say what it may cost at most."]
    draft.refresh_from_db()
    stage = StyleStage.objects.get(version=draft)
    assert (draft.state, stage.run.budget.cap_amount) == ("frozen", Decimal(3))
    assert StyleNode.objects.filter(version=draft, number__gt=0).count() == 4
    acts = AuditEntry.objects.order_by("pk").values_list("act", "detail")
    assert [*acts] == [("draw_up_styles", {"based_on": version.pk}), ("assign_styles", {"cap": "3"})]
