"""To whom a round speaks: the holder, those above him one by one, the Camat in the morning, nobody twice."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from bot.sop.commands import Distribute, Receive, Submit
from bot.sop.ladder import Rung
from bot.sop.model import FormStatus, Role
from storage.records import Deadline, Form
from storage.tables import Assignment, Officer
from tests.reminders.bureau import ANALIS, CAMAT, KASUBBAG, SEKRETARIS, DemoOffice, wita

OWN, PEMERINTAHAN, KASI_PEM, KASI_YANUM = 1, 3, 6, 7
PPTK = {1: KASUBBAG, 2: 5, 3: KASI_PEM, 4: KASI_YANUM, 5: 8, 6: 9}
OTHERS = (1, 3, 4, 5, 6)
HALF, DUE = wita(4, 9, "09.00"), wita(4, 10, "09.00")
MORNINGS = (wita(4, 13, "08.00"), wita(4, 14, "08.00"), wita(4, 15, "08.00"))
LEFT, OVER, HELP, ADVICE = "Waktu kerja tersisa", "Batas pengisian: ", "Mohon bantuan koordinasi", "Mohon arahan"
CALL, GO_ON = "mohon berkenan menghubungi Bapak Camat", "mohon berkenan menindaklanjuti"


async def _one_is_late(office: DemoOffice, unit: int = PEMERINTAHAN) -> None:
    """All forms but one are in and received."""
    await office.propose()
    await office.hand_out()
    for task in (await office.cycle()).state.open_tasks:
        if task.step == 5 and task.unit is not None and task.unit != unit:
            await office.carry_out(Submit(task.number, task.version), officer=PPTK[task.unit])
    for task in (await office.cycle()).state.open_tasks:
        mine = [form for form in (await office.cycle()).state.forms if form.receiver is task.role]
        sent = [form.unit for form in mine if form.status is FormStatus.DIKIRIM] if task.step == 6 else []
        officer = KASUBBAG if task.role is Role.KASUBBAG else SEKRETARIS
        await office.carry_out(*(Receive(task.number, task.version, one) for one in sent), officer=officer)


async def _fresh(office: DemoOffice, *moments: Any) -> dict[int, list[Any]]:
    """The reminders and escalations that these instants brought, by officer."""
    before = len(await office.outbox())
    await office.tick_at(*moments)
    found: dict[int, list[Any]] = {}
    for row in (await office.outbox())[before:]:
        if row.priority == 2:
            found.setdefault(row.officer_id, []).append(row)
    return found


def _labels(row: Any) -> list[str]:
    return [button["text"] for line in row.payload["buttons"] for button in line]


async def _change(office: DemoOffice, officer: int, **values: Any) -> None:
    await office.database.write(lambda tx: tx.execute(update(Officer).where(Officer.id == officer).values(values)))


async def _vacate(office: DemoOffice, role: Role) -> None:
    ended = update(Assignment).where(Assignment.role == role).values(ends_at=wita(4, 8, "09.00"))
    await office.database.write(lambda tx: tx.execute(ended))


# One more each working day


async def test_a_late_form_is_brought_to_one_more_each_morning(office: DemoOffice) -> None:
    """The Kasubbag at the limit, the Sekretaris next morning, the Camat the morning after; each hears who is next."""
    await _one_is_late(office)
    at_once = await _fresh(office, DUE)
    assert set(at_once) == {KASI_PEM, KASUBBAG}
    text = at_once[KASUBBAG][0].payload["text"]
    assert HELP in text
    assert "sampai Senin, 13 April, pukul 08.00 WITA, hal ini disampaikan kepada Bapak Sekretaris." in text
    first = await _fresh(office, MORNINGS[0])
    assert set(first) == {KASI_PEM, KASUBBAG, SEKRETARIS}
    assert "hal ini disampaikan kepada Bapak Camat." in first[SEKRETARIS][0].payload["text"]
    second = await _fresh(office, MORNINGS[1])
    assert set(second) == {KASI_PEM, KASUBBAG, SEKRETARIS, CAMAT}
    assert "<b>Mohon arahan Bapak Camat</b> · langkah 5 dari 14" in second[CAMAT][0].payload["text"]
    assert "hal ini disampaikan" not in second[CAMAT][0].payload["text"]
    third = await _fresh(office, MORNINGS[2])
    assert set(third) == set(second)
    assert [len(rows) for rows in third.values()] == [1, 1, 1, 1]


async def test_a_receiver_who_awaits_late_forms_only_is_not_spoken_of(office: DemoOffice) -> None:
    """His limit passes, too, but there is nothing to receive; once the form is there, it is his turn."""
    await _one_is_late(office)
    told = [await _fresh(office, moment) for moment in (DUE, DUE + timedelta(hours=1), *MORNINGS)]
    texts = [row.payload["text"] for found in told for rows in found.values() for row in rows]
    assert not [text for text in texts if "angkah 6 dari 14" in text]
    (task,) = [one for one in (await office.cycle()).state.open_tasks if one.step == 5]
    await office.carry_out(Submit(task.number, task.version), officer=KASI_PEM)
    found = await _fresh(office, wita(4, 16, "08.00"))
    assert "angkah 6 dari 14" in found[KASUBBAG][0].payload["text"]
    assert "angkah 6 dari 14" in found[SEKRETARIS][0].payload["text"]


async def test_what_can_be_done_from_there(office: DemoOffice) -> None:
    """Only who receives the form may go on without it; nobody may before its limit has passed."""
    await _one_is_late(office)
    asked = await _fresh(office, DUE)
    always = ["Ingatkan kembali", "Tambah waktu", "Alihkan pengisi"]
    assert _labels(asked[KASUBBAG][0]) == [*always, "Lanjut tanpa formulir ini"]
    brought = await _fresh(office, MORNINGS[0])
    assert _labels(brought[SEKRETARIS][0]) == always


async def test_the_kasubbags_own_form_goes_to_the_sekretaris(office: DemoOffice) -> None:
    """She is its holder: nobody is asked to coordinate himself, and the Sekretaris, who receives it, may go on."""
    await _one_is_late(office, OWN)
    asked = await _fresh(office, DUE)
    assert set(asked) == {KASUBBAG, SEKRETARIS}
    assert HELP not in asked[KASUBBAG][0].payload["text"]
    assert _labels(asked[SEKRETARIS][0])[-1] == "Lanjut tanpa formulir ini"
    assert set(await _fresh(office, MORNINGS[0])) == {KASUBBAG, SEKRETARIS, CAMAT}


async def test_a_short_limit_is_brought_to_others_next_morning(office: DemoOffice) -> None:
    """Step 4 waits at the Analis: the Kasubbag hears on the first working morning, the Sekretaris on the second."""
    await office.propose()
    for step, officer in ((1, CAMAT), (2, KASUBBAG), (3, KASUBBAG)):
        await office.complete(step, officer)
    assert set(await _fresh(office, wita(4, 8, "09.15"))) == {ANALIS}
    asked = await _fresh(office, wita(4, 9, "08.00"))
    assert set(asked) == {ANALIS, KASUBBAG}
    assert _labels(asked[KASUBBAG][0]) == ["Ingatkan kembali", "Tambah waktu", "Tunjuk Plh."]
    assert set(await _fresh(office, wita(4, 10, "08.00"))) == {ANALIS, KASUBBAG, SEKRETARIS}


# The Camat


async def test_the_camat_is_never_told_at_a_limit(office: DemoOffice) -> None:
    """Step 1's limit passes in silence; in the morning he is asked, and the Kasubbag is asked to call him."""
    await office.propose()
    assert await _fresh(office, wita(4, 8, "09.15"), wita(4, 8, "09.16"), wita(4, 8, "15.00")) == {}
    asked = await _fresh(office, wita(4, 9, "08.00"), wita(4, 9, "08.01"), wita(4, 9, "09.15"))
    assert {officer: len(rows) for officer, rows in asked.items()} == {CAMAT: 1, KASUBBAG: 1}
    assert CALL in asked[KASUBBAG][0].payload["text"]
    assert GO_ON in asked[CAMAT][0].payload["text"]
    assert not any(word in asked[CAMAT][0].payload["text"].lower() for word in ("lewat", "terlambat", "batas"))


