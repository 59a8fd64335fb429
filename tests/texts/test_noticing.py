"""What deserves a look is said with the figures on which a decision rests."""

from dataclasses import replace
from decimal import Decimal

from bot.sop.changes import changes
from bot.sop.forms import Given
from bot.sop.results import Grading, SheetResult, evaluate
from bot.texts import noticing
from bot.texts.form.summary import followed
from bot.texts.form.values import fitting
from tests.sop.form_sheets import FULL, SHEET, given


def noticed(**values: str) -> list[str]:
    """The unusual figures of the sheet with these answers, in words."""
    answers = {**FULL, **given(**values)}
    return _said(evaluate(SHEET, answers, Grading()))


def _said(result: SheetResult) -> list[str]:
    return [noticing.unusual("Seksi Contoh", finding, result, 2) for finding in result.findings]


def test_an_unusual_figure_stands_beside_its_target_and_its_reason() -> None:
    """Realisasi, target, capaian, why it stands out, and the PPTK's words or their absence."""
    answers = {**FULL, "ind:1.1": Given("20", "Ada tambahan desa.")}
    told = _said(evaluate(SHEET, answers, Grading()))[0]
    assert told.startswith("Fasilitasi desa (Seksi Contoh): realisasi 20 Dokumen, target TW II 2 Dokumen, capaian")
    assert told.endswith("1.000%; capaian 200% atau lebih. Alasan: “Ada tambahan desa.”")
    assert noticed(ind_1__1="20")[0].endswith("Alasan belum dituliskan.")


def test_an_unusual_amount_stands_beside_its_pagu() -> None:
    """Money is compared with the pagu, as serapan where there is one."""
    assert (
        "realisasi anggaran Rp1.500.000, pagu Rp1.000.000, serapan 150%; realisasi melebihi pagu"
        in (noticed(bud_1="1500000")[0])
    )
    free = replace(SHEET, rows=(replace(SHEET.rows[0], budget=None), *SHEET.rows[1:]))
    result = evaluate(free, {**FULL, **given(bud_1="5")}, Grading())
    assert "realisasi anggaran Rp5, pagu –; realisasi lebih kecil" in _said(result)[0]


def test_a_figure_without_a_target_says_so() -> None:
    """An index above 100 % that was not planned for the period."""
    early = replace(SHEET, iku=(replace(SHEET.iku[1], target=None),))
    result = evaluate(early, {**FULL, "early:iku2": Given("ya"), "ind:iku2": Given("120")}, Grading())
    assert "realisasi 120%, tidak ditargetkan TW II; persentase melebihi 100%" in _said(result)[0]


def test_a_missing_form_says_why() -> None:
    """The reason that the coordinator gave, without a second full stop."""
    assert noticing.missing("Seksi Contoh", "Sedang bertugas.") == (
        "Seksi Contoh: formulir belum masuk (Sedang bertugas)."
    )
    assert noticing.not_followed("Seksi Contoh", None).endswith("data yang terakhir diterima.")


def test_what_became_of_an_arahan() -> None:
    """Old → new for each field, or that nothing changed."""
    found = changes(SHEET, FULL, {**FULL, **given(ind_1__1="1")})
    assert followed("Seksi Contoh", found) == [
        "• Seksi Contoh: realisasi kinerja, Dokumen desa: 2 Dokumen → <b>1 Dokumen</b>"
    ]
    assert followed("Seksi Contoh", ()) == ["• Seksi Contoh: tidak ada yang berubah"]


def test_what_does_not_fit_is_counted() -> None:
    """A card stays within Telegram's limit and says where the rest stands."""
    assert fitting(["a" * 5, "b" * 5, "c"], 12, "hal lain") == ["a" * 5, "b" * 5, "• dan 1 hal lain"]
    assert fitting(["a"], 12, "hal lain") == ["a"]


def test_the_capaian_may_be_uncomputable() -> None:
    """Then the target alone stands beside the figure."""
    zero = replace(SHEET, iku=(replace(SHEET.iku[1], target=Decimal(0)),))
    result = evaluate(zero, {**FULL, "ind:iku2": Given("120")}, Grading())
    assert "realisasi 120%, target TW II 0%;" in _said(result)[0]
