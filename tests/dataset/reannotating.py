"""Clean prompts for tests: the run that stands for them, its answers, and many at once."""

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from dataset.actions import machine_runs, templates
from dataset.actions.machine_runs import Means, Wanted
from dataset.choices import MachineTask
from dataset.gateways import reannotations as marks
from dataset.gateways.language_models import Answered, Missed
from dataset.models import Image, MachineRun, Prompt, Tokenisation, Verdict
from dataset.rules.cleaning import Level, clean
from dataset.rules.tokens import unpack
from tests.dataset.lines import Told, chat
from tests.dataset.machines import profile, worked
from tests.factories import ImageFactory, ImportRunFactory, PromptFactory, TokenisationFactory
from tests.factories.dataset import NOW

DESCRIBED = {"caption": "A hen is sleeping under an oak.", "style_questions": [], "content_questions": []}


def standing(cap: int = 1) -> MachineRun:
    template = templates.in_force(task=MachineTask.DESCRIBE, actor="ruth", now=NOW)
    means = Means(profile(), cap=Decimal(cap))
    return machine_runs.start(template=template, wanted=Wanted(among="cleaned"), means=means, actor="ruth", now=NOW)


def answered(run: MachineRun, *answers: Mapping[str, Any]) -> Told:
    """Jobs are made and asked with these answers."""
    while machine_runs.build(run_id=run.pk, now=NOW):
        pass
    return worked(run, *(partial(says, answer) for answer in answers))


def says(answer: Mapping[str, Any], _: Mapping[str, Any]) -> Answered | Missed:
    return chat(json.dumps(answer))


def pictures(texts: Iterable[str]) -> list[Image]:
    """A picture of each text, in few statements."""
    run = ImportRunFactory()
    prompts = Prompt.objects.bulk_create(PromptFactory.build(text=text) for text in texts)
    return Image.objects.bulk_create(ImageFactory.build(prompt=prompt, run=run) for prompt in prompts)


def struck_like(first: Verdict, images: Sequence[Image]) -> None:
    """The same verdict on each of these pictures, in few statements: as if published one by one, as that one was."""
    made = [TokenisationFactory.build(prompt=image.prompt) for image in images]
    tokenisations = Tokenisation.objects.bulk_create(made)
    texts = [
        clean(one.prompt.text, unpack(one.tokens), first.struck, Level.TIDY, one.prompt.language).text
        for one in tokenisations
    ]
    cleaned = Prompt.objects.bulk_create(PromptFactory.build(text=text) for text in texts)
    same = {field.attname: getattr(first, field.attname) for field in Verdict._meta.concrete_fields[1:]}
    own = zip(images, tokenisations, cleaned, strict=True)
    Verdict.objects.bulk_create(
        Verdict(
            **same
            | {
                "image_id": image.pk,
                "prompt_id": image.prompt_id,
                "tokenisation_id": tokenisation.pk,
                "tidy_prompt_id": prompt.pk,
            }
        )
        for image, tokenisation, prompt in own
    )
    marks.mark([prompt.pk for prompt in cleaned], now=NOW)
