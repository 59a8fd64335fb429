"""Which characters reach the paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.layout import fonts


def test_indonesian_text_and_the_signs_of_forms_are_all_printable() -> None:
    """Nothing that an office commonly types is lost."""
    text = "Rp1.234 ≥ 91% – “baik” (2T−R)/T×100 ☐ ☑ ✓ é ½ m²"
    assert "".join(piece for _, piece in fonts.runs(text, fonts.SERIF)) == text


def test_a_character_without_a_glyph_prints_a_question_mark() -> None:
    """It leaves a trace instead of a gap."""
    assert fonts.printable("a😀b\nc") == "a?b\nc"


@pytest.mark.parametrize(
    ("raw", "tidied"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\tb\x00c\x0bd", "a b c d"),
        ("e\u0301", "é"),
        ("a\u200db\u202ec\ufeff", "abc"),
        ("☑\ufe0f", "☑"),
        ("TW\u00a0I", "TW\u00a0I"),
        ("a\u2003b", "a b"),
        ("\ud800", "\ud800"),
    ],
)
def test_invisible_characters_cannot_disturb_the_layout(raw: str, tidied: str) -> None:
    """Controls become spaces, joiners and directional marks vanish, accents are composed."""
    assert fonts.tidy(raw) == tidied


def test_a_lone_surrogate_is_harmless() -> None:
    """Even broken text can be printed."""
    assert fonts.printable("\ud800") == "?"


def test_a_face_belongs_to_a_family() -> None:
    """Bold and italic faces name their family first."""
    assert fonts.family("Serif-Bold") == "Serif"


def test_a_text_is_parted_by_the_faces_that_print_it() -> None:
    """One piece where the face has every letter, and a borrowed one between two others."""
    assert fonts.runs("Rp1.234 – é", "Serif") == [("Serif", "Rp1.234 – é")]
    assert fonts.runs("aŋŋb", "Serif-Bold") == [("Serif-Bold", "a"), ("Sans-Bold", "ŋŋ"), ("Serif-Bold", "b")]
    assert fonts.runs("", "Serif") == []


def test_a_glyph_that_only_an_upright_face_has_is_borrowed_from_it() -> None:
    """A slanted face without a letter takes it from wherever it is."""
    assert "д" not in fonts.letters("Sans-Italic")
    assert fonts.lender("д", "Sans-Italic") == "Sans"
    assert fonts.lender("😀", "Sans-Italic") == ""


@given(st.text())
def test_every_character_that_is_printed_has_a_glyph(text: str) -> None:
    """Whatever is typed, no box and no gap reaches the paper."""
    assert set(fonts.printable(text)) <= fonts.letters("Sans")
    assert all(set(piece) <= fonts.letters(face) for face, piece in fonts.runs(fonts.tidy(text), "Serif"))


@given(st.text())
def test_tidy_text_stays_as_it_is(text: str) -> None:
    """What was tidied once has nothing left to tidy."""
    once = fonts.tidy(text)
    assert fonts.tidy(once) == once
