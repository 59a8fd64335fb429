"""Words of the conversation itself: an open question that is dropped, someone who does not belong here, a fault."""

from __future__ import annotations


def cancelled(asked: bool) -> str:
    """/batal."""
    if asked:
        return "Pertanyaan terakhir dibatalkan. Yang sudah tersimpan tetap ada; tugas dapat dilihat lewat /tugas."
    return "Tidak ada pertanyaan yang sedang menunggu. Tugas yang terbuka dapat dilihat lewat /tugas."


STRANGER = (
    "Mohon maaf, bot ini hanya melayani pejabat Kantor Kecamatan yang sudah terdaftar. "
    "Bila seharusnya terdaftar, mohon meminta undangan kepada Kasubbag Program &amp; Keuangan."
)


def fault(code: str) -> str:
    """Something failed on the office's side."""
    return (
        "Mohon maaf, pesan ini belum dapat diproses karena gangguan pada sistem. Yang sudah tersimpan tetap aman. "
        f"Mohon dicoba sekali lagi; bila berulang, sampaikan kode <code>{code}</code> kepada pengelola."
    )


def undelivered(address: str, code: str) -> str:
    """To whom Telegram refuses to show a message."""
    return (
        f"Mohon maaf, {address}, satu pesan belum dapat ditampilkan karena gangguan pada sistem. Tugas yang menunggu "
        f"dapat dibuka melalui /tugas. Mohon kode <code>{code}</code> disampaikan kepada pengelola."
    )


def unreachable(address: str, officer: str) -> str:
    """To whoever coordinates, about an officer who has blocked the bot, or has not started the office's new one."""
    return (
        f"{address}, pesan untuk <b>{officer}</b> belum dapat disampaikan karena bot ini diblokir atau belum dimulai "
        "di teleponnya. Pesan menunggu dan terkirim begitu bot dimulai di sana; mohon yang bersangkutan dihubungi."
    )


def undelivered_to(address: str, officer: str, code: str) -> str:
    """To whoever coordinates, about a message to somebody else."""
    return (
        f"{address}, satu pesan untuk <b>{officer}</b> belum dapat ditampilkan karena gangguan pada sistem. Mohon yang "
        f"bersangkutan diminta membuka /tugas, dan kode <code>{code}</code> disampaikan kepada pengelola."
    )
