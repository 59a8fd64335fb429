"""How one typed answer is read, and which values need a reason."""

from decimal import Decimal

import pytest

from bot.sop.answers import AnswerProblem, Reading, Unusual, Word, known, read, read_text, unusual, word
from bot.sop.forms import Field, Given, fields
from tests.sop.form_sheets import SHEET


def field(key: str) -> Field:
    """A field of the sheet, its early ones included."""
    answers = {"early:iku1": Given("ya"), "early:2.1": Given("ya")}
    return next(one for one in fields(SHEET, answers) if one.key == key)


@pytest.mark.parametrize(
    ("text", "found"),
    [("Sesuai", Word.SESUAI), (" TIDAK  ada. ", Word.TIDAK_ADA), ("tidakada", Word.TIDAK_ADA), ("besok", None)],
)
def test_words_stand_for_buttons(text: str, found: Word | None) -> None:
    """However they are spaced and capitalised."""
    assert word(text) is found


def test_figures_are_read_in_indonesian_notation() -> None:
    """A satuan may stand behind a figure; a single separator is echoed with care."""
    assert read(field("ind:1.1"), "2 dokumen") == Reading("2")
    assert read(field("bud:1"), "Rp250.000") == Reading("250000", None, ambiguous=True)
    assert read(field("ind:iku2"), "40,5") == Reading("40.5")


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("ind:1.1", "dua", "bukan_angka"),
        ("ind:1.1", "-1", "negatif"),
        ("ind:1.1", "1,5", "pecahan"),
        ("bud:1", "99999999999999999", "terlalu_besar"),
        ("bud:1", "5 orang", "bukan_angka"),
        ("push:1", "", "kosong"),
        ("push:1", "ab", "terlalu_pendek"),
        ("push:1", "lewati", "terlalu_pendek"),
        ("push:1", "a" * 5000, "teks_terlalu_panjang"),
        ("proof:1", "sudah", "bukan_berkas"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_code(key: str, text: str, code: str) -> None:
    """Each fault has its own sentence elsewhere."""
    with pytest.raises(AnswerProblem) as found:
        read(field(key), text)
    assert found.value.code == code


def test_sentences_are_trimmed_and_none_is_an_answer() -> None:
    """'Tidak ada' is kept in one spelling, for evidence too."""
    assert read_text("  Hujan deras ") == "Hujan deras"
    assert read(field("push:1"), "Tidak Ada") == Reading("tidak ada")
    assert read(field("proof:1"), "tidak ada") == Reading("tidak ada")


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("ind:1.1", 2, None),
        ("ind:1.1", 4, Unusual.CAPAIAN_TINGGI),
        ("ind:1.1", 0, Unusual.CAPAIAN_NOL),
        ("ind:1.2", 0, None),
        ("ind:1.2", 4, Unusual.CAPAIAN_NOL),
        ("ind:2.1", 9, None),
        ("ind:iku2", 101, Unusual.DI_ATAS_100),
        ("bud:1", 1_000_001, Unusual.DI_ATAS_PAGU),
        ("bud:1", 99_999, Unusual.DI_BAWAH_SEBELUMNYA),
        ("bud:1", 100_000, None),
        ("bud:2", 5, None),
    ],
)
def test_unusual_values_need_a_reason(key: str, value: int, code: Unusual | None) -> None:
    """Twice the target, nothing, more than all, more than the pagu, less than before; no cases at all is fine."""
    assert unusual(field(key), Decimal(value)) is code
    assert known(field(key), str(value)).unusual is code
