"""Programs read what is said of prompts, write it by hand and let earlier annotations hold again."""

from decimal import Decimal

import pytest

from annotation.choices import Scope
from dataset.actions import annotations
from dataset.actions.annotations import Statement
from dataset.choices import AnnotationSource, JobState
from dataset.rules.answers import Said
from tests.annotation.api.programs import Program
from tests.dataset.settled import publish
from tests.factories import NOW, AttemptFactory, CaptionFactory, ImageFactory, MachineJobFactory, PriceFactory

pytestmark = pytest.mark.django_db

TEXT = "a red fox and a red hen sleeping under an old oak"
WHERE = {
    "kind": "content",
    "text": "Where do they sleep?",
    "options": ["under an oak", "in a barn", "in a nest", "on a hill"],
    "answer": 0,
}


def program() -> Program:
    return Program(Scope.READ_MODELS, Scope.WRITE_MODELS)


def test_what_is_said_of_a_pair_comes_with_where_it_came_from() -> None:
    image = ImageFactory(prompt__text=TEXT)
    CaptionFactory(prompt=image.prompt, text="A hen sleeps.")
    job = MachineJobFactory(prompt=image.prompt, state=JobState.DONE)
    AttemptFactory(job=job, cost_amount=Decimal("0.002"), price=PriceFactory())
    said = Said({"content": ["red fox", "hen"]})
    [made] = annotations.keep(statements=[Statement(image.prompt_id, said, AnnotationSource.MACHINE, job)], now=NOW)
    MachineJobFactory(prompt=image.prompt, state=JobState.POISON, failures=["C1"])
    verdict = publish(image, [2])

    first, clean = program().get(f"pairs/{image.public_id}/annotations")["texts"]

    assert (first["prompt"], first["text"], first["state"]) == (image.prompt_id, TEXT, None)
    assert [one["codes"] for one in first["given_up"]] == [["C1"]]
    by_model, collected = first["annotations"]
    assert (by_model["id"], by_model["source"], by_model["holds"]) == (made.pk, "machine", ["words"])
    assert by_model["words"] == {"style": [], "content": ["red fox", "hen"], "atmosphere": [], "other": []}
    assert (by_model["caption"], by_model["questions"], by_model["run"]) == (None, None, job.run_id)
    assert (by_model["n_asked"], Decimal(by_model["cost_amount"])) == (1, Decimal("0.002"))
    assert (collected["id"], collected["source"], collected["holds"]) == (None, "collected", ["caption"])
    assert (clean["text"], clean["state"]) == (verdict.tidy_prompt.text if verdict.tidy_prompt else "", "waiting")


def test_it_is_written_by_hand_part_by_part() -> None:
    image, asker = ImageFactory(prompt__text=TEXT), program()

    told = asker.post(f"prompts/{image.prompt_id}/annotations", caption="A fox and a hen sleep.", questions=[WHERE])

    [one] = told["annotations"]
    assert (told["status"], one["source"], one["actor"]) == (200, "hand", "ruth")
    assert (one["holds"], one["words"], one["caption"]) == (["caption", "questions"], None, "A fox and a hen sleep.")
    assert [{name: asked[name] for name in WHERE} for asked in one["questions"]] == [WHERE]


def test_what_breaks_rules_is_refused_with_their_codes_in_words() -> None:
    image = ImageFactory(prompt__text=TEXT)

    told = program().post(f"prompts/{image.prompt_id}/annotations", words={"content": ["blue hen"]}, caption="A fox.")

    message = "W1: words that do not stand in the prompt: blue hen; C1: no caption of one plain sentence"
    assert (told["status"], told["code"]) == (409, "rules_broken")
    assert told["message"] == message.replace("; C1", "; W2: a word in two lists, or most words in none; C1")


def test_an_earlier_one_holds_again() -> None:
    caption, asker = CaptionFactory(prompt__text=TEXT, text="A hen sleeps."), program()
    address = f"prompts/{caption.prompt_id}"
    asker.post(f"{address}/annotations", caption="A fox and a hen sleep.")

    told = asker.post(f"{address}/pointer", annotation=None, part="caption")
    again = asker.post(f"{address}/pointer", annotation=None, part="caption")

    assert [(one["source"], one["holds"]) for one in told["annotations"]] == [("hand", []), ("collected", ["caption"])]
    assert (again["status"], again["code"]) == (409, "nothing_changed")
    assert asker.get(f"{address}/annotations")["annotations"] == told["annotations"]
