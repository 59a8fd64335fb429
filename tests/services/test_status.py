"""/status: how far the collections are, who is awaited, and how each form stands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from bot.services import desk
from bot.services.claims import Claim
from bot.services.incoming import Message
from bot.sop.commands import Complete
from bot.sop.model import FormStatus
from bot.texts import status as texts
from bot.texts.form.values import units
from storage.database import Database
from storage.records import Cycle, Form, Task
from storage.tables import Assignment, Unit
from tests.services.counter import ANALIS, CAMAT, KASI, KASI_PMD, KASUBBAG, SEKRETARIS, Counter


@pytest.fixture
def office(sqlite_url: str) -> Counter:
    """The demo's office with everyone in."""
    return Counter(Database(sqlite_url)).open()


def test_the_progress_bar_has_a_cell_for_each_step() -> None:
    """Done ones are filled."""
    assert texts.bar(6, 14) == "▓▓▓▓▓▓░░░░░░░░ 6/14"


def test_the_status_says_how_far_it_is_and_who_is_awaited(office: Counter) -> None:
    """Everyone in the office may read it."""
    office.propose()
    office.order(CAMAT, lambda _, task: Complete(task.number, task.version))
    said, _ = office.say(SEKRETARIS, "/status")
    assert said.text.startswith("<b>Data Kinerja Triwulan I 2026</b>\n▓░░░░░░░░░░░░░ 1/14\nData per 31 Maret 2026.")
    assert "Batas kirim ke kabupaten: Rabu, 15 April." in said.text
    assert "▸ Langkah 2, Penyiapan formulir" in said.text
    assert ": Ibu Kasubbag Program dan Keuangan, batas hari ini pukul 08.30 WITA." in said.text
    assert "<b>Formulir</b>" not in said.text
    assert said.buttons == ()


def test_each_form_shows_its_holder_and_how_many_fields_are_filled(office: Counter) -> None:
    """A form that was begun counts its answers; the Kasubbag can hand each to another."""
    office.hand_out()
    office.press(KASI, "Terima")
    office.act(KASI, lambda work: desk.receive(work, Message(1, 1_000_000, work.now, "0")))
    said, _ = office.say(KASUBBAG, "/status")
    assert "▸ Langkah 5, Pengisian formulir: ditunggu 6 dari 6 formulir, batas Senin, 6 April, pukul" in said.text
    assert "• Seksi Pemerintahan: 1 dari 11 isian\n" in said.text
    assert "• Seksi Pemberdayaan Masyarakat: belum mulai diisi\n" in said.text
    assert "Alihkan pengisi Seksi Pemerintahan" in [label for label, _ in said.buttons]
    assert not any(label.startswith("Isikan") for label, _ in said.buttons)
    assert office.say(KASI_PMD, "/status")[0].buttons == ()


def test_the_analis_fills_a_form_on_behalf_from_here(office: Counter) -> None:
    """Of a PPTK without Telegram, say; but not a form that is lent to her, which is hers."""
    office.hand_out()
    arg = f"{office.unit_id('PMD')}.{office.officer_id(ANALIS)}"
    office.claim(KASUBBAG, Claim("alihkan_ke", arg=arg))
    labels = [label for label, _ in office.say(ANALIS, "/status")[0].buttons]
    assert "Isikan atas nama Seksi Pemberdayaan Masyarakat" not in labels
    assert "Isian 1 dari" in office.press(ANALIS, "Isikan atas nama Seksi Pemerintahan")[-1].text


def test_a_late_form_and_a_vacant_one_are_seen(office: Counter) -> None:
    """Who is late is said of forms, never of the Camat or the Sekretaris."""
    office.hand_out()
    kasi = office.officer_id(KASI)
    office.database.write_now(lambda tx: tx.execute(delete(Assignment).where(Assignment.officer_id == kasi)))
    office.now += timedelta(days=8)
    said, _ = office.say(ANALIS, "/status")
    assert "ditunggu 6 dari 6 formulir, <b>batas sudah lewat</b>" in said.text
    assert "• Seksi Pemerintahan (belum ada pejabat): belum mulai diisi\n" in said.text


