import factory
from factory.django import DjangoModelFactory

from annotation.models import Group, GroupMember
from tests.factories.annotation import AnnotatorFactory
from tests.factories.dataset import NOW


class GroupFactory(DjangoModelFactory[Group]):
    name = factory.Sequence(lambda n: f"group-{n}")
    actor = "test"
    created_at = NOW

    class Meta:
        model = Group


class GroupMemberFactory(DjangoModelFactory[GroupMember]):
    group = factory.SubFactory(GroupFactory)
    annotator = factory.SubFactory(AnnotatorFactory)
    created_at = NOW

    class Meta:
        model = GroupMember
