"""Whether the database opens, is whole, and tells the same as its audit."""

from __future__ import annotations

from collections.abc import Iterator

from bot.clock import Clock
from bot.operator.findings import Finding, fine, notice, wrong
from bot.settings import Settings
from storage import checkup
from storage.audit import KEY_FILE, load_key
from storage.migrate import MigrationError


def database(settings: Settings, _clock: Clock) -> Iterator[Finding]:
    """Open it, compare its revision, and let SQLite look through its file."""
    try:
        found = checkup.state(settings.database_url)
    except MigrationError as error:
        yield wrong(str(error))
        return
    if found is None or found.revision is None:
        yield notice("Basis data: belum ada; dibuat saat 'bot import' atau 'bot run' pertama.")
    elif not found.sound:
        yield wrong(
            "Basis data: berkasnya rusak. Mohon bot dihentikan, berkas kinerja.db* dipindahkan, lalu cadangan terakhir "
            "dipulihkan dengan 'bot restore'."
        )
    elif not found.newest:
        yield notice(f"Basis data: versi {found.revision}, disesuaikan saat bot dijalankan. Mohon 'bot backup' dahulu.")
    else:
        yield fine(f"Basis data: terbuka, utuh, versi {found.revision} ({found.server}).")


def audit_chains(settings: Settings, _clock: Clock) -> Iterator[Finding]:
    """Follow the chains of the newest cycles from seal to seal."""
    if not _readable(settings):
        return
    if not checkup.audited(settings.database_url):
        yield fine("Jejak audit: belum ada catatan.")
        return
    key = settings.data_dir / KEY_FILE
    if not key.is_file():
        yield wrong(
            f"Jejak audit: kunci {key} tidak ada. Mohon salinannya diletakkan kembali sebelum bot dijalankan; tanpa "
            "itu riwayat lama tidak dapat dicocokkan lagi."
        )
        return
    count, broken = checkup.broken_chains(settings.database_url, load_key(settings.data_dir))
    for one in broken:
        yield wrong(f"Jejak audit: {one} Mohon basis data ini disimpan sebagaimana adanya dan diperiksa.")
    if not count:
        yield fine("Jejak audit: belum ada pengumpulan.")
    elif not broken:
        yield fine(f"Jejak audit: {count} pengumpulan terbaru cocok dengan segelnya.")


def held_messages(settings: Settings, _clock: Clock) -> Iterator[Finding]:
    """Say what a restoration has left to be released."""
    count = checkup.held(settings.database_url) if _readable(settings) else 0
    if count:
        yield notice(f"Pesan keluar: {count} ditahan sejak pemulihan; kirimkan dengan 'bot release' bila sudah sesuai.")


def _readable(settings: Settings) -> bool:
    """Whether there is a database of ours at this schema; if not, `database` has said so."""
    try:
        return checkup.at_newest(settings.database_url)
    except MigrationError:
        return False
