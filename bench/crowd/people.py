"""A batch for a crowd to judge, and annotators who are signed in."""

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from annotation.actions import batches, preparation
from annotation.models import Annotator, Batch
from annotation.rules.selections import Selection
from dataset.models import Image
from tests.factories import NOW, AnnotatorFactory, ImageFactory, ImportRunFactory, PromptFactory

TEXT = "a red apple and yellow bananas"
OTHER = "a red apple und yellow bananas"  # in another language, by what its row says
MANY = 2000


def open_batch(name: str, n_pairs: int, annotators: list[Annotator]) -> Batch:
    """A batch of so many pairs, in work; where some of the people read German, every fourth pair is in that."""
    run, texts = ImportRunFactory(), [PromptFactory(text=TEXT)]
    if any("de" in person.languages for person in annotators):
        texts = [PromptFactory(text=OTHER, language="de"), *texts * 3]
    for first in range(0, n_pairs, MANY):
        numbers = range(first, min(first + MANY, n_pairs))
        Image.objects.bulk_create(ImageFactory.build(run=run, prompt=texts[n % len(texts)]) for n in numbers)
    batch = batches.open_batch(name=name, selection=Selection(), annotators=annotators, actor="bench", now=NOW)
    while preparation.prepare(batch=batch):
        pass
    return batch


def annotators(n: int, n_german: int = 0) -> list[Annotator]:
    """So many people; the last of them read German besides."""
    several = AnnotatorFactory.create_batch(n_german, languages=["de", "en"])
    return [*AnnotatorFactory.create_batch(n - n_german), *several]


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
