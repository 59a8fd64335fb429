"""Plain text is broken into lines that fit, and nothing of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.layout import fonts
from bot.documents.layout.wrapping import TOLERANCE, extent, wrapped

TEXTS = st.text(
    st.one_of(
        st.sampled_from("aeiknrstu-/., \n\u00a0"),
        st.sampled_from("éŋ–≥😀ا\u0301\u0303\t"),
        st.characters(),
    ),
    max_size=120,
)
FACES = st.sampled_from(["Sans", "Sans-Bold", "Serif"])


@given(TEXTS, FACES, st.floats(20, 20000))
def test_no_line_is_wider_than_its_room(text: str, face: str, room: float) -> None:
    """Only a single letter may be, with the accents that stand on it."""
    for line, width in wrapped(text, face, room):
        assert width == pytest.approx(extent(line.removesuffix(" "), face))
        assert width <= room + TOLERANCE or len(line.rstrip(" ")) <= 1 + sum(c in "\u0301\u0303" for c in line)


@given(TEXTS, FACES, st.floats(20, 20000))
def test_no_character_is_lost(text: str, face: str, room: float) -> None:
    """The lines hold every character of the tidied text in its order, white space apart."""
    printed = "".join(line for line, _ in wrapped(text, face, room))
    assert printed.replace(" ", "") == fonts.tidy(text).replace(" ", "").replace("\n", "")


@given(st.lists(st.text("abcdefghij", min_size=1, max_size=12), max_size=30), st.floats(8000, 20000))
def test_words_that_fit_stay_whole(words: list[str], room: float) -> None:
    """A line ends between words; the space between them stands at its end, so that the text can be read out."""
    lines = [line for line, _ in wrapped(" ".join(words), "Sans", room)]
    assert "".join(lines) == " ".join(words)
    assert all(line.endswith(" ") for line in lines[:-1])


def test_line_breaks_and_empty_lines_are_kept() -> None:
    """What a person typed as lines stays lines."""
    assert [line for line, _ in wrapped("satu\n\n dua  tiga\n", "Sans", 90000)] == ["satu", "", "dua tiga", ""]


def test_no_text_has_no_line() -> None:
    """An empty cell takes no room."""
    assert wrapped("", "Sans", 1000) == ()


def test_a_long_word_is_cut_after_a_sign_where_there_is_one() -> None:
    """A file's name or an amount breaks where an eye expects it, any other word at the edge."""
    room = extent("laporan_kegi", "Sans")
    assert [line for line, _ in wrapped("laporan_kegiatan-maret.pdf", "Sans", room)] == [
        "laporan_",
        "kegiatan-",
        "maret.pdf",
    ]
    whole = [line for line, _ in wrapped("x" * 40, "Sans", extent("x" * 16, "Sans"))]
    assert whole == ["x" * 16, "x" * 16, "x" * 8]


def test_a_hard_space_holds_words_together() -> None:
    """'TW I' is never parted."""
    lines = [line for line, _ in wrapped("Target TW\u00a0I", "Sans", extent("Target TW", "Sans") + 50)]
    assert lines == ["Target ", "TW\u00a0I"]


def test_an_accent_stays_on_its_letter() -> None:
    """An accent without a letter of its own is not set alone on the next line."""
    word = "q\u0303" * 20
    lines = [line for line, _ in wrapped(word, "Sans", extent("q\u0303" * 3 + "q", "Sans"))]
    assert "".join(lines) == word
    assert not any(line.startswith("\u0303") for line in lines)


def test_a_borrowed_glyph_counts_as_wide_as_it_is_drawn() -> None:
    """The width is that of the face which lends the glyph, and of '?' for what no face has."""
    assert "ŋ" not in fonts.letters("Serif")
    assert extent("ŋ", "Serif") == extent("ŋ", "Sans")
    assert extent("😀", "Sans") == extent("?", "Sans")


def test_a_text_of_any_length_is_wrapped() -> None:
    """Twenty thousand characters without a space become lines."""
    assert sum(len(line) for line, _ in wrapped("x" * 20000, "Sans", 9000)) == 20000
