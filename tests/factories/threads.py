import uuid
from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from annotation.choices import ThreadKind
from annotation.models import Digest, Message, Notice, Thread
from tests.factories.annotation import BatchPairFactory, UserFactory
from tests.factories.dataset import NOW


class ThreadFactory(DjangoModelFactory[Thread]):
    uuid = factory.LazyFunction(uuid.uuid4)
    kind = ThreadKind.QUESTION
    pair = factory.SubFactory(BatchPairFactory)
    asked_by = factory.SubFactory(UserFactory)
    created_at = NOW
    due_at = NOW + timedelta(hours=24)

    class Meta:
        model = Thread


class MessageFactory(DjangoModelFactory[Message]):
    uuid = factory.LazyFunction(uuid.uuid4)
    thread = factory.SubFactory(ThreadFactory)
    author = factory.SelfAttribute("thread.asked_by")
    text = "Is a toy dog a dog?"
    created_at = NOW

    class Meta:
        model = Message


class NoticeFactory(DjangoModelFactory[Notice]):
    thread = factory.SubFactory(ThreadFactory)
    user = factory.SelfAttribute("thread.asked_by")
    created_at = NOW

    class Meta:
        model = Notice


class DigestFactory(DjangoModelFactory[Digest]):
    user = factory.SubFactory(UserFactory)
    sent_at = NOW

    class Meta:
        model = Digest
