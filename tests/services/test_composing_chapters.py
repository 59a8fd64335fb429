"""Step 12: chapters are read, replaced, continued by paragraphs, and taken back to their draft, in the chat."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.services.papers import dossier
from bot.services.papers.narrative import chapters
from bot.services.work import Work
from bot.texts.form.values import LONGEST_MESSAGE, units
from storage import cycles
from tests.services.composing_desk import ComposingDesk, composing_desk, composing_file
from tests.services.counter import KASUBBAG, Said

CLOSING = "penutup"


@pytest.fixture(scope="module")
def composing_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime]:
    """A file whose cycle is at step 12."""
    return composing_file(sqlite_template, tmp_path_factory.mktemp("composing"))


@pytest.fixture
def office(composing_template: tuple[Path, datetime], tmp_path: Path) -> ComposingDesk:
    """The Kasubbag at step 12."""
    return composing_desk(composing_template, tmp_path)


def _printed(office: ComposingDesk, name: str = CLOSING) -> str:
    """The chapter as it would be printed."""
    return office.operate(lambda work: _chapter(work, office, name))


def _chapter(work: Work, office: ComposingDesk, name: str) -> str:
    return dossier.chapter_text(work, cycles.load(work.tx, office.cycle_id), name)


def _open(office: ComposingDesk, name: str = CLOSING) -> list[Said]:
    return office.verb("bab", str(chapters().index(name)))


def _labels(said: Said) -> list[str]:
    return [label for label, _ in said.buttons]


def _kept(office: ComposingDesk) -> list[tuple[str, str]]:
    found = office.recorded(f"cycle:{office.cycle_id}")
    return [(action, detail.get("text", "")) for action, _, detail in found if action.startswith("Chapter")]


def test_no_chapters_name_begins_another() -> None:
    """So that taking one back to its draft takes no other."""
    assert not [one for one in chapters() for other in chapters() if one != other and other.startswith(one)]


def test_the_list_marks_the_chapters_that_were_changed(office: ComposingDesk) -> None:
    """And says what the mark means; at first there is none."""
    (said,) = office.verb("narasi")
    assert said.text.endswith("Semuanya masih sesuai konsep yang dihitung dari data.")
    assert _labels(said) == [name.capitalize() for name in chapters()]
    _open(office)
    office.say(KASUBBAG, "Sekian.")
    (said,) = office.verb("narasi")
    assert "Bertanda ✎" in said.text
    assert [label for label in _labels(said) if "✎" in label] == ["Penutup ✎"]


def test_a_chapter_is_replaced_by_the_next_text(office: ComposingDesk) -> None:
    """On record in full; only a changed one can go back."""
    (said,) = _open(office)
    assert "Konsep ini dihitung dari data." in said.text
    assert _labels(said) == ["Tambah paragraf", "Biarkan seperti ini"]
    (said,) = office.say(KASUBBAG, "Sekian.")
    assert said.text == "Naskah <b>penutup</b> tersimpan."
    assert _printed(office) == "Sekian."
    assert _kept(office) == [("ChapterWritten", "Sekian.")]
    (said,) = _open(office)
    assert "Sekian." in said.text
    assert "tidak mengikuti perubahan data" in said.text
    assert _labels(said) == ["Tambah paragraf", "Kembali ke konsep", "Biarkan seperti ini"]


def test_a_paragraph_is_added_to_a_draft(office: ComposingDesk) -> None:
    """The draft is the Kasubbag's own text from then on."""
    draft = _printed(office)
    _open(office)
    (said,) = office.press(KASUBBAG, "Tambah paragraf")
    assert "paragraf yang ditambahkan pada akhir <b>penutup</b>" in said.text
    (said,) = office.say(KASUBBAG, "Terima kasih.")
    assert said.text == "Paragraf ditambahkan pada akhir <b>penutup</b>."
    assert _printed(office) == f"{draft}\n\nTerima kasih."
    assert _kept(office) == [("ChapterWritten", f"{draft}\n\nTerima kasih.")]


def test_a_chapter_longer_than_a_message_is_written_in_parts(office: ComposingDesk) -> None:
    """It is shown in parts, too, each within Telegram's limit."""
    _open(office)
    parts = [f"{letter}." * 1700 for letter in "abc"]
    office.say(KASUBBAG, parts[0])
    for part in parts[1:]:
        office.press(KASUBBAG, "Tambah paragraf")
        office.say(KASUBBAG, part)
    assert _printed(office) == "\n\n".join(parts)
    shown = _open(office)
    assert len(shown) > 1
    assert max(units(said.text) for said in shown) <= LONGEST_MESSAGE
    assert "".join(parts) in "".join(said.text for said in shown).replace("\n", "").replace("<b>Penutup</b>", "")


def test_a_chapter_does_not_grow_without_end(office: ComposingDesk) -> None:
    """What is over the limit is refused with what is left."""
    _open(office)
    office.say(KASUBBAG, "a" * 3500)
    for _ in range(5):
        office.press(KASUBBAG, "Tambah paragraf")
        office.say(KASUBBAG, "b" * 3280)
    office.press(KASUBBAG, "Tambah paragraf")
    (said,) = office.say(KASUBBAG, "c" * 200)
    assert "Mohon dituliskan 1 sampai 90 huruf." in said.text
    assert "c" not in _printed(office)


def test_one_goes_back_to_the_draft(office: ComposingDesk) -> None:
    """One's own words are dropped, on record; pressing it again changes nothing."""
    draft = _printed(office)
    _open(office)
    office.say(KASUBBAG, "Sekian.")
    _open(office)
    (said,) = office.press(KASUBBAG, "Kembali ke konsep")
    assert said.text == "<b>Penutup</b> kembali ke konsep yang dihitung dari data."
    assert _printed(office) == draft
    office.verb("bab_konsep", str(chapters().index(CLOSING)))
    assert [action for action, _ in _kept(office)] == ["ChapterWritten", "ChapterDropped"]
    office.say(KASUBBAG, "Teks yang tidak diminta.")
    assert _printed(office) == draft


def test_after_a_change_the_way_goes_on(office: ComposingDesk) -> None:
    """To the chapter, one more paragraph, another chapter, or the signatures."""
    _open(office)
    (said,) = office.say(KASUBBAG, "Sekian.")
    assert _labels(said) == ["Lihat naskah", "Tambah paragraf", "Bab lain", "Susun & mintakan tanda tangan"]


@pytest.mark.parametrize("arg", ["99", "", "x"])
@pytest.mark.parametrize("verb", ["bab", "bab_tambah", "bab_konsep"])
def test_a_chapter_that_does_not_exist_is_refused(office: ComposingDesk, verb: str, arg: str) -> None:
    """Nothing forged opens one."""
    office.verb(verb, arg)
    assert _kept(office) == []
