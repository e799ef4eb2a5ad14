"""After strikes on many prompts, as many are asked anew as have to be."""

import pytest

from dataset.actions import annotations, reannotations
from dataset.actions.annotations import Statement
from dataset.choices import AnnotationSource, JobState, ReannotationState
from dataset.models import MachineJob, Reannotation
from dataset.queries.reannotations import mentions
from dataset.rules.answers import Said
from dataset.rules.image_texts import Question
from tests.dataset.reannotating import DESCRIBED, answered, pictures, standing, struck_like
from tests.dataset.settled import publish
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db


def test_of_a_thousand_struck_prompts_those_are_asked_whose_caption_or_questions_mention_it() -> None:
    images = pictures(f"a fox and a hen under oak {number}" for number in range(1_000))
    asks = [Question("content", 0, "What is there?", ["a fox", "a cow", "a cat", "a dog"], 0)]
    told = [
        Said(
            {"content": ["a fox", "hen", "oak"]},
            "Two foxes are there." if number % 10 == 0 else "A hen is there.",
            asks if number % 10 == 5 else [],
        )
        for number in range(1_000)
    ]
    annotations.keep(
        statements=[
            Statement(image.prompt_id, one, AnnotationSource.HAND, actor="ruth")
            for image, one in zip(images, told, strict=True)
        ],
        now=NOW,
    )
    struck_like(publish(images[0], [1]), images[1:])

    assert reannotations.look_at_all(now=NOW) == 1_000
    run = standing(cap=100)
    bodies = [body for _ in range(4) for body in answered(run, DESCRIBED | {"caption": "A hen is under it."}).bodies]
    assert reannotations.look_at_all(now=NOW) == 200

    assert (len(bodies), MachineJob.objects.filter(state=JobState.DONE).count()) == (200, 200)
    assert Reannotation.objects.filter(state=ReannotationState.DONE).count() == 1_000
    assert [*mentions()] == []
