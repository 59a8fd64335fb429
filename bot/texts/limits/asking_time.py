"""Words of a request for more time: how much, why, who decides, and what was decided (message 7)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sop.working_time import Limit, LimitUnit
from bot.texts.form.values import clipped
from bot.texts.formats import nama_periode_ringkas
from bot.texts.html import esc

_REASON = 600


def length(limit: Limit) -> str:
    """An amount of time in words: '2 jam', '1 hari kerja'."""
    return f"{limit} kerja" if limit.unit is LimitUnit.HARI else str(limit)


def named(name: str) -> str:
    """What a task is called: its unit or its step."""
    return f"<b>{esc(name)}</b>"


def progress(answered: int, asked: int) -> str:
    """How far the form of a task is, after what it is called."""
    return f", {answered} dari {asked} isian tersimpan"


def quoted(reason: str) -> str:
    """A reason in its writer's own words."""
    return f'<i>"{esc(clipped(reason, _REASON))}"</i>'


def ask_amount(limit: str) -> str:
    """How much time is asked for; `limit` is the task's present limit as its cards say it."""
    return f"Berapa tambahan waktu yang dimohonkan?{limit}"


def ask_reason(amount: Limit) -> str:
    """Why it is needed."""
    return (
        f"Permohonan tambahan waktu <b>{length(amount)}</b>. Mohon alasannya dalam satu kalimat, "
        "misalnya: menunggu laporan desa."
    )


def sent(to: str) -> str:
    """To whoever asked."""
    return (
        f"Permohonan sudah disampaikan kepada {to}. Sampai diputuskan, batas waktu tetap; pekerjaan dapat dilanjutkan."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it is brought to whoever decides it; everything but the reason is ready to print."""

    heading: str
    to: str
    by: str
    about: str
    amount: Limit
    limit: str
    ends: str
    reason: str


def request(asked: Asked, year: int, quarter: int) -> str:
    """Who asks for how much, about what, and where the limit would be."""
    return (
        f"{asked.heading}\n{asked.to}, mohon berkenan mempertimbangkan permohonan {asked.by}: "
        f"tambahan <b>{length(asked.amount)}</b> "
        f"untuk Data Kinerja {nama_periode_ringkas(year, quarter)}, {asked.about}."
        f"{asked.limit}\nBila diberikan sekarang, batas menjadi <b>{asked.ends}</b>.\n"
        f"Alasan: {quoted(asked.reason)}"
    )


def decided(by: str, asked_by: str, about: str, outcome: str) -> str:
    """What remains of the request's message; `outcome` is one of the three below."""
    who = "" if outcome == OVERTAKEN else f" oleh {esc(by)}"
    return f"✓ Permohonan tambahan waktu {asked_by} ({about}): <b>{outcome}</b>{who}."


def granted(amount: Limit) -> str:
    """The outcome of a request that was granted."""
    return f"dikabulkan {length(amount)}"


REFUSED = "belum dapat dikabulkan"
OVERTAKEN = "tidak diperlukan lagi, langkahnya sudah selesai"


def refused(address: str, by: str, until: str) -> str:
    """To whoever asked: the limit stays."""
    return (
        f"{address}, permohonan tambahan waktu sudah dibaca {esc(by)} dan belum dapat dikabulkan. "
        f"Batas waktu tetap: <b>{until}</b>. Mohon berkenan melanjutkannya; terima kasih atas pengertiannya."
    )


def moot() -> str:
    """To whoever decides a request whose task is finished."""
    return "Langkah ini sudah selesai, sehingga permohonan tambahan waktunya tidak perlu diputuskan lagi. Terima kasih."
