"""What is said of a pair's prompt and of its clean prompt, with where it came from."""

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from dataset.actions import annotations, reannotations
from dataset.actions.annotations import Statement
from dataset.choices import AnnotationSource
from dataset.models import Image
from dataset.rules.answers import Said
from tests.dataset.settled import publish
from tests.factories import NOW, AttemptFactory, CaptionFactory, ImageFactory, MachineJobFactory

pytestmark = pytest.mark.django_db

TEXT = "a red fox and a red hen sleeping under an old oak"


def page(by: Client, image: Image) -> str:
    return " ".join(by.get(f"/pairs/{image.public_id}/annotations/").content.decode().split())


def test_nothing_may_be_said_of_a_prompt(by_manager: Client) -> None:
    assert "Nothing is said of it." in page(by_manager, ImageFactory())


def test_each_annotation_says_where_it_came_from_and_what_of_it_holds(by_manager: Client) -> None:
    image = ImageFactory(prompt__text=TEXT)
    CaptionFactory(prompt=image.prompt, text="A hen sleeps.")
    job = MachineJobFactory(prompt=image.prompt)
    AttemptFactory(job=job)
    said = Said({"content": ["red fox", "hen"]}, questions=[])
    [made] = annotations.keep(statements=[Statement(image.prompt_id, said, AnnotationSource.MACHINE, job=job)], now=NOW)
    publish(image, [2])
    reannotations.look_at_all(now=NOW)

    found = page(by_manager, image)

    assert "1 time for $0.00" in found
    assert '<strong>Answered by a model</strong> <span class="badge badge--good">words hold</span>' in found
    assert '<strong>Collected with the prompt</strong> <span class="badge badge--good">caption holds</span>' in found
    assert f"from number {made.pk}, without <bdi>fox</bdi>" in found
    assert '<dd dir="auto" lang="en">red, hen</dd>' in found


def test_a_clean_prompt_that_lost_its_caption_says_so(by_manager: Client) -> None:
    image = ImageFactory(prompt__text=TEXT)
    CaptionFactory(prompt=image.prompt, text="A fox sleeps.")
    publish(image, [2])
    assert "It has to be looked at" in page(by_manager, image)

    reannotations.look_at_all(now=NOW)

    assert "A word was struck that was mentioned here: caption wait for a run that asks anew, or for somebody" in page(
        by_manager, image
    )


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_takes_as_many_queries_however_much_was_said(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    image = ImageFactory(prompt__text=TEXT)
    for number in range(n):
        said = Said(caption=f"A hen sleeps, {number}.")
        annotations.keep(statements=[Statement(image.prompt_id, said, AnnotationSource.HAND, actor="ruth")], now=NOW)
    publish(image, [2])
    reannotations.look_at_all(now=NOW)

    with django_assert_num_queries(10):
        assert f"A hen sleeps, {n - 1}." in page(by_manager, image)
