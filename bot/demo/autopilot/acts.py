"""What the autopilot does at each kind of step, given that somebody is awaited there and has his phone at hand."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.demo.autopilot.answers import Dice
from bot.demo.autopilot.duty import Duty
from bot.demo.autopilot.form import FormFiller
from bot.demo.autopilot.hand import Found, Hand, StuckError
from bot.demo.files import picture
from bot.sop.forms import Kind, Topic, fields
from bot.sop.model import Fact, FormStatus, StepKind
from storage import cycles, forms, notes
from storage.archive import state_of
from storage.cycles import CycleRecord
from storage.forms import FormRecord

_TRIES = 8
_SCAN, _RECEIPT = "pindaian", "bukti_serah"


@dataclass(frozen=True, slots=True)
class Scene:
    """One duty in the hands of the official who has it; `troublesome` lets a Sekretaris return a form."""

    duty: Duty
    hand: Hand
    dice: Dice
    troublesome: bool

    @property
    def version(self) -> int:
        """The version of the task that buttons must show."""
        return self.duty.task.version

    async def presses(self, *verbs: str, arg: str | None = None) -> str:
        """Press the newest button of the duty's task with one of these verbs."""
        found = await self.hand.find(verbs, task=self.duty.task_id, version=self.version, arg=arg)
        return await self.hand.press(found)

    def now(self) -> CycleRecord:
        """The cycle as it stands now."""
        return self.hand.database.read_now(lambda tx: cycles.load(tx, self.duty.record.id, lock=False))


async def perform(scene: Scene) -> str:
    """Do what the duty asks for; gives what was done, in a sentence. Raises StuckError if nothing came of it."""
    before = scene.now()
    what = await _ACTS[StepKind.SIAPKAN if scene.duty.corrects else scene.duty.step.kind](scene)
    after = scene.now()
    if (after.state, after.letter_number) == (before.state, before.letter_number):
        said = await scene.hand.last_words()
        raise StuckError(f"{scene.hand.who} sudah mencoba ({scene.duty.place}), tetapi tidak ada yang berubah: {said}")
    return f"{scene.hand.who} {what} ({scene.duty.period}, langkah {scene.duty.step.number})."


async def _order(scene: Scene) -> str:
    await scene.presses("lanjut")
    receiver = scene.duty.step.receiver
    if scene.duty.step.number == 1:
        return "memerintahkan pengumpulan data kinerja"
    return f"memerintahkan {receiver.value.capitalize()}" if receiver else "memberikan perintah"


async def _release(scene: Scene) -> str:
    await scene.presses("lanjut")
    if scene.duty.corrects:
        return "menyelesaikan pembetulan target/pagu, dan rekapitulasi dibuat ulang"
    return "melepaskan formulir dan memerintahkan Analis membagikannya"


async def _hand_out(scene: Scene) -> str:
    await scene.presses("bagikan_semua")
    return f"membagikan {len(scene.duty.record.state.forms)} formulir"


async def _fill(scene: Scene) -> str:
    filler = FormFiller(scene.hand, scene.duty.task_id, scene.dice)
    await filler.fill()
    return f"mengisi formulir {scene.duty.unit} ({filler.answered} jawaban) dan mengirimkannya"


async def _receive(scene: Scene) -> str:
    if scene.duty.without:
        unit = str(scene.duty.without[0])
        await scene.presses("lanjut_tanpa", arg=unit)
        await scene.hand.write("Pejabatnya belum dapat dihubungi sampai batas waktu; datanya disampaikan menyusul.")
        return "melanjutkan tanpa satu formulir yang melewati batas waktu"
    count = sum(
        form.receiver is scene.duty.task.role and form.status is FormStatus.DIKIRIM
        for form in scene.duty.record.state.forms
    )
    await scene.presses("terima_semua")
    return f"menerima {count} formulir"


async def _recap(scene: Scene) -> str:
    """First the Tanda Terima, once everyone has confirmed."""
    receipt = await scene.hand.look({"tanda_terima"}, task=None, version=None)
    ours = receipt is not None and receipt.claim.task in scene.duty.record.task_ids.values()
    if receipt is not None and ours and scene.duty.record.state.recap_version == 1:
        await scene.hand.press(receipt)
    await scene.presses("lanjut")
    return "merekap data dan menyerahkannya kepada Kasubbag"


async def _hand_over(scene: Scene) -> str:
    await scene.presses("lanjut")
    return "menyerahkan rekapitulasi kepada Kasubbag"


async def _report(scene: Scene) -> str:
    await scene.presses("lanjut")
    return "melaporkan rekapitulasi kepada Sekretaris"


async def _review(scene: Scene) -> str:
    """Ya; Tidak where arahan were drafted already, or once a cycle where trouble is wanted."""
    if not _drafted(scene):
        form = _questionable(scene) if scene.troublesome and scene.duty.record.state.putaran == 1 else None
        if form is None:
            await scene.presses("lanjut")
            return "menyetujui rekapitulasi"
        await _direct(scene, form)
    await scene.presses("kirim_arahan")
    return "mengembalikan formulir dengan arahan"


