from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from dataset import tasks
from dataset.actions import media, prompts
from dataset.choices import MediaState
from dataset.gateways import pixels
from dataset.models import Image, Prompt
from tests.dataset.collected import NOW, bring_in, counts

pytestmark = pytest.mark.django_db

PAIRS = Path(__file__).resolve().parents[4] / "shared" / "data" / "gpt4o-pairs"


@pytest.mark.skipif(not PAIRS.is_dir(), reason="the 60 real pairs are not beside this checkout")
def test_the_real_pairs_go_in_without_a_refusal_and_with_their_traits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pixels, "RENDITIONS", (64,))  # every pixel is decoded all the same

    run = bring_in(PAIRS)
    ids = media.claim(limit=100, lease=timedelta(minutes=5), now=NOW)
    n_pictures = len(list(media.take_in(ids, tasks.one_by_one)))
    n_described = prompts.describe(limit=100, now=NOW)

    assert (counts(run), n_pictures, n_described) == ((60, 0, 0), 60, 60)
    assert Image.objects.filter(media_state=MediaState.READY).count() == 60
    assert Counter(Prompt.objects.values_list("language", flat=True)) == {"en": 45, "zh": 15}
    traits = {trait for prompt in Prompt.objects.all() for trait in prompt.traits}
    assert {"needs_reference_image", "unfilled_template", "instruction", "structured"} <= traits
