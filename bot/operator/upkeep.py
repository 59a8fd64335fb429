"""Commands that look after the bot itself: copies and the way back, and what keeps it from working."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.operator.terminal import settings_of, stop, told, written
from bot.operator.typed import Program

app = Program()
AILING = 1


@app.command()
def backup(target: Annotated[Path, typer.Argument(help="Berkas cadangan yang akan dibuat.")]) -> None:
    """Mencadangkan basis data SQLite selagi bot berjalan."""
    from storage.backup import BackupError
    from storage.backup import backup as copy

    with told(BackupError), written(target):
        copy(settings_of(token=False).database_url, target)
    typer.echo(f"Cadangan ditulis ke {target}.")


@app.command()
def restore(source: Annotated[Path, typer.Argument(help="Berkas cadangan.")]) -> None:
    """Memulihkan cadangan; pesan yang belum terkirim ditahan sampai 'bot release'."""
    from storage.audit import KEY_FILE as AUDIT_KEY
    from storage.backup import BackupError
    from storage.backup import restore as bring_back

    settings = settings_of(token=False)
    if not source.is_file():
        stop(f"Berkas {source} tidak ditemukan.")
    with told(BackupError):
        bring_back(source, settings.database_url)
    typer.echo(
        "Cadangan dipulihkan. Pesan yang belum terkirim ditahan; kirimkan dengan 'bot release' bila sudah sesuai."
    )
    if not (settings.data_dir / AUDIT_KEY).exists():
        typer.echo(
            f"Kunci riwayat {settings.data_dir / AUDIT_KEY} tidak ada. Mohon salinannya diletakkan kembali sebelum "
            "perintah lain dijalankan; tanpa itu riwayat lama tidak dapat dicocokkan lagi.",
            err=True,
        )


@app.command()
def hold() -> None:
    """Menahan pesan yang akan terkirim, misalnya setelah pg_restore dan sebelum bot dijalankan."""
    from bot.operator.operating import OperatingError, hold_messages

    with told(OperatingError):
        count = hold_messages(settings_of(token=False))
    typer.echo(f"{count} pesan ditahan; kirimkan dengan 'bot release' bila sudah sesuai.")


@app.command()
def release() -> None:
    """Mengirimkan pesan yang ditahan setelah pemulihan."""
    from bot.operator.operating import OperatingError, release_messages

    with told(OperatingError):
        count = release_messages(settings_of(token=False))
    typer.echo(f"{count} pesan dilepaskan untuk dikirim.")


@app.command()
def doctor() -> None:
    """Memeriksa setelan, token, jam, basis data, kalender, segel, dan komputer; kode keluar 1 bila ada yang keliru."""
    from bot.app import clock_of
    from bot.operator.doctor import examine
    from bot.operator.findings import Mark

    settings = settings_of()
    wrong = 0
    for finding in examine(settings, clock_of(settings)):
        typer.echo(str(finding))
        wrong += finding.mark is Mark.WRONG
    if wrong:
        raise typer.Exit(AILING)
