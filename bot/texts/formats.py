"""How dates, numbers, money, percentages, NIP and periods are written, in chat and on paper alike."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
TRIWULAN = ("I", "II", "III", "IV")
ZONA = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Ujung_Pandang": "WITA",
    "Asia/Jayapura": "WIT",
}
KOSONG = "–"
_AKHIR = ((3, 31), (6, 30), (9, 30), (12, 31))


def tanggal(day: date) -> str:
    """Return '4 Maret 2026'."""
    return f"{day.day} {BULAN[day.month - 1]} {day.year}"


def hari_tanggal(day: date, *, tahun: bool = True) -> str:
    """Return 'Selasa, 7 April 2026', or 'Selasa, 7 April' without the year."""
    text = f"{HARI[day.weekday()]}, {day.day} {BULAN[day.month - 1]}"
    return f"{text} {day.year}" if tahun else text


def zona(zone: str) -> str:
    """Return WIB, WITA or WIT for an Indonesian zone; any other zone keeps its own name."""
    return ZONA.get(zone, zone)


@lru_cache(maxsize=32)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def setempat(moment: datetime, zone: str) -> datetime:
    """Return the aware instant on the office's clock; ValueError if it is naive."""
    if moment.tzinfo is None:
        raise ValueError("Waktu harus menyebut zonanya.")
    return moment.astimezone(_zone(zone))


def waktu(moment: datetime, zone: str) -> str:
    """Return 'pukul 11.55 WITA'."""
    return f"pukul {setempat(moment, zone):%H.%M} {zona(zone)}"


def tanggal_waktu(moment: datetime, zone: str) -> str:
    """Return '7 April 2026, pukul 11.55 WITA'."""
    return f"{tanggal(setempat(moment, zone).date())}, {waktu(moment, zone)}"


def hari_tanggal_waktu(moment: datetime, zone: str, *, tahun: bool = True) -> str:
    """Return 'Selasa, 7 April 2026, pukul 11.55 WITA', or without the year."""
    return f"{hari_tanggal(setempat(moment, zone).date(), tahun=tahun)}, {waktu(moment, zone)}"


def tanggal_waktu_ringkas(moment: datetime, zone: str) -> str:
    """Return '7-4-2026 11.55' for the narrow cells of tables, whose heading names the zone."""
    local = setempat(moment, zone)
    return f"{local.day}-{local.month}-{local.year} {local:%H.%M}"


def bulatkan(value: Decimal, decimals: int) -> Decimal:
    """Round half up (half away from zero) to so many decimals."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def angka(value: Decimal | None, decimals: int | None = None) -> str:
    """Return '1.234,56': trailing zeros dropped, at most `decimals` decimals if given, '–' for None."""
    if value is None:
        return KOSONG
    if decimals is not None:
        value = bulatkan(value, decimals)
    if not value:
        return "0"
    whole, _, fraction = f"{value:,f}".partition(".")
    fraction = fraction.rstrip("0")
    whole = whole.replace(",", ".")
    return f"{whole},{fraction}" if fraction else whole


def rupiah(value: Decimal | None) -> str:
    """Return 'Rp1.234.567', with two decimals only when there are sen, '–' for None."""
    if value is None:
        return KOSONG
    rounded = bulatkan(value, 2)
    sign = "-" if rounded < 0 else ""
    text = angka(abs(rounded))
    if len(text) > 1 and text[-2] == ",":
        text += "0"
    return f"{sign}Rp{text}"


def persen(value: Decimal | None, decimals: int = 1) -> str:
    """Return '91,4%' from a value in percent: half up, at most `decimals` decimals, ',0' dropped, '–' for None."""
    return KOSONG if value is None else f"{angka(value, decimals)}%"


def nip(digits: str) -> str:
    """Return '19660705 198703 1 007' from 18 digits; any other text is returned as it stands."""
    if len(digits) != 18 or not (digits.isascii() and digits.isdigit()):
        return digits
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


def nama_periode(year: int, quarter: int) -> str:
    """Return 'Triwulan I 2026'."""
    return f"Triwulan {TRIWULAN[quarter - 1]} {year}"


def nama_periode_ringkas(year: int, quarter: int) -> str:
    """Return 'TW I 2026'."""
    return f"TW {TRIWULAN[quarter - 1]} {year}"


def akhir_periode(year: int, quarter: int) -> date:
    """Return the last day of the quarter, up to which realisasi anggaran is cumulative."""
    month, day = _AKHIR[quarter - 1]
    return date(year, month, day)
