"""What is said about a seal: on the Lembar Pengesahan, and to whoever has a file verified on the command line."""

from __future__ import annotations

from datetime import datetime

from bot.texts.formats import tanggal_waktu
from bot.texts.verifying import grouped

_KEPT = "Segel menunjukkan bahwa berkas tidak berubah sejak disegel; setiap perubahan membatalkannya."


def on_sheet(*, self_made: bool) -> str:
    """One sentence or two on the certificate that seals a Lembar Pengesahan."""
    own = " dengan sertifikat buatan kantor sendiri, tidak tersertifikasi"
    worth = own if self_made else "; penerbit sertifikatnya tertera pada segel"
    return f"Lembar ini disegel secara elektronik{worth}. {_KEPT}"


# What `bot verify` says of a file.

NO_PDF = "Tidak dikenal. Berkas ini bukan PDF yang dapat dibaca, dan isinya bukan berkas yang diterbitkan kantor."
UNKNOWN = (
    "Tidak dikenal. Isi berkas ini berbeda dari semua berkas yang diterbitkan kantor, dan tidak ada segel yang "
    "terbaca padanya."
)
FOREIGN = (
    "Tidak dikenal. Berkas ini disegel dengan sertifikat yang tidak pernah dipakai kantor; pemegangnya tidak diperiksa "
    "di sini."
)
UNRECORDED = "Tidak tercatat. Segelnya utuh dan milik kantor, tetapi berkas ini tidak ada dalam basis data."
CHANGED = "Berubah. Berkas ini disegel oleh kantor, tetapi isinya diubah sesudah disegel."
APPENDED = "Berubah. Berkas ini ditambahi sesudah disegel; tanpa tambahan itu isinya sama dengan dokumen berikut."
UNSEALED = "Tanpa segel: dokumen jenis ini tidak disegel; keasliannya ditunjukkan oleh isinya yang sama persis."
SEAL_LOST = "Segel: tidak dapat diperiksa, padahal berkas ini disegel saat diterbitkan."


def document(title: str, period: str, office: str) -> str:
    """Which paper of which office it is."""
    return f"{title}, {period}; {office}."


def edition(version: int, code: str, issued: datetime, zone: str) -> str:
    """Which version, with its code."""
    return f"Versi {version}, kode {grouped(code)}, diterbitkan {tanggal_waktu(issued, zone)}."


def approval(act: str, name: str, post: str, at: datetime, zone: str) -> str:
    """Who approved it."""
    return f"{act}: {name}, {post}, {tanggal_waktu(at, zone)}."


def seal(subject: str, at: datetime | None, zone: str, *, intact: bool, covers_all: bool) -> str:
    """What a seal covers, who set it and when."""
    state = (
        "rusak"
        if not intact
        else "utuh dan meliputi seluruh berkas"
        if covers_all
        else "utuh, tetapi tidak meliputi seluruh berkas"
    )
    when = f", {tanggal_waktu(at, zone)}" if at else ""
    return f"Segel: {state}; atas nama {subject or 'yang tidak disebutkan'}{when}."


def timestamp(at: datetime | None, zone: str) -> str:
    """Who vouches for the time."""
    if at is None:
        return "Cap waktu: tidak ada; saat penyegelan menurut jam kantor."
    return f"Cap waktu: {tanggal_waktu(at, zone)}, dari layanan cap waktu."


def certificate(fingerprint: str, issuer: str, *, self_made: bool, from_bsre: bool) -> str:
    """Who stands behind the certificate; of a certificate that is not the office's it is only what it says itself."""
    if self_made:
        worth = "buatan sendiri, tidak tersertifikasi"
    else:
        worth = "diterbitkan BSrE" if from_bsre else f"diterbitkan {issuer or 'yang tidak disebutkan'}"
    return f"Sertifikat: {worth}; SHA-256 {fingerprint}."


def fingerprint(sha256: str) -> str:
    """The file's own hash."""
    return f"SHA-256 berkas: {sha256}."


# What it says of an exported archive.

ARCHIVE_WHOLE = "Arsip utuh. {count} berkas di dalamnya sama persis dengan yang tercatat pada manifest.json."
ARCHIVE_CHANGED = "Arsip berubah. Mohon arsip ini tidak dipakai."
ARCHIVE_KNOWN = (
    "Asli. {count} dokumen dan lampiran di dalamnya sama dengan yang disimpan kantor. Daftar, penjelasan, dan salinan "
    "riwayat dibuat untuk arsip, sehingga hanya dibandingkan dengan manifest.json."
)
ARCHIVE_UNKNOWN = "Tidak dikenal. Arsip ini tidak memuat berkas kantor, atau memuat berkas yang bukan milik kantor."
NOT_RECORDED = "Tidak ada pada kantor: {path}."
MISSING = "Tidak ada: {path}."
OTHER = "Isinya berbeda: {path}."
EXTRA = "Tidak tercatat: {path}."
MORE = "Dan {count} lainnya."
NO_MANIFEST = "Arsip ini tidak memuat manifest.json yang terbaca, sehingga bukan hasil bot export atau sudah berubah."
