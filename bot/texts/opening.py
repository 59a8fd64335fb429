"""Words to the Kasubbag about the Jadwal Kerja: a proposal after its date, one that cannot be made or is not seen."""

from __future__ import annotations

from datetime import date

from bot.texts.formats import hari_tanggal, nama_periode_ringkas


def proposed_late(address: str, year: int, quarter: int, opens_on: date, send_by: date) -> str:
    """The period's day had passed when it was put before the Camat."""
    return (
        f"{address}, jadwal pengumpulan Data Kinerja {nama_periode_ringkas(year, quarter)} "
        f"({hari_tanggal(opens_on)}) baru dapat diajukan kepada Camat hari ini.\n"
        f"Batas kirim ke kabupaten: <b>{hari_tanggal(send_by)}</b>."
    )


def no_master_data(address: str, year: int, quarter: int) -> str:
    """The period's day has come, but the office has nothing to report for its year."""
    return (
        f"{address}, jadwal pengumpulan Data Kinerja {nama_periode_ringkas(year, quarter)} sudah tiba, tetapi "
        f"data induk tahun {year} belum tersedia.\n"
        "Mohon berkas data kantor dilengkapi dan diimpor; pengajuan kepada Camat menyusul dengan sendirinya."
    )


def left_behind(period: str, opens_on: date, send_by: date) -> str:
    """A newer period has come before this one was ever put before the Camat; follows an address."""
    return (
        f"jadwal pengumpulan Data Kinerja <b>{period}</b> ({hari_tanggal(opens_on)}) terlewat: pengumpulannya belum "
        f"pernah dibuka, sedangkan jadwal berikutnya sudah tiba. Batas kirim ke kabupaten: {hari_tanggal(send_by)}.\n"
        "Bila datanya masih diperlukan, pengumpulan dapat dimulai Camat dengan perintah /mulai."
    )


def camat_vacant(period: str, opens_on: date) -> str:
    """Nobody can give the order; follows an address."""
    return (
        f"{_arrived(period, opens_on)}, tetapi saat ini tidak ada pejabat yang melaksanakan tugas Camat.\n"
        "Mohon Plh. atau Plt. ditetapkan oleh pengelola; usulan tampil padanya begitu ditetapkan."
    )


def camat_absent(camat: str, period: str, opens_on: date) -> str:
    """The Camat has no access yet; follows an address."""
    return (
        f"{_arrived(period, opens_on)}, tetapi {camat} belum bergabung dengan bot ini.\n"
        "Mohon undangan disampaikan; usulan tampil begitu beliau bergabung."
    )


def camat_unreachable(camat: str, period: str, opens_on: date) -> str:
    """The Camat has shut the bot out; follows an address."""
    return (
        f"{_arrived(period, opens_on)}, tetapi pesan bot ini tidak dapat sampai kepada {camat}.\n"
        "Mohon beliau dihubungi agar membuka kembali percakapan dengan bot; usulan tampil setelahnya."
    )


def _arrived(period: str, opens_on: date) -> str:
    return f"jadwal pengumpulan Data Kinerja <b>{period}</b> ({hari_tanggal(opens_on)}) sudah tiba"


def put_off(camat: str, period: str, opens_on: date, until: str, send_by: date) -> str:
    """The Camat has chosen a later day; follows an address, `until` is ready to print."""
    return (
        f"pengumpulan Data Kinerja <b>{period}</b>, menurut Jadwal Kerja mulai {hari_tanggal(opens_on)}, ditunda "
        f"{camat}; usulan disampaikan kembali {until}.\n"
        f"Batas kirim ke kabupaten: <b>{hari_tanggal(send_by)}</b>."
    )