def _drafted(scene: Scene) -> bool:
    number = scene.duty.task.number
    drafts = scene.hand.database.read_now(lambda tx: notes.of_kind(tx, scene.duty.record.id, "arahan"))
    return any(part.startswith(f"{number}/") for part in drafts)


def _questionable(scene: Scene) -> FormRecord | None:
    """One of the forms with an answer that can be directed."""
    every = scene.hand.database.read_now(lambda tx: forms.all_forms(tx, scene.duty.record.id))
    found = [one for one in every if one.status is FormStatus.DITERIMA and _place_of_doubt(one) is not None]
    return scene.dice.pick(found, "arahan") if found else None


def _place_of_doubt(form: FormRecord) -> int | None:
    """The place of the first figure among the answers, or else of the first sentence."""
    asked = fields(form.sheet, form.answers)
    for wanted in (Topic.REALISED, Topic.BLOCK, Topic.PUSH, Topic.IDLE):
        for place, one in enumerate(asked):
            if one.topic is wanted and one.kind is not Kind.BERKAS:
                return place
    return None


async def _direct(scene: Scene, form: FormRecord) -> None:
    await scene.presses("arahan")
    await scene.presses("arahan_unit", arg=str(form.unit_id))
    await scene.presses("arahan_isian", arg=f"{form.unit_id}.{_place_of_doubt(form)}")
    await scene.hand.write("Mohon dicocokkan dengan laporan bulanan dan dilengkapi penjelasannya.")


async def _compose(scene: Scene) -> str:
    """The letter's number, drawn where the office counts its letters itself and typed otherwise; then the files."""
    if scene.duty.record.letter_number is None:
        draw = await scene.hand.look({"ambil_nomor"}, task=scene.duty.task_id, version=scene.version)
        if draw is not None:
            await scene.hand.press(draw)
        else:
            await scene.presses("nomor_surat")
            await scene.hand.write(_number(scene))
    await scene.presses("lanjut")
    return "mencatat nomor surat, menyusun dokumen, dan meminta tanda tangan"


def _number(scene: Scene) -> str:
    """A number as it would stand in the agenda book."""
    record = scene.duty.record
    return f"045/{scene.dice.number(11, 480, 'nomor', record.id)}/{scene.hand.time.now().year}"


async def _sign(scene: Scene) -> str:
    await scene.presses("setujui")
    return "menyetujui dokumen dan surat pengantar"


async def _archive(scene: Scene) -> str:
    """What is missing, one after the other, as the newest card offers it; the last press once nothing is."""
    for _ in range(_TRIES):
        record = scene.now()
        if not record.state.live:
            return "melaporkan kepada Bupati dan mengarsipkan seluruh dokumen"
        found = await _next_of_archive(scene, record)
        await scene.hand.press(found)
        if found.claim.verb == "nomor_arsip":
            await scene.hand.write(_number(scene))
        elif found.claim.verb == "unggah" and found.claim.arg == _SCAN:
            await scene.hand.send_pdf("Pindaian dokumen bertanda tangan.pdf", picture("Dokumen bertanda tangan", "PDF"))
        elif found.claim.verb == "unggah":
            await scene.hand.send_photo(picture("Tanda terima Sekretariat Daerah"), "tanda terima surat pengantar")
    raise StuckError(f"{scene.hand.who} belum dapat melengkapi arsip: {await scene.hand.last_words()}")


async def _next_of_archive(scene: Scene, record: CycleRecord) -> Found:
    task, version = scene.duty.task_id, record.state.task(scene.duty.task.number).version
    if record.letter_number is None:
        return await scene.hand.find({"nomor_arsip"}, task=task, version=version)
    for purpose, fact in ((_SCAN, Fact.PINDAIAN), (_RECEIPT, Fact.BUKTI)):
        if _is_missing(scene, record, purpose, fact):
            return await scene.hand.find({"unggah"}, task=task, version=version, arg=purpose)
    return await scene.hand.find({"arsipkan"}, task=task, version=version)


def _is_missing(scene: Scene, record: CycleRecord, purpose: str, fact: Fact) -> bool:
    state = scene.hand.database.read_now(lambda tx: state_of(tx, record.id, purpose))
    return fact not in record.state.facts or state == forms.REFUSED or (state is None and fact is Fact.BUKTI)


_ACTS: dict[StepKind, Callable[[Scene], Awaitable[str]]] = {
    StepKind.PERINTAH: _order,
    StepKind.SIAPKAN: _release,
    StepKind.BAGIKAN: _hand_out,
    StepKind.ISI: _fill,
    StepKind.TERIMA: _receive,
    StepKind.REKAP: _recap,
    StepKind.SERAHKAN: _hand_over,
    StepKind.LAPOR: _report,
    StepKind.TELAAH: _review,
    StepKind.SUSUN: _compose,
    StepKind.TANDATANGAN: _sign,
    StepKind.ARSIP: _archive,
}
