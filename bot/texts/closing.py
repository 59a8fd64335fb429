"""What remains of a card when its task is done, and the short words to those whom an act concerns."""

from __future__ import annotations

from bot.sop.model import Purpose, Sop, StepKind, Task, TaskState
from bot.texts.formats import nama_periode_ringkas
from bot.texts.html import esc
from bot.texts.steps import named

REPLACED = "<i>Kartu ini digantikan oleh kartu terbaru di bawah.</i>"
HANDED_OVER = "<i>Kartu ini diteruskan kepada pejabat yang sekarang melaksanakannya.</i>"

_VOID = {
    "ditarik": "ditarik kembali{by}; tidak ada yang perlu ditindaklanjuti.",
    "dilewati": "dilanjutkan tanpa formulir ini.",
    "dibatalkan": "pengumpulan dibatalkan{by}.",
}
_DONE = {
    "selesai": "selesai",
    "tidak": "dikembalikan dengan arahan",
    "rekap": "rekapitulasi dikembalikan",
    "koreksi": "dikembalikan untuk pembetulan target/pagu",
    "telaah": "dikembalikan untuk ditelaah ulang",
    "kembali": "dikembalikan dengan arahan",
    "belum_berjalan": "periode ditutup, kegiatan belum berjalan",
}
_AGREED = {
    StepKind.PERINTAH: "diperintahkan",
    StepKind.ISI: "dikirim",
    StepKind.TELAAH: "disetujui",
    StepKind.TANDATANGAN: "disetujui",
}


def one_line(sop: Sop, task: Task, by: str, timing: str) -> str:
    """The line that takes a finished card's place; `timing` is when, and how long of the limit."""
    step, correction = sop.step(task.step), task.purpose is Purpose.KOREKSI
    place = f"Langkah {step.number} · {sop.correction.activity if correction else named(step)}"
    outcome = task.outcome or ""
    if task.state is TaskState.VOID:
        return f"{place}: {_VOID[outcome].format(by=f' oleh {esc(by)}' if by else '')}"
    agreed = outcome == "selesai" and not correction
    done = _AGREED.get(step.kind, _DONE[outcome]) if agreed else _DONE[outcome]
    return f"✓ {place}: <b>{done}</b> {timing}."


def received(address: str, year: int, quarter: int, by: str) -> str:
    """To the sender of a form: it is received."""
    return (
        f"{address}, formulir Data Kinerja {nama_periode_ringkas(year, quarter)} sudah <b>diterima</b> oleh {esc(by)}. "
        "Terima kasih; tidak ada yang perlu ditindaklanjuti saat ini."
    )
