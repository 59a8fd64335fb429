"""`bot migrate`: the database is brought to this program's schema, or moved from SQLite to PostgreSQL."""

from __future__ import annotations

from bot.app import clock_of
from bot.operator.operating import OperatingError, prepared
from bot.operator.terminal import watched
from bot.settings import Settings
from storage.audit import KEY_FILE, load_key
from storage.migrate import MigrationError
from storage.moving import MovingError, move


def prepare(settings: Settings) -> str:
    """Bring the database to the newest schema, and say so in Indonesian; raises OperatingError."""
    done = prepared(settings, clock_of(settings).now())
    return f"Basis data siap, versi {done.after}." + (f" Cadangan: {done.backup}" if done.backup else "")


def move_office(settings: Settings, target: str) -> str:
    """Move all offices to PostgreSQL, and say what was moved and what is to be done; raises OperatingError."""
    key = settings.data_dir / KEY_FILE
    if not key.is_file():
        raise OperatingError(f"Kunci riwayat {key} tidak ada; mohon salinannya diletakkan kembali dahulu.")
    prepare(settings)
    try:
        moved = move(settings.database_url, target, load_key(key.parent), watched, clock_of(settings).now())
    except (MovingError, MigrationError) as error:
        raise OperatingError(str(error)) from error
    return (
        f"{moved.rows} baris pada {moved.tables} tabel dipindahkan dan dicocokkan satu per satu; jejak audit utuh. "
        "Mohon DATABASE_URL diisi alamat PostgreSQL itu sebelum bot dijalankan. Berkas SQLite disimpan, tetapi tidak "
        "dapat dipakai lagi; folder DATA_DIR tetap diperlukan."
    )
