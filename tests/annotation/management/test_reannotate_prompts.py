"""The command that carries annotations over to clean prompts."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from annotation.models import AuditEntry
from dataset.actions import annotations
from dataset.actions.annotations import Statement
from dataset.choices import AnnotationSource, ReannotationState
from dataset.models import Caption, MachineRun, Reannotation
from dataset.rules.answers import Said
from jdb_site.stand_in.servers import StandIn
from tests.dataset.management.test_annotate_prompts import named
from tests.dataset.settled import publish
from tests.factories import ImageFactory
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db


def told(*words: str) -> str:
    out = StringIO()
    call_command("reannotate_prompts", *words, stdout=out, stderr=StringIO())
    return out.getvalue()


def struck(caption: str) -> Reannotation:
    image = ImageFactory(prompt__text="a fox and a hen under an oak, watercolor")
    said = Said({"content": ["a fox", "hen", "oak"], "style": ["watercolor"]}, caption, [])
    annotations.keep(statements=[Statement(image.prompt_id, said, AnnotationSource.HAND, actor="ruth")], now=NOW)
    return Reannotation.objects.get(prompt=publish(image, [1]).tidy_prompt)


def test_it_says_how_far_it_is_and_what_to_do() -> None:
    struck("A fox is there.")

    assert told() == ("Clean prompts: 1 to be looked at, 0 to be asked about, 0 asked about, 0 in order.\n")
    assert told("--run-now").endswith("No run stands for them: reannotate_prompts PROFILE --cap DOLLARS begins one.\n")


def test_it_begins_a_run_asks_and_checks() -> None:
    clean = struck("A fox is there.")
    with StandIn() as server:
        named(server.address)
        said = told("small", "--cap", "1", "--run-now", "--check")

    clean.refresh_from_db()
    assert clean.state == ReannotationState.DONE
    assert said.endswith("1 in order.\nNo annotation of a clean prompt mentions a struck word.\n")
    assert Caption.objects.filter(prompt=clean.prompt, annotation__source="machine").count() == 1
    entry, run = AuditEntry.objects.latest("pk"), MachineRun.objects.get()
    assert (entry.actor, entry.act, entry.subject) == ("command line", "start_run", f"run {run.pk}")
    assert entry.detail["selection"] == {"among": "cleaned"}


def test_the_check_tells_of_each_mention() -> None:
    clean = struck("A fox is there.")
    told("--run-now")
    said = Said(caption="A fox is there still.")
    annotations.keep(statements=[Statement(clean.pk, said, AnnotationSource.HAND, actor="ruth")], now=NOW)
    Reannotation.objects.update(state=ReannotationState.DONE, lacks=[])

    with pytest.raises(CommandError, match="1 parts of annotations mention a struck word"):
        told("--check")
    assert told("--all").startswith("1 clean prompts are to be looked at.\n")
    told("--run-now")
    assert Reannotation.objects.get().state == ReannotationState.LACKING
