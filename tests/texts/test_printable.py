"""What cannot be printed is announced when it is typed."""

import subprocess
import sys
from collections.abc import Iterable

import pytest

from bot.documents.layout import fonts
from bot.texts.printable import covered, remark, unprintable

ALL = [chr(code) for code in range(sys.maxunicode + 1)]
WITH_FACES = [*ALL[:0x3000], *ALL[0xF900:0x10000], *ALL[0x1F100:0x1F200]]
"""The blocks in which a face has characters, or in which some vanish."""


def test_the_covered_characters_are_exactly_the_fonts() -> None:
    """Every code point that a text face has, and no other: a new font file needs new ranges here."""
    faces = fonts.load()
    known = faces[fonts.SANS] | faces[fonts.SERIF]
    assert {ord(one) for one in ALL if covered(one)} == known


def differing(characters: Iterable[str]) -> list[str]:
    """The characters that are announced but printed, or printed as '?' and not announced."""
    printed = fonts.letters(fonts.SANS) | fonts.letters(fonts.SERIF)
    return [one for one in characters if bool(unprintable(one)) != bool(set(fonts.tidy(one)) - printed)]


def test_chat_and_paper_agree_on_characters() -> None:
    """What is announced is what prints as '?', character by character where faces have some, and beyond in a sample."""
    assert differing(WITH_FACES) == []
    assert differing(ALL[::101]) == []


@pytest.mark.slow
def test_chat_and_paper_agree_on_every_character() -> None:
    """The same for all of Unicode."""
    assert differing(ALL) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Rp1.234 ≥ 91% – “baik”, é ½ m² ☑\ufe0f\tTW\u00a0I", ""),
        ("Selesai 😊", "Tanda 😊 tidak dapat dicetak pada dokumen dan akan tampil sebagai “?”."),
        ("😊 baik 👍 😊", "Tanda 😊 dan 👍 tidak dapat dicetak pada dokumen dan akan tampil sebagai “?”."),
        ("سلام", "Tanda س, ل, ا dan م tidak dapat dicetak pada dokumen dan akan tampil sebagai “?”."),
        (
            "一二三四五六七",
            (
                "Tanda 一, 二, 三, 四, 五 dan beberapa tanda lain tidak dapat dicetak pada dokumen "
                "dan akan tampil sebagai “?”."
            ),
        ),
        ("\ue000", "Tanda tertentu tidak dapat dicetak pada dokumen dan akan tampil sebagai “?”."),
    ],
)
def test_one_sentence_names_what_is_lost(text: str, said: str) -> None:
    """Each character once, the first five by name; nothing where all can be printed."""
    assert remark(text) == said


def test_no_library_of_documents_is_loaded_for_it() -> None:
    """The bot's own process stays small."""
    asked = (
        "import sys; from bot.texts.printable import remark; assert remark('😊');"
        "print([one for one in sys.modules if one.partition('.')[0] in {'reportlab', 'fontTools', 'PIL'}])"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