async def test_the_camat_hears_once_a_day_of_all_that_waits(office: DemoOffice) -> None:
    """Two orders of his own and a late form come in one message at eight."""
    await _one_is_late(office)
    await office.tick_at(DUE, MORNINGS[0])
    await office.propose(2)
    await office.propose(3)
    await office.tick_at(wita(4, 13, "09.00"))
    asked = await _fresh(office, MORNINGS[1], MORNINGS[1] + timedelta(minutes=1), wita(4, 14, "15.00"))
    (told,) = asked[CAMAT]
    assert "mohon perhatian untuk <b>3 hal</b> berikut." in told.payload["text"]
    assert len(told.payload["buttons"]) == 3


async def test_a_second_round_of_the_same_morning_leaves_the_camat_in_peace(office: DemoOffice) -> None:
    """What comes for him after his message of the day is told on the next."""
    await office.propose()
    asked = await _fresh(office, wita(4, 8, "09.15"), wita(4, 9, "08.00"))
    assert len(asked[CAMAT]) == 1
    again = update(Deadline).values(next_rung=Rung.PAGI, next_at=wita(4, 9, "08.05"))
    await office.database.write(lambda tx: tx.execute(again))
    assert CAMAT not in await _fresh(office, wita(4, 9, "08.05"))
    assert len((await _fresh(office, wita(4, 10, "08.00")))[CAMAT]) == 1


