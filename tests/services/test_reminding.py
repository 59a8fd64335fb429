"""What reminders and escalations say, and that their buttons work as they are shown (messages 7 and 8)."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from bot.services.limits import round as limits
from bot.services.limits.letters import letters
from bot.sop.commands import Complete, RequestCorrection, Submit
from bot.sop.model import FormStatus
from bot.sop.record import replay
from bot.sop.sheet import Direction
from storage import deadlines, officers, sheets
from storage.database import Transaction
from storage.messages import OutboxMessage
from storage.records import AuditEntry
from storage.tables import Assignment, Unit
from tests.services.counter import ANALIS, CAMAT, KASI, KASUBBAG, SEKRETARIS, Said
from tests.services.reminding_desk import RemindingDesk, handed_out

THURSDAY = datetime(2026, 4, 2, 6, 10, tzinfo=UTC)


@pytest.fixture
def office(sqlite_url: str) -> RemindingDesk:
    """Everyone is in and has his form since Wednesday 08.00, due on Monday 08.00; Friday is a holiday."""
    return handed_out(sqlite_url)


def _labels(said: Said) -> list[str]:
    return [label for label, _ in said.buttons]


def _only(told: list[Said], words: str) -> Said:
    (found,) = [one for one in told if words in one.text]
    return found


# Literally


def test_a_reminder_says_what_is_there_since_when_and_how_much_time_is_left(office: RemindingDesk) -> None:
    """Message 7: thanks, the progress, the working time that is left, the ways on."""
    office.press(KASI, "Terima")
    office.progress("PEM", 6, 11)
    (told,) = office.tick(2, "08.00")[KASI]
    assert told.text == (
        "Bapak Kasi Pemerintahan, terima kasih, <b>6 dari 11 isian</b> Data Kinerja TW I 2026 Seksi Pemerintahan "
        "sudah tersimpan.\nDibagikan Rabu, 1 April, pukul 08.00 WITA. Waktu kerja tersisa <b>7 jam 30 menit</b>, "
        "sampai Senin, 6 April, pukul 08.00 WITA.\nBila sedang bertugas di lapangan, isian dapat dilanjutkan kapan "
        "saja, atau Bapak dapat memohon tambahan waktu."
    )
    assert _labels(told) == ["Lanjutkan isian ke-7", "Mohon tambahan waktu"]


def test_an_escalation_says_who_is_awaited_and_who_hears_next(office: RemindingDesk) -> None:
    """Message 8: the coordinator is asked for help, with all that can be done from there."""
    office.all_but("PEM")
    office.press(KASI, "Terima")
    office.progress("PEM", 3, 11, THURSDAY)
    office.tick(2, "08.00")
    office.tick(6, "07.30")
    told = _only(office.tick(6, "08.00")[KASUBBAG], "Mohon bantuan")
    assert told.text == (
        "<b>Mohon bantuan koordinasi Ibu</b> · langkah 5 dari 14\n"
        "Batas pengisian Data Kinerja TW I 2026 berakhir hari ini pukul 08.00 WITA. Formulir masuk: <b>5 dari 6</b>.\n"
        "Ditunggu: <b>Kasi Pemerintahan</b>, 3 dari 11 isian, terakhir Kamis, 2 April, pukul 14.10 WITA; "
        "sudah dua kali diingatkan.\n"
        "Bila belum masuk sampai besok, Selasa, 7 April, pukul 08.00 WITA, hal ini disampaikan kepada "
        "Bapak Sekretaris."
    )
    assert _labels(told) == ["Ingatkan kembali", "Tambah waktu", "Alihkan pengisi", "Lanjut tanpa formulir ini"]


# How far a form is


@pytest.mark.parametrize(
    ("answered", "said", "button"),
    [
        (0, "formulir Data Kinerja TW I 2026 Seksi Pemerintahan (11 isian) menunggu diisi.", "Lanjutkan isian ke-1"),
        (4, "terima kasih, <b>4 dari 11 isian</b> Data Kinerja TW I 2026", "Lanjutkan isian ke-5"),
        (11, "terima kasih, seluruh isian (11) Data Kinerja TW I 2026", "Lihat ringkasan & kirim"),
    ],
)
def test_the_way_on_fits_the_form(office: RemindingDesk, answered: int, said: str, button: str) -> None:
    """A form is begun, gone on with, or looked over and sent; its button does that."""
    office.press(KASI, "Terima")
    office.progress("PEM", answered, 11)
    (told,) = office.tick(2, "08.00")[KASI]
    assert told.text.startswith(f"Bapak Kasi Pemerintahan, {said}")
    assert _labels(told)[0] == button
    assert office.claim(KASI, told.buttons[0][1])


def test_a_form_that_nobody_opened_is_accepted_from_its_reminder(office: RemindingDesk) -> None:
    """[Terima & mulai isi] is the receipt, and puts the first question."""
    (told,) = office.tick(2, "08.00")[KASI]
    assert _labels(told) == ["Terima & mulai isi", "Mohon tambahan waktu"]
    asked = office.claim(KASI, told.buttons[0][1])
    assert "Isian 1 dari 11" in asked[-1].text
    form = office.record().state.form(office.unit_id("PEM"))
    assert form.status is FormStatus.DIISI


def test_repairs_are_counted_instead_of_answers(office: RemindingDesk) -> None:
    """Of a form that was returned only what was directed is asked for."""
    form_id = office.record().form_ids[office.unit_id("PEM")]
    directed = (Direction("a", "Mohon dicocokkan.", "Sekretaris"), Direction("b", "Mohon dilengkapi.", "Sekretaris"))
    office.database.write_now(lambda tx: sheets.direct(tx, form_id, directed))
    (told,) = office.tick(2, "08.00")[KASI]
    assert "<b>2 perbaikan</b> Data Kinerja TW I 2026 Seksi Pemerintahan masih ditunggu.\nDikembalikan" in told.text
    assert _labels(told)[0] == "Perbaiki isian"


# The buttons of every step


def test_a_cycle_goes_on_without_a_form_from_its_escalation(office: RemindingDesk) -> None:
    """[Lanjut tanpa formulir ini] claims the receiver's own task: with a reason, step 7 opens."""
    office.all_but("PEM")
    told = _only(office.tick(6, "08.00")[KASUBBAG], "Mohon bantuan")
    office.claim(KASUBBAG, dict(told.buttons)["Lanjut tanpa formulir ini"])
    office.write(KASUBBAG)
    assert office.task(7).open


