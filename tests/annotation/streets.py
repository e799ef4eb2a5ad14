"""Pairs in a row, with people who judge them."""

from annotation.actions import judgments
from annotation.models import Annotator, Batch, BatchPair
from tests.dataset import settled
from tests.factories import NOW, BatchFactory, BatchPairFactory, MeetingFactory, MemberFactory, answer_to

TEXT = "a red apple and yellow bananas"


class Street:
    """A batch with three annotators and as many pairs as a test judges."""

    def __init__(self, name: str) -> None:
        self.batch: Batch = BatchFactory(name=name)
        self.annotators: list[Annotator] = [MemberFactory(batch=self.batch).annotator for _ in range(3)]

    def pair(self, number: int, *judged: tuple[int, ...], outcome: str = "judged", text: str = TEXT) -> BatchPair:
        """A pair, with one tuple of struck words for each judgment."""
        pair: BatchPair = BatchPairFactory(batch=self.batch, image=settled.picture(number, text))
        for annotator, struck in zip(self.annotators, judged, strict=False):
            MeetingFactory(pair=pair, annotator=annotator)
            answer = answer_to(pair, *struck, outcome=outcome)
            judgments.submit(annotator=annotator, answer=answer, now=NOW)
        pair.refresh_from_db()
        return pair