async def test_who_acts_for_the_camat_is_asked_in_his_place(office: DemoOffice) -> None:
    """The Sekretaris as Plh. hears of the order in the morning only, and the Kasubbag is asked to call him."""
    await office.propose()
    row = {"office_id": 1, "officer_id": SEKRETARIS, "role": Role.CAMAT, "capacity": "plh"}
    await office.database.write(
        lambda tx: tx.execute(insert(Assignment).values(**row, starts_at=wita(4, 8, "09.00"), ends_at=None))
    )
    assert await _fresh(office, wita(4, 8, "09.15")) == {}
    assert set(await _fresh(office, wita(4, 9, "08.00"))) == {SEKRETARIS, KASUBBAG}


# One message a person


async def test_a_person_hears_of_everything_in_one_message(office: DemoOffice) -> None:
    """At the limit of all forms the Kasubbag has her own and five others in one message, a button for each."""
    await office.propose()
    await office.hand_out()
    asked = await _fresh(office, DUE)
    assert all(len(rows) == 1 for rows in asked.values())
    text, labels = asked[KASUBBAG][0].payload["text"], _labels(asked[KASUBBAG][0])
    assert "mohon perhatian untuk <b>2 hal</b> berikut." in text
    assert labels[0] == "Buka Subbagian Program dan Keuangan"
    assert [label.partition(" ")[0] for label in labels[1:]] == ["Tindak"] * 5


async def test_forms_that_were_due_apart_are_told_apart(office: DemoOffice) -> None:
    """Those handed out later have a limit of their own, and each part says its own."""
    await office.propose()
    await office.hand_out(2)
    office.at(wita(4, 8, "11.00"))
    task = await office.task(4)
    await office.carry_out(Distribute(task.number, task.version, OTHERS), officer=ANALIS)
    await office.tick_at(wita(4, 9, "11.00"), wita(4, 10, "08.59"))
    assert set(await _fresh(office, DUE)) == {5, KASUBBAG}
    asked = await _fresh(office, wita(4, 10, "11.00"), MORNINGS[0])
    texts = [row.payload["text"] for row in asked[SEKRETARIS]]
    assert "berakhir Jumat, 10 April, pukul 09.00 WITA" in texts[-1]
    assert "berakhir Jumat, 10 April, pukul 11.00 WITA" in texts[-1]


