"""The file of what is to be paid: the same bytes each time, the same rows back, no formula in it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotation.rules.ledger import EntryKind
from annotation.rules.moneys import Money
from annotation.rules.pay_exports import PayFileBroken, escaped, read, rows_of, unescaped, written
from annotation.rules.payslips import Payslip, PayslipLine

DAY = date(2026, 11, 2)
texts = st.text(st.sampled_from("=+-@\t\r\n '\"a,；＝＠é"), max_size=6)
lines = st.builds(
    PayslipLine,
    kind=st.sampled_from([EntryKind.DAY_RATE, EntryKind.ADJUSTMENT]),
    local_date=st.sampled_from([None, DAY]),
    money=st.integers(-9999, 9999).map(lambda cents: Money("USD", Decimal(cents) / 100)),
    reason=texts,
    day_class=st.sampled_from([None, "half"]),
    seconds=st.sampled_from([None, 7]),
)
slips = st.builds(
    Payslip,
    payroll_number=st.sampled_from(["A-1", "7"]),
    period=st.just("2026-11a"),
    first_date=st.just(DAY),
    last_date=st.just(DAY),
    currency=st.just("USD"),
    brought_forward=st.sampled_from([Decimal("0.00"), Decimal("-12.50")]),
    lines=st.lists(lines, max_size=3).map(tuple),
)


@given(st.lists(slips, max_size=3))
def test_what_is_written_is_read_back_and_written_alike(found):
    file = written("2026-11a", found)

    assert read(file.text) == [row for slip in found for row in rows_of(slip)]
    assert written("2026-11a", found) == file
    assert sum(file.totals.values()) == sum((slip.to_pay for slip in found), Decimal(0))


@given(texts)
def test_no_text_is_a_formula_and_each_comes_back(text):
    assert unescaped(escaped(text)) == text
    assert not escaped(text).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＠"))


def test_an_amount_below_nothing_stays_a_number():
    slip = Payslip("A-1", "p", DAY, DAY, "USD", Decimal("-25.00"), ())

    assert written("p", [slip]).text.splitlines()[1] == "strikeout-pay/1,p,line,A-1,USD,-25.00,brought_forward,,,,,,"


@pytest.mark.parametrize(
    ("was", "becomes"),
    [("50.00", "51.00"), ("A-1", "A-2"), ("schema", "scheme"), ("strikeout-pay/1,p,pay", "strikeout-pay/2,p,pay")],
)
def test_a_file_that_was_changed_is_refused(was, becomes):
    rate = PayslipLine(EntryKind.DAY_RATE, DAY, Money("USD", Decimal("50.00")), "full")
    file = written("p", [Payslip("A-1", "p", DAY, DAY, "USD", Decimal(0), (rate,))])

    with pytest.raises(PayFileBroken):
        read(file.text.replace(was, becomes, 1))
    with pytest.raises(PayFileBroken):
        read("\r\n".join(file.text.split("\r\n")[:-2]))
