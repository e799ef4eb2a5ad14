"""What the database refuses of people, links and the record of acts."""

from typing import Any

import pytest

from annotation.choices import LinkKind, Role
from tests.factories import NOW, AccessLinkFactory, AnnotatorFactory, UserFactory
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("roles", [["king"], [Role.MANAGER, "king"], [""]])
def test_a_user_has_known_roles_only(roles: list[str]) -> None:
    with refused_by("user_roles_known"):
        UserFactory(roles=roles)


def test_a_user_may_have_every_role_or_none() -> None:
    assert UserFactory(roles=list(Role.values)).roles == list(Role.values)
    assert UserFactory(roles=[]).roles == []


def test_a_username_is_given_once() -> None:
    user = UserFactory()

    with refused_by("annotation_user_username_key"):
        UserFactory(username=user.username)


def test_a_user_is_one_annotator() -> None:
    annotator = AnnotatorFactory()

    with refused_by("annotation_annotator_user_id_key"):
        AnnotatorFactory(user=annotator.user)


def test_a_rater_key_is_of_one_annotator() -> None:
    annotator = AnnotatorFactory()

    with refused_by("annotation_annotator_rater_key_key"):
        AnnotatorFactory(rater_key=annotator.rater_key)


@pytest.mark.parametrize("row", [{"suspended_at": NOW}, {"suspended_reason": "left"}])
def test_an_annotator_is_suspended_with_a_reason(row: dict[str, Any]) -> None:
    with refused_by("annotator_suspended_with_a_reason"):
        AnnotatorFactory(**row)


@pytest.mark.parametrize(
    ("kind", "role", "for_a_user"),
    [
        (LinkKind.INVITE, "", False),
        (LinkKind.INVITE, "king", False),
        (LinkKind.INVITE, Role.ANNOTATOR, True),
        (LinkKind.RESET, "", False),
        (LinkKind.RESET, Role.ANNOTATOR, True),
        ("other", Role.ANNOTATOR, False),
    ],
)
def test_an_invitation_has_a_role_and_a_reset_a_user(kind: str, role: str, for_a_user: bool) -> None:  # noqa: FBT001
    user = UserFactory() if for_a_user else None

    with refused_by("accesslink_invite_has_a_role_reset_a_user"):
        AccessLinkFactory(kind=kind, role=role, user=user)


def test_a_used_link_says_who_used_it() -> None:
    with refused_by("accesslink_used_by_somebody"):
        AccessLinkFactory(used_at=NOW)


def test_a_token_opens_one_link() -> None:
    link = AccessLinkFactory()

    with refused_by("annotation_accesslink_token_hash_key"):
        AccessLinkFactory(token_hash=link.token_hash)
