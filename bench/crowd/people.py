"""A batch for a crowd to judge, and annotators who are signed in."""

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from annotation.actions import batches, preparation
from annotation.models import Annotator, Batch
from annotation.rules.selections import Selection
from dataset.models import Image
from tests.factories import NOW, AnnotatorFactory, ImageFactory, ImportRunFactory, PromptFactory

TEXT = "a red apple and yellow bananas"
MANY = 2000


def open_batch(name: str, n_pairs: int, annotators: list[Annotator]) -> Batch:
    """A batch of so many pairs, in work."""
    made = {"run": ImportRunFactory(), "prompt": PromptFactory(text=TEXT)}
    for first in range(0, n_pairs, MANY):
        Image.objects.bulk_create(ImageFactory.build_batch(min(MANY, n_pairs - first), **made))
    batch = batches.open_batch(name=name, selection=Selection(), annotators=annotators, actor="bench", now=NOW)
    while preparation.prepare(batch=batch):
        pass
    return batch


def annotators(n: int) -> list[Annotator]:
    return list(AnnotatorFactory.create_batch(n))


def sessions(people: list[Annotator]) -> dict[int, str]:
    """A session for each, by the annotator's number."""
    return {person.pk: session(person) for person in people}


def session(person: Annotator) -> str:
    store = SessionStore()
    store[SESSION_KEY] = str(person.user.pk)
    store[BACKEND_SESSION_KEY] = "jdb_site.backends.Accounts"
    store[HASH_SESSION_KEY] = person.user.get_session_auth_hash()
    store.create()
    return str(store.session_key)