@pytest.mark.parametrize(
    ("step", "clock", "who", "label"),
    [
        (2, "08.30", KASUBBAG, "Lepaskan & perintahkan Analis"),
        (3, "08.15", KASUBBAG, "Perintahkan Analis"),
        (4, "08.15", ANALIS, "Bagikan ke semua"),
    ],
)
def test_a_step_is_done_from_its_reminder(office: RemindingDesk, step: int, clock: str, who: str, label: str) -> None:
    """The press that stands under the reminder closes the task."""
    office.propose(2)
    for code in (CAMAT, KASUBBAG, KASUBBAG)[: step - 1]:
        office.order(code, lambda record, task: Complete(task.number, task.version))
    (told,) = [one for one in office.tick(1, clock).get(who, []) if "mohon berkenan menindaklanjuti" in one.text]
    assert _labels(told)[:2] == [label, "Buka kartunya"]
    office.claim(who, dict(told.buttons)["Buka kartunya"])
    office.claim(who, dict(told.buttons)[label])
    assert all(task.step > step for task in office.record().state.open_tasks)


def test_the_camats_order_is_given_from_his_morning_message(office: RemindingDesk) -> None:
    """[Perintahkan sekarang] under the reminder; nobody stands above him whom he could ask for more time."""
    office.propose(2)
    office.tick(1, "08.15")
    told = _only(office.tick(2, "08.00")[CAMAT], "mohon berkenan menindaklanjuti")
    assert _labels(told) == ["Perintahkan sekarang", "Buka kartunya"]
    office.claim(CAMAT, told.buttons[0][1])
    assert office.task(2).open


def test_what_is_one_of_many_is_followed_up_by_itself(office: RemindingDesk) -> None:
    """[Tindak lanjuti] brings one late form with all that can be done about it; nobody else may press it."""
    told = _only(office.tick(6, "08.00")[KASUBBAG], "mohon perhatian")
    claim = dict(told.buttons)["Tindak lanjuti Seksi Pemerintahan"]
    (one,) = office.claim(KASUBBAG, claim)
    assert one.text.startswith("<b>Mohon bantuan koordinasi Ibu</b> · langkah 5 dari 14")
    assert _labels(one) == ["Ingatkan kembali", "Tambah waktu", "Alihkan pengisi", "Lanjut tanpa formulir ini"]
    (refused,) = office.claim(KASI, claim)
    assert refused.buttons == ()


@pytest.mark.parametrize("meanwhile", ["sent", "vacant", "hers"])
def test_what_has_changed_is_not_followed_up(office: RemindingDesk, meanwhile: str) -> None:
    """The form came in, nobody holds its post any more, or she fills it herself: she reads why there is nothing."""
    told = _only(office.tick(6, "08.00")[KASUBBAG], "mohon perhatian")
    claim, mine = dict(told.buttons)["Tindak lanjuti Seksi Pemerintahan"], office.form()
    if meanwhile == "sent":
        office.give(KASI, Submit(mine.number, mine.version))
    elif meanwhile == "vacant":
        over = update(Assignment).where(Assignment.unit_id == office.unit_id("PEM")).values(ends_at=office.now)
        office.database.write_now(lambda tx: tx.execute(over))
    else:
        office.fill_for("PEM", KASUBBAG)
    (answer,) = office.claim(KASUBBAG, claim)
    assert "Ingatkan kembali" not in _labels(answer)


