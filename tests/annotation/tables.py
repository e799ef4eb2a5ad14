"""A pair with people round it, for tests of what answers lead to."""

from annotation.actions import claims, judgments
from annotation.choices import SlotState
from annotation.models import BatchPair, Judgment, Slot
from annotation.rules.answers import Answer
from tests.factories import NOW, BatchFactory, BatchPairFactory, MemberFactory, answer_to

# a·red·apple·and·yellow·bananas
RED, APPLE, AND, YELLOW, BANANAS = 1, 2, 3, 4, 5


class Table:
    """A pair and people round it, each of whom claims before judging."""

    def __init__(self, n_members: int = 4, **batch: object) -> None:
        self.batch = BatchFactory(**batch)
        self.pair = BatchPairFactory(batch=self.batch)
        self.members = MemberFactory.create_batch(n_members, batch=self.batch)

    def claim(self, who: int) -> claims.Work:
        return claims.claim(annotator=self.members[who].annotator, wanted=1, now=NOW)

    def send(self, who: int, answer: Answer) -> judgments.Receipt:
        return judgments.submit(annotator=self.members[who].annotator, answer=answer, now=NOW)

    def judge(
        self,
        who: int,
        *struck: int,
        outcome: str = "judged",
        unsure: tuple[int, ...] = (),
        flags: tuple[str, ...] = (),
    ) -> judgments.Receipt:
        self.claim(who)
        return self.send(who, answer_to(self.pair, *struck, outcome=outcome, unsure=unsure, flags=flags))

    def now(self) -> BatchPair:
        self.pair.refresh_from_db()
        return self.pair

    def slots(self) -> list[tuple[int | None, str]]:
        """Ordinal and state of every slot."""
        rows = Slot.objects.filter(pair=self.pair).order_by("pk")
        return [(slot.ordinal, SlotState(slot.state).name) for slot in rows]


def put_in_place(judgment: Judgment) -> None:
    """Let a judgment that a factory made be the one that its slot holds."""
    held = {"judgment": judgment, "annotator": judgment.annotator, "state": SlotState.FILLED}
    Slot.objects.filter(pk=judgment.slot_id).update(**held)
