import pytest

from annotation.actions import claims, withdrawals
from annotation.choices import PairState, SlotState
from annotation.models import Slot
from tests.factories import NOW, BatchPairFactory, MemberFactory, WithdrawalFactory

pytestmark = pytest.mark.django_db


def test_the_pair_of_a_withdrawn_image_is_judged_no_more():
    member = MemberFactory()
    gone, stays = BatchPairFactory.create_batch(2, batch=member.batch)
    claims.claim(annotator=member.annotator, wanted=1, now=NOW)
    WithdrawalFactory(image=gone.image)

    counts = [withdrawals.follow(now=NOW) for _ in range(2)]

    gone.refresh_from_db()
    stays.refresh_from_db()
    assert counts == [1, 0]
    assert (gone.state, stays.state) == (PairState.WITHDRAWN, PairState.OPEN)
    assert set(Slot.objects.filter(pair=gone).values_list("state", "ordinal")) == {(SlotState.CLOSED, None)}
    assert set(Slot.objects.filter(pair=stays).values_list("state", flat=True)) == {SlotState.OPEN}
