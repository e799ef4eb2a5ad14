from dataset.rules.reasons import SENTENCES, PictureReason, RowReason


def test_every_reason_has_a_sentence_and_fits_its_column() -> None:
    reasons = [*RowReason, *PictureReason]

    assert sorted(SENTENCES) == sorted(reasons)
    assert max(map(len, reasons)) <= 32