def test_whoever_fills_on_behalf_opens_the_form_from_among_others(office: RemindingDesk) -> None:
    """He has no card of it, so the button puts its question."""
    office.press(KASI, "Terima")
    office.fill_for("PEM", ANALIS)
    office.fill_for("PMD", ANALIS)
    (told,) = office.tick(2, "08.00")[ANALIS]
    assert _labels(told) == ["Buka Seksi Pemerintahan", "Buka Seksi Pemberdayaan Masyarakat"]
    asked = office.claim(ANALIS, told.buttons[0][1])
    assert "Isian 1 dari 11" in asked[-1].text


# Within Telegram's limits, and with the record


def test_sixty_late_forms_stay_within_a_message(office: RemindingDesk) -> None:
    """The longest names, sixty units: no text over 4,096 units, no more than a hundred buttons."""
    long_name = "Seksi " + "Pemberdayaan & Kesejahteraan " * 6
    office.database.write_now(lambda tx: tx.execute(update(Unit).values(name=long_name)))
    one = _only(office.tick(6, "08.00")[KASUBBAG], "mohon perhatian")
    assert all(len(label) <= 64 for label in _labels(one))

    def long_line(tx: Transaction) -> list[Said]:
        found = deadlines.due(tx, [office.office_id], datetime(2026, 4, 20, tzinfo=UTC))
        many = [each for each in found if each.unit_id is not None] * 12
        work = office.bureau.work(tx, office.office_id, office.now, "banyak")
        round_ = limits.Round(work, officers.rosters(tx, [1], at=office.now)[1])
        for each in many:
            round_.take(each)
        return [
            Said(
                letter.payload["text"], tuple((b["text"], b["data"]) for row in letter.payload["buttons"] for b in row)
            )
            for matters in round_.spoken.values()
            for letter in letters(work, matters)
        ]

    written = office.database.write_now(long_line)
    assert all(len(said.text.encode("utf-16-le")) // 2 <= 4096 and len(said.buttons) <= 100 for said in written)
    assert max(len(said.text) for said in written) > 3000


def test_a_crash_before_the_commit_leaves_everything_to_the_next_tick(office: RemindingDesk) -> None:
    """State, rungs and messages stand or fall together, and the second time each is there once."""
    at = datetime(2026, 4, 6, 0, 0, tzinfo=UTC)

    def count(tx: Transaction) -> int:
        return len(tx.execute(select(OutboxMessage.id)).all())

    def crash(tx: Transaction) -> None:
        limits.fire(tx, office.bureau, [office.office_id], at)
        raise KeyboardInterrupt

    before, state = office.database.read_now(count), office.record().state
    with pytest.raises(KeyboardInterrupt):
        office.database.write_now(crash)
    assert office.database.read_now(count) == before
    assert office.record().state == state
    office.tick(6, "08.00")
    assert office.cycle_actions().count("TaskExpired") == 6
    after = office.database.read_now(count)
    assert office.tick(6, "08.00") == {}
    assert office.database.read_now(count) == after


def test_the_audit_replays_to_the_state(office: RemindingDesk) -> None:
    """Each limit of step 5 that passed has an entry of its own with its events."""
    office.tick(6, "08.00")
    query = select(AuditEntry.detail).where(AuditEntry.chain == "cycle:1").order_by(AuditEntry.id)
    details = office.database.read_now(lambda tx: tx.execute(query).scalars().all())
    assert replay([event for detail in details for event in detail.get("events", [])]) == office.record().state


def _reviewed(office: RemindingDesk) -> None:
    """Every form is received, and the recap lies with the Sekretaris."""
    office.all_but("")
    for code in (KASUBBAG, ANALIS, ANALIS, KASUBBAG):
        office.order(code, lambda record, task: Complete(task.number, task.version))


def test_a_superior_is_asked_and_never_called_late(office: RemindingDesk) -> None:
    """The Sekretaris's review waits: he is asked kindly; the Camat hears in the morning, without a word of lateness."""
    _reviewed(office)
    (told,) = office.tick(2, "09.00")[SEKRETARIS]
    assert "mohon berkenan menindaklanjuti" in told.text
    assert _labels(told) == ["Buka kartunya", "Mohon tambahan waktu"]
    brought = _only(office.tick(6, "08.00")[CAMAT], "Mohon arahan Bapak Camat")
    assert "menunggu <b>Bapak Sekretaris</b> sejak" in brought.text
    for said in (told, brought):
        assert not any(word in said.text.lower() for word in ("terlambat", "lewat", "batas", "anda"))


def test_a_correction_is_named_as_such(office: RemindingDesk) -> None:
    """The mending of a target has its own words, not those of step 11, and is done on its card."""
    _reviewed(office)
    review = office.task(11)
    office.give(SEKRETARIS, RequestCorrection(review.number, review.version))
    (told,) = office.tick(1, "13.00")[KASUBBAG]
    assert "Pembetulan dalam langkah 11 menunggu sejak" in told.text
    assert "<i>Membetulkan target atau pagu sesuai DPA/PK</i>." in told.text
    assert _labels(told) == ["Buka kartunya", "Mohon tambahan waktu"]