def test_limits_that_differ_stand_with_each_form(office: Counter) -> None:
    """A form that was handed out later has its own limit; a substitute is named."""
    office.hand_out()
    office.claim(KASUBBAG, Claim("alihkan_ke", arg=f"{office.unit_id('PMD')}.{office.officer_id(ANALIS)}"))
    later = update(Task).where(Task.unit_id == office.unit_id("PMD")).values(due_at=office.now + timedelta(days=20))
    office.database.write_now(lambda tx: tx.execute(later))
    said, _ = office.say(SEKRETARIS, "/status")
    assert "Pengisian formulir: ditunggu 6 dari 6 formulir.\n" in said.text
    assert "• Seksi Pemerintahan: belum mulai diisi, batas Senin, 6 April, pukul" in said.text
    assert "• Seksi Pemberdayaan Masyarakat (Ibu Analis): belum mulai diisi, batas Selasa, 21 April, pukul" in said.text


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (FormStatus.SIAP, "• Seksi A&amp;B: belum dibagikan"),
        (FormStatus.DIKIRIM, "▸ Seksi A&amp;B: dikirim, menunggu diterima"),
        (FormStatus.DITERIMA, "✓ Seksi A&amp;B: diterima"),
        (FormStatus.DILEWATI, "– Seksi A&amp;B: dilanjutkan tanpa formulir ini (cuti &lt;lama&gt;)"),
        (FormStatus.DIKEMBALIKAN, "• Seksi A&amp;B (Ibu X): perlu perbaikan, 3 dari 8 isian, batas besok"),
    ],
)
def test_every_state_of_a_form_has_its_words(status: FormStatus, words: str) -> None:
    """What was typed is shown literally."""
    assert texts.form(texts.FormLine("Seksi A&B", status, "Ibu X", 3, 8, "batas besok", "cuti <lama>")) == words


def test_a_form_without_a_reason_is_still_named() -> None:
    """A skipped form may have lost its note."""
    assert (
        texts.form(texts.FormLine("A", FormStatus.DILEWATI, "", 0, 0, "", "")) == "– A: dilanjutkan tanpa formulir ini"
    )


def test_a_repair_counts_from_the_second_putaran(office: Counter) -> None:
    """'perbaikan ke-1', never a number of the machine."""
    office.propose()
    office.database.write_now(lambda tx: tx.execute(update(Cycle).values(putaran=2)))
    assert "</b> · perbaikan ke-1\n" in office.say(ANALIS, "/status")[0].text


def test_two_collections_are_two_messages(office: Counter) -> None:
    """A late one still runs when the next has begun."""
    office.propose(1)
    office.propose(2)
    told = office.say(ANALIS, "/status")
    assert ["Triwulan I 2026" in told[0].text, "Triwulan II 2026" in told[2].text, len(told)] == [True, True, 4]
    assert [one.document is not None for one in told] == [False, True, False, True]


def test_the_longest_names_still_fit_telegram(office: Counter) -> None:
    """Long unit names are shortened visibly and the rest goes on in the next message."""
    office.hand_out()
    office.database.write_now(lambda tx: tx.execute(update(Unit).values(name="𝒳" * 3000)))
    told = office.say(KASUBBAG, "/status")
    assert all(units(said.text) <= 4096 for said in told)
    assert "…" in told[-2].text


def test_without_a_collection_the_last_and_the_next_are_named(office: Counter) -> None:
    """An empty office says what comes; one that has archived says that, too."""
    first = office.say(ANALIS, "/status")[0].text
    assert first == (
        "Saat ini tidak ada pengumpulan data yang berjalan.\nJadwal berikutnya: TW II 2026, mulai Rabu, 1 Juli 2026."
    )
    office.propose()
    office.end("selesai")
    assert "Terakhir: Data Kinerja TW I 2026, diarsipkan Rabu, 1 April 2026" in office.say(ANALIS, "/status")[0].text
    office.database.write_now(lambda tx: tx.execute(delete(Form)))
    office.now += timedelta(days=400)
    assert "Jadwal berikutnya" not in office.say(ANALIS, "/status")[0].text
