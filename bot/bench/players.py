"""One office's people through a whole cycle: each act an update that is stored, carried out, and answered for good."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from hashlib import sha256
from time import process_time
from typing import Any, TypeVar

from bot.services import desk
from bot.services.bureau import Bureau, identify
from bot.services.claims import Claim
from bot.services.incoming import Attachment, Message
from bot.services.papers.publisher import Publisher
from bot.services.steps import archiving
from bot.services.work import Work
from bot.sop.forms import Field, Kind, Topic, plan
from bot.sop.model import Fact, FormStatus, Role, StepKind, Task
from bot.texts.formats import angka
from storage import cycles, forms, intake, officers, outbox_queue, prompts, uploads
from storage.cycles import CycleRecord
from storage.database import Database, Transaction
from storage.intake import Incoming
from storage.outbox_queue import Result
from storage.prompts import OpenPrompt

T = TypeVar("T")
PACE = timedelta(seconds=20)
"""From one act to the next; a text is never dated in the same second as another."""
AT_ONCE = 30
LAST = 14
LATER = 10**9
"""Ids of what people write are above those of what they were sent, as if everything was read before."""
_RECEIPT = b"\xff\xd8\xff tanda terima"
_ONE_PRESS = {
    StepKind.PERINTAH: "lanjut",
    StepKind.SIAPKAN: "lanjut",
    StepKind.BAGIKAN: "bagikan_semua",
    StepKind.TERIMA: "terima_semua",
    StepKind.REKAP: "lanjut",
    StepKind.SERAHKAN: "lanjut",
    StepKind.LAPOR: "lanjut",
    StepKind.TELAAH: "lanjut",
}


class StuckError(Exception):
    """A cycle does not go on; the message says where."""


@dataclass(slots=True)
class Place:
    """Where cycles are played: a started database with its bureau, its publisher, and the hour and update it is at."""

    database: Database
    bureau: Bureau
    now: datetime
    update: int = 0
    publisher: Publisher = field(init=False)

    async def write(self, work: Callable[[Transaction], T]) -> T:
        """One transaction."""
        return await self.database.write(work)

    async def read(self, look: Callable[[Transaction], T]) -> T:
        """One look."""
        return await self.database.read(look)


@dataclass(slots=True)
class Players:
    """Everyone in one office; `before_act` is called ahead of each act.

    `cpu` is the processor time of what the bot does about their acts, without that of deciding what they do.
    """

    place: Place
    cycle_id: int
    before_act: Callable[[], object] = lambda: None
    messages: int = 0
    updates: int = 0
    cpu: float = 0.0

    async def play(self, until: int = LAST + 1) -> None:
        """Act until everyone who is awaited stands at a step or beyond it; by itself until the cycle is archived."""
        while (task := await self._next()) is not None and task.step < until:
            before = (await self._record()).state
            await self._perform(task)
            if (await self._record()).state == before:
                raise StuckError(f"langkah {task.step} tidak maju")

    async def hand_out(self) -> None:
        """Act until every form is open at its first question."""
        await self.play(until=self._step(StepKind.ISI))
        for one in (await self._record()).state.open_tasks:
            await self._press(one, "terima")

    async def deliver(self) -> None:
        """Make the papers that were asked for, and send whatever waits; Telegram accepts each message."""
        while await self.place.publisher.turn():
            pass
        while found := await self.place.write(lambda tx: outbox_queue.claim(tx, AT_ONCE, self.place.now, ())):
            self.messages += len(found)
            sent = [Result(one.id, "sent", one.chat_id, message_id=one.id) for one in found]
            await self.place.write(partial(outbox_queue.record, results=sent, now=self.place.now))

    # What there is to do

    async def _record(self) -> CycleRecord:
        return await self.place.read(lambda tx: cycles.load(tx, self.cycle_id, lock=False))

    def _step(self, kind: StepKind) -> int:
        return self.place.bureau.sop.of_kind(kind).number

    async def _next(self) -> Task | None:
        """The first task that can be done; None once the cycle has ended."""
        record = await self._record()
        if not record.state.live:
            return None
        # The Kasubbag receives last, so that one press of hers also gives the order to recap.
        waiting = sorted(record.state.open_tasks, key=lambda one: (one.step, one.role is Role.KASUBBAG, one.number))
        for task in waiting:
            came = any(form.receiver is task.role and form.status is FormStatus.DIKIRIM for form in record.state.forms)
            if task.step != self._step(StepKind.TERIMA) or came:
                return task
        raise StuckError("tidak ada yang dapat dikerjakan")

    async def _perform(self, task: Task) -> None:
        kind = self.place.bureau.sop.step(task.step).kind
        if kind in _ONE_PRESS:
            await self._press(task, _ONE_PRESS[kind])
        else:
            await {
                StepKind.ISI: self._fill,
                StepKind.SUSUN: self._compose,
                StepKind.TANDATANGAN: self._sign,
                StepKind.ARSIP: self._archive,
            }[kind](task)

    async def _fill(self, task: Task) -> None:
        task_id = (await self._record()).task_id(task)
        for _ in range(1000):
            found = await self.place.read(lambda tx: forms.find(tx, task_id))
            assert found is not None
            if not found.open:
                return
            prompt = await self._prompt(task)
            if prompt is None or prompt.task_id != task_id:
                await self._press(task, "terima" if not found.form.answers else "isi")
                continue
            asked = plan(found.form.sheet, found.form.answers, found.form.directions)
            key = prompt.context.get("field")
            if key is None:
                await self._press(task, "kirim")
            else:
                await self._answer(task, asked.find(key), prompt)
        raise StuckError(f"formulir langkah {task.step} tidak selesai")

    async def _answer(self, task: Task, asked: Field | None, prompt: OpenPrompt) -> None:
        assert asked is not None
        if prompt.context.get("pending"):
            await self._press(task, "benar", asked.key)
        elif prompt.purpose != "isian" or asked.topic is Topic.IDLE:
            await self._say(task, "Pelaksanaannya disesuaikan dengan jadwal desa.")
        elif asked.kind is Kind.ANGKA:
            assert asked.indicator is not None
            await self._say(task, angka(asked.indicator.target) if asked.indicator.target is not None else "1")
        elif asked.kind is Kind.RUPIAH:
            assert asked.row is not None
            budget = asked.row.budget or Decimal(1_000_000)
            await self._say(task, angka(asked.row.ledger if asked.row.ledger is not None else budget // 5))
        else:
            await self._say(task, "tidak ada")

    async def _compose(self, task: Task) -> None:
        await self._press(task, "nomor_surat")
        await self._say(task, "045/1/Kec/2026")
        await self._press(task, "lanjut")

    async def _sign(self, task: Task) -> None:
        await self._press(task, "setujui", str((await self._record()).state.document_version))

    async def _archive(self, task: Task) -> None:
        await self._press(task, "unggah", "bukti_serah")
        await self._send_photo(task)
        if Fact.PINDAIAN not in (await self._record()).state.facts:
            await self._press(task, "menyusul")
        await self._press(task, "arsipkan")

    # How it is done

    async def _prompt(self, task: Task) -> OpenPrompt | None:
        def look(tx: Transaction) -> OpenPrompt | None:
            return prompts.find(tx, self._holder(tx, task).officer_id)

        return await self.place.read(look)

    def _holder(self, tx: Transaction, task: Task) -> officers.Holder:
        office_id = cycles.load(tx, self.cycle_id, lock=False).office_id
        return officers.holders(tx, office_id, task.role, at=self.place.now, unit_id=task.unit)[0]

    async def _press(self, task: Task, verb: str, arg: str = "") -> None:
        record = await self._record()
        claim = Claim(verb, record.task_id(task), record.state.task(task.number).version, arg)
        await self._act(task, {"data": str(claim)}, lambda work, _: desk.press(work, claim))

    async def _say(self, task: Task, text: str) -> None:
        await self._act(task, {"text": text}, lambda work, number: desk.receive(work, self._message(number, text)))

    async def _send_photo(self, task: Task) -> None:
        photo = Attachment("berkas", "photo", "foto.jpg", "image/jpeg", len(_RECEIPT))

        def send(work: Work, number: int) -> None:
            desk.receive(work, self._message(number, "", photo))

        await self._act(task, {"photo": "berkas"}, send)
        begun = process_time()
        await self.place.write(self._fetched)
        await self.deliver()
        self.cpu += process_time() - begun

    def _fetched(self, tx: Transaction) -> None:
        """What the loop that fetches files does with each."""
        for one in uploads.waiting(tx):
            uploads.store(tx, one.id, _RECEIPT, mime="image/jpeg", sha256=sha256(_RECEIPT).hexdigest())
            archiving.checked(self.place.bureau, tx, one.id, self.place.now)

    def _message(self, number: int, text: str, attachment: Attachment | None = None) -> Message:
        return Message(number, LATER + number, self.place.now, text, attachment=attachment)

    async def _act(self, task: Task, said: dict[str, Any], do: Callable[[Work, int], object]) -> None:
        """Store an update, carry it out in one transaction with its effects, make and send what follows."""
        self.before_act()
        self.place.now += PACE
        self.place.update += 1
        self.updates += 1
        number = self.place.update
        chat = await self.place.read(lambda tx: self._holder(tx, task).telegram_id)
        assert chat is not None
        raw = json.dumps(_update(number, chat, said))
        begun = process_time()
        await self.place.write(lambda tx: intake.store(tx, [Incoming(number, chat, raw)], self.place.now))

        def work(tx: Transaction) -> None:
            assert intake.finish(tx, number, self.place.now)
            person = identify(tx, chat, self.place.now)
            assert person is not None
            do(self.place.bureau.work_of(tx, person, self.place.now, number), number)

        await self.place.write(work)
        await self.deliver()
        self.cpu += process_time() - begun


def _update(number: int, chat: int, said: dict[str, Any]) -> dict[str, Any]:
    """An update as long as Telegram's are."""
    sender = {"id": chat, "is_bot": False, "first_name": "Pejabat Contoh", "username": f"pejabat{chat}"}
    place = {"id": chat, "first_name": "Pejabat Contoh", "type": "private"}
    message = {"message_id": number, "from": sender, "chat": place, "date": 1_775_000_000, **said}
    return {"update_id": number, "message": message}
