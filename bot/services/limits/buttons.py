"""What can be done from a reminder or an escalation: the task's own buttons, or those of whoever it is brought to."""

from __future__ import annotations

from bot.services.claims import Claim
from bot.services.work import Button, Rows, Work
from bot.sop.model import FormStatus, Purpose, Sop, StepKind
from bot.texts.form.values import clipped
from bot.texts.limits.words import Waiting
from storage import deadlines
from storage.deadlines import Awaited
from storage.officers import Holder

_LABEL = 60
_AT_ONCE = {
    StepKind.SIAPKAN: ("Lepaskan & perintahkan Analis", "lanjut"),
    StepKind.BAGIKAN: ("Bagikan ke semua", "bagikan_semua"),
    StepKind.REKAP: ("Serahkan kepada Kasubbag", "lanjut"),
    StepKind.SERAHKAN: ("Serahkan kepada Kasubbag", "lanjut"),
    StepKind.LAPOR: ("Laporkan kepada Sekretaris", "lanjut"),
}
"""Steps that need nothing to be looked at; the others are decided on their card, with its files."""


def _button(one: Awaited, label: str, verb: str, arg: str = "") -> Button:
    return Button(clipped(label, _LABEL), Claim(verb, one.task_id, one.version, arg))


def of_form(one: Awaited) -> Rows:
    """The buttons of a reminder to whoever fills a form."""
    assert one.form is not None
    form, more = one.form, _button(one, "Mohon tambahan waktu", "mohon_waktu")
    if form.repairs:
        return [[_button(one, "Perbaiki isian", "terima")], [more]]
    if form.status is not FormStatus.DIISI:
        return [[_button(one, "Terima & mulai isi", "terima")], [more]]
    if form.answered == form.asked:
        return [[_button(one, "Lihat ringkasan & kirim", "ringkasan")], [more]]
    return [[_button(one, f"Lanjutkan isian ke-{form.answered + 1}", "isi")], [more]]


def of_task(sop: Sop, one: Awaited) -> Rows:
    """The buttons of a reminder of any other step."""
    step, rows = sop.step(one.step), []
    if one.purpose is Purpose.SOP:
        if step is sop.first:
            rows.append([_button(one, "Perintahkan sekarang", "lanjut")])
        elif step.kind is StepKind.PERINTAH:
            rows.append([_button(one, "Perintahkan Analis", "lanjut")])
        elif step.kind in _AT_ONCE:
            rows.append([_button(one, *_AT_ONCE[step.kind])])
    rows.append([_button(one, "Buka kartunya", "buka")])
    if sop.escalation[one.role]:
        rows.append([_button(one, "Mohon tambahan waktu", "mohon_waktu")])
    return rows


def to_open(one: Awaited, about: Waiting) -> Button:
    """The one button of a task among others; whoever fills on a unit's behalf has no card of it to open."""
    behalf = one.form is not None and one.form.filled_by is not None
    return _button(one, f"Buka {one.unit or about.place}", "isi" if behalf else "buka")


def to_follow_up(one: Awaited) -> Button:
    """The one button of a task that is brought to somebody, among others."""
    return _button(one, f"Tindak lanjuti {one.unit or f'langkah {one.step} ({one.role.capitalize()})'}", "tindak")


def of_matter(work: Work, to: Holder, one: Awaited) -> Rows:
    """What those to whom a task is brought can do: ask again, give time, hand it over, go on without a form."""
    rows = [[_button(one, "Ingatkan kembali", "ingatkan"), _button(one, "Tambah waktu", "tambah_waktu")]]
    if one.unit_id is None:
        rows.append([Button("Tunjuk Plh.", Claim("plh_peran", arg=one.role))])
        return rows
    rows.append([Button("Alihkan pengisi", Claim("alihkan", arg=str(one.unit_id)))])
    reception = deadlines.reception(work.tx, one.cycle_id, one.unit_id, to.role)
    if reception is not None and one.expired:
        claim = Claim("lanjut_tanpa", reception.task_id, reception.version, str(one.unit_id))
        rows.append([Button("Lanjut tanpa formulir ini", claim)])
    return rows
