"""Words on how limits were kept: in the riwayat SOP, in /status and in the report over many cycles."""

from __future__ import annotations

from datetime import timedelta

from bot.sop.compliance import Visit
from bot.sop.working_time import Limit, LimitUnit
from bot.texts.posts import jabatan
from bot.texts.times import lama

RUNNING = "masih berjalan"
METHOD = (
    "Waktu dihitung dalam jam kerja kantor dan dibulatkan ke menit; keterlambatan dihitung sejak batas waktu "
    "(termasuk perpanjangan), dikurangi jam kerja selama bot tidak aktif; setiap menit yang sudah dimulai dihitung "
    "penuh; langkah yang digabung dengan langkah sebelumnya dihitung 0 menit"
)
PERCENTILES = (
    "median dan persentil ke-90 ialah nilai pada peringkat terdekat (nearest rank) dari semua tugas yang selesai"
)
FORMULAS = (
    "jumlah, persentase, keterlambatan terlama, perpanjangan, dan pengulangan ialah rumus atas lembar Rincian; median "
    "dan persentil ialah nilai yang sudah dihitung"
)
NOTHING = "Belum ada langkah yang selesai."
_RETURNED = {
    "kembali": "Dikembalikan dengan arahan.",
    "tidak": "Dikembalikan kepada PPTK dengan arahan.",
    "rekap": "Rekapitulasi dikembalikan.",
    "koreksi": "Target atau pagu dibetulkan lebih dahulu.",
    "telaah": "Ditelaah ulang.",
}


def verdict(visit: Visit) -> str:
    """Whether a limit was kept, or by how much it was not."""
    if visit.on_time is None:
        return RUNNING
    if visit.skipped:
        return f"dilanjutkan tanpa formulir, lewat {lama(visit.late)}"
    if visit.merged:
        return "tepat waktu, digabung"
    return "tepat waktu" if visit.on_time else f"terlambat {lama(visit.late)}"


def returned(visit: Visit) -> str:
    """What the visit sent back, nothing if it went on."""
    return _RETURNED.get(visit.outcome or "", "")


def added(limit: Limit) -> str:
    """An extension's length: '+1 hari kerja', '+30 menit'."""
    return f"+{limit} kerja" if limit.unit is LimitUnit.HARI else f"+{limit}"


def extension(limit: Limit, post: str, reason: str) -> str:
    """An extension with who granted it and why: '+1 hari kerja (Kasubbag Program dan Keuangan: cuaca buruk)'."""
    granted = ": ".join(part for part in (jabatan(post), reason.rstrip(". ")) if part)
    return f"{added(limit)} ({granted})"


def outage(down: timedelta) -> str:
    """What the bot itself took of a visit; nothing of it is held against the official."""
    return f"bot tidak aktif {lama(down)}, tidak diperhitungkan" if down else ""


def finished(count: int, on_time: int) -> str:
    """How many tasks are finished, how many of them in time."""
    return f"{count} tugas selesai, {on_time} tepat waktu."
