"""What is found in the text of a prompt: its language, its traits, its arguments."""

from datetime import datetime

from django.db import transaction

from dataset.models import Image, Prompt
from dataset.rules.arguments import arguments
from dataset.rules.languages import detect
from dataset.rules.tokeniser import tokenise
from dataset.rules.traits import traits


@transaction.atomic
def describe(*, limit: int, now: datetime) -> int:
    """Describe so many prompts that are not described yet, passing over those in other hands; how many."""
    waiting = Prompt.objects.filter(described_at__isnull=True).order_by("pk")
    found = list(waiting.select_for_update(skip_locked=True, no_key=True)[:limit])
    for prompt in found:
        detected = detect(prompt.text)
        prompt.language, prompt.language_confidence = detected.language, detected.confidence
        prompt.traits = [str(trait) for trait in traits(prompt.text)]
        prompt.described_at = now
    Prompt.objects.bulk_update(found, ["language", "language_confidence", "traits", "described_at"])
    _say_arguments(found)
    return len(found)


def _say_arguments(prompts: list[Prompt]) -> None:
    """Write the generator's arguments, which stand in the prompt, to its images."""
    for prompt in prompts:
        if found := arguments(prompt.text, tokenise(prompt.text)):
            Image.objects.filter(prompt=prompt).update(arguments=found)