# Who cannot be asked


@pytest.mark.parametrize("away", [{"telegram_id": None}, {"unreachable_at": wita(4, 8, "10.00")}])
async def test_who_cannot_be_reached_finds_no_pile_of_reminders(office: DemoOffice, away: dict[str, Any]) -> None:
    """Nothing is kept for him, those above hear of his form, and nobody is told that he was reminded."""
    await _one_is_late(office)
    before = len(await office.outbox())
    await _change(office, KASI_PEM, **away)
    await office.tick_at(HALF, wita(4, 10, "08.00"))
    asked = await _fresh(office, DUE)
    assert "diingatkan" not in asked[KASUBBAG][0].payload["text"]
    await office.tick_at(*MORNINGS)
    assert [row for row in (await office.outbox())[before:] if row.officer_id == KASI_PEM] == []


async def test_whoever_fills_on_behalf_is_asked(office: DemoOffice) -> None:
    """The Analis who fills in the unit's place gets the reminders, not the PPTK."""
    await _one_is_late(office)
    behalf = update(Form).where(Form.unit_id == PEMERINTAHAN).values(filled_by=ANALIS)
    await office.database.write(lambda tx: tx.execute(behalf))
    assert set(await _fresh(office, HALF)) == {ANALIS}
    asked = await _fresh(office, DUE)
    assert set(asked) == {ANALIS, KASUBBAG}
    assert "<b>Analis</b>" in asked[KASUBBAG][0].payload["text"]


async def test_a_filler_who_holds_no_post_any_more_gives_way_to_the_pptk(office: DemoOffice) -> None:
    """The unit's own PPTK is asked again."""
    await _one_is_late(office)
    behalf = update(Form).where(Form.unit_id == PEMERINTAHAN).values(filled_by=ANALIS)
    await office.database.write(lambda tx: tx.execute(behalf))
    await _vacate(office, Role.ANALIS)
    assert set(await _fresh(office, HALF)) == {KASI_PEM}


async def test_a_vacant_post_is_brought_to_the_coordinator(office: DemoOffice) -> None:
    """Forms whose units nobody holds: no reminder, then one message to the Kasubbag at the limit and each morning."""
    await _one_is_late(office)
    await _vacate(office, Role.PPTK)
    assert await _fresh(office, HALF, wita(4, 10, "08.00")) == {}
    asked = await _fresh(office, DUE)
    assert set(asked) == {KASUBBAG}
    assert "belum ada pejabat sebagai PPTK/Kasi" in asked[KASUBBAG][0].payload["text"]
    assert len(await office.audited("TaskExpired")) == 1
    assert set(await _fresh(office, MORNINGS[0])) == {KASUBBAG}


async def test_a_vacant_coordinator_is_stood_in_for(office: DemoOffice) -> None:
    """Without a Kasubbag the Sekretaris is asked to have somebody appointed, and to call the Camat."""
    await office.propose()
    await _vacate(office, Role.KASUBBAG)
    asked = await _fresh(office, wita(4, 8, "09.15"), wita(4, 9, "08.00"))
    assert set(asked) == {CAMAT, SEKRETARIS}
    assert CALL in asked[SEKRETARIS][0].payload["text"]


async def test_with_nobody_there_the_round_goes_on(office: DemoOffice) -> None:
    """An office without any official: each rung is over all the same."""
    await office.propose()
    for role in Role:
        await _vacate(office, role)
    assert await _fresh(office, wita(4, 8, "09.15"), wita(4, 9, "08.00")) == {}
    assert (await office.deadlines())[1] == ("pagi", wita(4, 10, "08.00"))
