"""What is true of a pair in a batch: the drawn pair behind its image, and the words that should be struck."""

from collections.abc import Sequence
from functools import cache
from pathlib import PurePosixPath

from annotation.models import BatchPair
from annotation.rules.canonical import canonical
from dataset.models import Image
from dataset.rules.tokens import Token
from jdb_site.demo.pairs import DemoPair, demo_pairs, struck_words
from jdb_site.demo.trees import image_id

SOURCE = "demo"


@cache
def drawn() -> dict[str, DemoPair]:
    """Every drawn pair by the name of its picture."""
    return {str(image_id(pair)): pair for pair in demo_pairs()}


def behind(image: Image) -> DemoPair | None:
    """The drawn pair of an image, None for pictures that came from elsewhere."""
    return drawn().get(PurePosixPath(image.source_key).stem) if image.source == SOURCE else None


def true_strikes(known: DemoPair, tokens: Sequence[Token], pair: BatchPair) -> tuple[int, ...]:
    """The words that the picture does not show, in canonical form, as judgments are compared."""
    locked = {int(word) for word in pair.locked}
    marks = set(struck_words(known, tokens)) - locked
    return canonical(known.prompt, tokens, marks, known.language, locked).struck
