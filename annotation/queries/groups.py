"""Groups with who is in them."""

from dataclasses import dataclass

from annotation.models import Annotator, Group, GroupMember


@dataclass(frozen=True, slots=True)
class Filled:
    """A group and its members, by name."""

    group: Group
    annotators: list[Annotator]


def everything() -> list[Filled]:
    """All groups by name; two queries."""
    rows = GroupMember.objects.select_related("annotator__user").order_by("annotator__user__username")
    by_group: dict[int, list[Annotator]] = {}
    for row in rows:
        by_group.setdefault(row.group_id, []).append(row.annotator)
    return [Filled(group, by_group.get(group.pk, [])) for group in Group.objects.order_by("name")]


def of_annotator(annotator: Annotator) -> list[str]:
    return [*Group.objects.filter(members__annotator=annotator).order_by("name").values_list("name", flat=True)]


def named() -> list[str]:
    """The names of all groups; one query."""
    return [*Group.objects.order_by("name").values_list("name", flat=True)]
