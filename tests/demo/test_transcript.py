"""How a play is written down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.clock import FixedClock, read_offset
from bot.demo.files import Shelf, picture
from bot.demo.play.transcript import Transcript
from bot.demo.playtime import PlayTime
from bot.simulator.clock import StageClock
from bot.simulator.sightings import Button, ChatMessage

AT = datetime(2026, 4, 1, 0, 30, tzinfo=UTC)


def message(text: str, *labels: str, document: str | None = None) -> ChatMessage:
    """A message of the bot at 08.30 WITA."""
    buttons = tuple((Button(label, "x", None),) for label in labels)
    return ChatMessage(
        1, text, text, buttons, document, int(AT.timestamp()), False, False, True, "text", None, None, None, None, 1
    )


def written(*told: ChatMessage) -> list[str]:
    """The lines that these messages to the Camat make."""
    lines: list[str] = []
    transcript = Transcript(lines.append, "Asia/Makassar")
    for one in told:
        transcript.told("Bapak Camat", one, one.document_name)
    return lines


def test_a_message_with_its_day_and_buttons() -> None:
    """The day heads what is said on it; a message stands in full with its buttons in brackets."""
    assert written(message("Yth. Bapak Camat,\nmohon berkenan.", "Perintahkan", "Tunda")) == [
        "",
        "══ Rabu, 1 April 2026 ════════════════════",
        "08.30  Bot → Bapak Camat",
        "       │ Yth. Bapak Camat,",
        "       │ mohon berkenan.",
        "       │ [Perintahkan]",
        "       │ [Tunda]",
    ]


def test_a_document_is_named() -> None:
    """A document is one line with its name and, if there is one, its caption."""
    assert written(message("Terlampir.", document="Disposisi.pdf"))[-1].endswith("📎 Disposisi.pdf: Terlampir.")


def test_what_many_are_told_alike_is_short_from_the_second_on() -> None:
    """The same routine question is one line when it comes again, with the echo and the subject."""
    question = "Isian 1 dari 9 · Desa\nBerapa realisasi kinerja?\nMohon angkanya."
    again = f"Tercatat: 2 Dokumen. Keliru? Ketik: kembali\n\n{question.replace('1 dari', '2 dari')}"
    lines = written(message(question, "Lewati"), message(again, "Lewati"))
    assert lines[-1] == "08.30  Bot → Bapak Camat: Tercatat: 2 Dokumen. Isian 2 dari 9, Desa: Berapa realisasi kinerja?"


def test_a_routine_word_is_cut_after_its_first_sentence() -> None:
    """A welcome that everyone gets is not written out nine times."""
    welcome = message("Selamat datang, Bapak. Peran: Camat.\nTugas: /tugas")
    assert written(welcome, welcome)[-1] == "08.30  Bot → Bapak Camat: Selamat datang, Bapak …"


def test_time_is_wound_for_bot_and_stage_alike(tmp_path: Path) -> None:
    """The offset in the file and the stage's clock agree, in whole seconds, and time never goes back."""
    clock = StageClock()
    time = PlayTime(tmp_path / "jam", FixedClock(AT), clock)
    time.begin(AT - timedelta(days=3, microseconds=1))
    time.pass_by(minutes=2, seconds=0.5)
    before = time.now()
    time.until(AT - timedelta(days=9))
    assert (time.now(), read_offset(tmp_path / "jam"), clock.offset) == (before, before - AT, before - AT)


def test_the_shelf_keeps_each_file_once(tmp_path: Path) -> None:
    """The same bytes are one file; other bytes of the same name get a number; a path in a name leads nowhere."""
    shelf = Shelf(tmp_path)
    kept = [shelf.keep("a.pdf", b"1"), shelf.keep("a.pdf", b"1"), shelf.keep("../a.pdf", b"2" * 4096)]
    assert kept == ["a.pdf (1 KB)", "a.pdf (1 KB)", "a (2).pdf (4 KB)"]
    assert shelf.names == sorted(path.name for path in tmp_path.iterdir())[::-1]


def test_pictures_are_what_they_say() -> None:
    """The props are a real JPEG and a real PDF."""
    assert picture("Desa").startswith(b"\xff\xd8\xff")
    assert picture("Desa", "PDF").startswith(b"%PDF-")
