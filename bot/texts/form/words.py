"""Short words around a form: corrections, doubtful texts, evidence, pauses, sending, filling on behalf (step 5)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.sop.answers import Unusual
from bot.sop.forms import Field
from bot.texts.form.values import LABELS, clipped, in_messages, named, shown
from bot.texts.formats import nama_periode_ringkas
from bot.texts.html import esc

UNUSUAL = {
    Unusual.CAPAIAN_TINGGI: "capaian 200% atau lebih",
    Unusual.CAPAIAN_NOL: "capaian 0% atau kurang",
    Unusual.DI_ATAS_100: "persentase melebihi 100%",
    Unusual.DI_ATAS_PAGU: "realisasi melebihi pagu",
    Unusual.DI_BAWAH_SEBELUMNYA: "realisasi lebih kecil daripada triwulan sebelumnya",
}


def corrected(field: Field, value: str) -> str:
    """An edited message has changed its answer."""
    return f"Diperbarui: {esc(named(field))} menjadi <b>{esc(clipped(shown(field, value), 200))}</b>."


def not_corrected(field: Field, value: str, why: str) -> str:
    """An edited message could not be read; the earlier answer stands."""
    kept = esc(clipped(shown(field, value), 200))
    return f"{why}\nJawaban sebelumnya tetap: {esc(named(field))} <b>{kept}</b>."


EXPLAINED = "Penjelasan tercatat; angkanya tetap."
EDIT_UNKNOWN = "Suntingan pesan itu tidak mengubah isian. Mohon jawabannya dituliskan sebagai pesan baru."
EDIT_SENT = (
    "Formulir sudah dikirim, sehingga suntingan pesan itu tidak mengubahnya. "
    "Selama belum diterima, formulir dapat ditarik kembali."
)
EDIT_CLOSED = "Isian itu sudah diterima dan tidak diminta diperbaiki, sehingga suntingan pesan tidak mengubahnya."


def which(text: str, field: Field) -> str:
    """A text that may have been meant for another question."""
    return (
        f'Mohon maaf, <i>"{esc(clipped(text, 200))}"</i> ini untuk isian yang mana? '
        "Pesan tersebut tiba sebelum atau bersamaan dengan pertanyaannya dan belum dicatat.\n"
        f"Isian yang menunggu: <b>{esc(named(field))}</b>. Tekan tombol atau ketik <i>ya</i>, "
        "atau tuliskan jawaban yang dimaksud."
    )


def received_file(name: str, count: int) -> str:
    """A file has arrived; it is fetched and checked afterwards."""
    return f"Bukti ke-{count} diterima: {esc(clipped(name, 100))}."


def files_complete(count: int) -> str:
    """The evidence of a sub kegiatan is complete."""
    return f"Tercatat: {count} bukti dukung."


def dropped_file(name: str) -> str:
    """A file was taken out."""
    return f"Berkas {esc(clipped(name, 100))} dihapus dari formulir."


def refused_file(name: str, why: str, *, proof: bool = True) -> str:
    """A fetched file was not what is allowed, or could not be fetched; bukti dukung, or a file sent for another end."""
    kind = "bukti dukung" if proof else "berkas"
    return f"Mohon maaf, {kind} <b>{esc(clipped(name, 100))}</b> tidak dapat disimpan: {why}. Mohon dikirim kembali."


REFUSED_KIND = "isinya bukan PDF, JPG, PNG, XLSX, atau DOCX"
REFUSED_SIZE = "ukurannya melebihi 20 MB"
REFUSED_EMPTY = "berkasnya kosong"
REFUSED_FETCH = "berkas tidak berhasil diambil dari Telegram"


def refused_fault(code: str) -> str:
    """Something failed on the office's side."""
    return f"terjadi gangguan pada sistem (kode {code})"


def paused(honorific: str) -> str:
    """The form waits."""
    return f"Baik. Semua jawaban {honorific} tersimpan; pengisian dapat dilanjutkan kapan saja."


def skipped(field: Field) -> str:
    """A field is left for later."""
    return f"Dilewati dahulu: {LABELS[field.topic]}; akan ditanyakan kembali sebelum formulir dikirim."


def sent(year: int, quarter: int, receiver: str) -> str:
    """The form is on its way to its receiver."""
    return (
        f"<b>Formulir Data Kinerja {nama_periode_ringkas(year, quarter)} sudah terkirim.</b> Terima kasih.\n"
        f"Selanjutnya formulir diterima oleh {esc(receiver)}; selama belum diterima, masih dapat ditarik kembali."
    )


def on_behalf_started(address: str, unit: str, by: str, year: int, quarter: int) -> str:
    """To the PPTK: another fills his form on his behalf; `address` is ready to print."""
    return (
        f"{address}, formulir Data Kinerja {nama_periode_ringkas(year, quarter)} {esc(unit)} sedang diisikan oleh "
        f"{esc(by)} atas nama {address}. Setelah terkirim, mohon berkenan dibenarkan."
    )


def on_behalf_again(address: str, unit: str, by: str, year: int, quarter: int) -> str:
    """To the PPTK: his form is open again with whoever fills it; `address` and `by` are ready to print."""
    return (
        f"{address}, formulir Data Kinerja {nama_periode_ringkas(year, quarter)} {esc(unit)} dibuka kembali dan tetap "
        f"diisikan oleh {by} atas nama {address}. Setelah terkirim, mohon berkenan dibenarkan; bila hendak diisi "
        "sendiri, mohon mengetik /tugas."
    )


def on_behalf_sent(address: str, by: str, rows: Sequence[str]) -> list[str]:
    """To the PPTK: what was sent on his behalf, to be confirmed; `address` is ready to print."""
    head = f"<b>Mohon dibenarkan</b>\n{address}, formulir berikut dikirim oleh {esc(by)} atas nama {address}."
    return in_messages([head, *rows])


def confirmed(address: str) -> str:
    """To the PPTK: his word is on record."""
    return f"Terima kasih, {esc(address)}. Formulir sudah dibenarkan dan dicatat demikian pada dokumen."


def on_behalf_head(unit: str) -> str:
    """To the one who fills on behalf."""
    return f"Formulir ini diisikan <b>atas nama {esc(unit)}</b> dan akan dicetak demikian."
