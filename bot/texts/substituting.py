"""Words of standing in: another officer fills a form or acts in a role (Plh.), and gives it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.texts.form.values import clipped
from bot.texts.html import esc

_NAME, _REASON = 120, 600


@dataclass(frozen=True, slots=True)
class Member:
    """An officer as the administrator sees him."""

    address: str
    name: str
    roles: tuple[str, ...]
    joined: bool


def ask_filler(unit: str, now_filled_by: str) -> str:
    """Who fills the form of a unit from now on."""
    return (
        f"Formulir <b>{esc(unit)}</b> saat ini {_held('diisi', now_filled_by)}. "
        "Kepada siapa pengisian dialihkan? Jawaban yang sudah tersimpan tetap ada."
    )


def ask_role() -> str:
    """For which role a Plh. is named."""
    return "Untuk peran apa ditunjuk pelaksana harian (Plh.)?"


def ask_stand_in(role: str, held_by: str) -> str:
    """Who acts in a role from now on."""
    return (
        f"Peran <b>{esc(role)}</b> saat ini {_held('dipegang', held_by)}. Siapa yang ditunjuk sebagai "
        "pelaksana harian (Plh.)? Penunjukan berlaku sejak sekarang sampai diakhiri."
    )


def _held(verb: str, address: str) -> str:
    return f"{verb} oleh {esc(address)}" if address else "belum ada pejabatnya"


def to_successor(address: str, role: str, by: str, waiting: int) -> str:
    """To the officer who stands in from now on."""
    return (
        f"{esc(address)}, mulai sekarang mohon kesediaan bertindak sebagai <b>Plh. {esc(role)}</b>, "
        f"sebagaimana dicatat oleh {esc(by)}. {_next(waiting)}"
    )


def to_predecessor(address: str, role: str, successor: str, by: str) -> str:
    """To the officer for whom another stands in."""
    return (
        f"{esc(address)}, terima kasih. Peran <b>{esc(role)}</b> untuk sementara dilaksanakan oleh {esc(successor)} "
        f"sebagai Plh., sebagaimana dicatat oleh {esc(by)}. Yang sudah tersimpan tetap ada; kartu sebelumnya "
        "tidak perlu ditindaklanjuti."
    )


def to_returning(address: str, role: str, by: str, waiting: int) -> str:
    """To the officer who acts himself again."""
    return (
        f"{esc(address)}, mulai sekarang peran <b>{esc(role)}</b> kembali dilaksanakan sendiri, "
        f"sebagaimana dicatat oleh {esc(by)}. {_next(waiting)}"
    )


def to_released(address: str, role: str, by: str) -> str:
    """To the officer whose standing in has ended."""
    return (
        f"{esc(address)}, terima kasih atas bantuannya. Tugas sebagai <b>Plh. {esc(role)}</b> berakhir, "
        f"sebagaimana dicatat oleh {esc(by)}; "
        "tidak ada lagi yang perlu ditindaklanjuti dalam peran tersebut."
    )


def to_former(address: str, role: str, present: str) -> str:
    """To the officer whose role the office's new data gives to another, or to nobody."""
    now = f"sekarang dilaksanakan oleh {esc(present)}" if present else "sekarang belum ada pejabatnya"
    return (
        f"{esc(address)}, terima kasih. Menurut data kantor yang baru, peran <b>{esc(role)}</b> {now}. "
        "Yang sudah tersimpan tetap ada; kartu sebelumnya tidak perlu ditindaklanjuti."
    )


def to_present(address: str, role: str, waiting: int) -> str:
    """To the officer to whom the office's new data gives a role."""
    return (
        f"{esc(address)}, menurut data kantor yang baru, mulai sekarang mohon kesediaan melaksanakan peran "
        f"<b>{esc(role)}</b>. {_next(waiting)}"
    )


def to_filler(address: str, role: str, successor: str, by: str) -> str:
    """To the officer who filled a form on behalf of its unit, which another goes on with."""
    return (
        f"{esc(address)}, terima kasih atas bantuannya. Formulir yang diisi atas nama <b>{esc(role)}</b> dilanjutkan "
        f"oleh {esc(successor)}, sebagaimana dicatat oleh {esc(by)}. Yang sudah tersimpan tetap ada."
    )


def _next(waiting: int) -> str:
    if not waiting:
        return "Saat ini tidak ada yang menunggu tindak lanjut; kartu akan dikirim pada waktunya."
    return "Yang menunggu tindak lanjut dikirim di bawah ini dan dapat dilihat lewat /tugas."


def handed_over(role: str, successor: str, count: int) -> str:
    """To whoever decided it."""
    moved = f" {count} tugas terbuka diteruskan kepada yang bersangkutan." if count else ""
    return f"Tercatat. <b>{esc(role)}</b> sekarang dilaksanakan oleh <b>{esc(successor)}</b>.{moved}"


def members(people: Sequence[Member]) -> list[str]:
    """/admin: the office's people, their roles, and who has not joined."""
    return ["<b>Pejabat dan peran dalam SOP</b>", *(_member(one) for one in people)]


def _member(one: Member) -> str:
    roles = "; ".join(one.roles) or "tidak memegang peran saat ini"
    absent = "" if one.joined else " · <b>belum bergabung</b>"
    return f"• <b>{esc(one.address)}</b>, {esc(clipped(one.name, _NAME))}: {esc(roles)}{absent}"


def ask_handover_reason() -> str:
    """Why another should fill the form."""
    return (
        "Mohon alasan pengalihan pengisian dalam satu kalimat, misalnya: cuti sampai 10 April. "
        "Bila ada pejabat yang diusulkan, mohon disebutkan."
    )


def handover_asked(heading: str, to: str, by: str, about: str, reason: str) -> str:
    """To the coordinator; everything but the reason is ready to print."""
    return (
        f"{heading}\n{to}, {by} memohon agar pengisian formulir dialihkan kepada pejabat lain: {about}.\n"
        f'Alasan: <i>"{esc(clipped(reason, _REASON))}"</i>\n'
        "Selama belum dialihkan, formulir tetap dapat diisi oleh yang bersangkutan."
    )


def handover_sent(to: str, *, again: bool) -> str:
    """To whoever asked for it; a second request of the same day is not brought `again`."""
    brought = "sudah disampaikan hari ini dan menunggu tanggapan" if again else "sudah disampaikan kepada"
    return f"Permohonan {brought} {to}. Selama belum dialihkan, formulir tetap dapat diisi dan batas waktunya tetap."
