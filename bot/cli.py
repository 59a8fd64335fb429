"""Commands for whoever runs the bot; each imports what it needs only when called, so that start-up stays quick."""

from __future__ import annotations

import asyncio
import secrets
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot.operator.terminal import MENDABLE, settings_of, stop, told, watched, written
from bot.operator.typed import Program
from bot.operator.upkeep import app as upkeep
from bot.settings import SettingsError

app = Program(
    help="Bot Telegram untuk SOP Mekanisme Pengumpulan Data Kinerja.",
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    add_completion=False,
)
calendar = Program(help="Kalender kerja: libur tambahan dan jam khusus.", no_args_is_help=True)
app.add_typer(calendar, name="calendar")
app.add_typer(upkeep)
_OFFICE = typer.Option(help="Kode kantor; tanpa ini berlaku bagi semua kantor.")
_THE_OFFICE = typer.Option(help="Kode kantor, bila ada beberapa.")
NOT_AUTHENTIC = 1


@app.command()
def run() -> None:
    """Menjalankan bot dengan token dari .env."""
    from bot.app import App, clock_of
    from bot.logging import configure_logging
    from bot.operator.seal_check import check_seal
    from bot.web.listening import ListeningError
    from handlers.contact import UnansweredError
    from handlers.intake import PollingStopped
    from storage.migrate import MigrationError

    settings = settings_of()
    clock = clock_of(settings)
    with told(MigrationError, ListeningError, PollingStopped, SettingsError, UnansweredError):
        configure_logging(settings.log_level, settings.log_format, settings.secrets, file=settings.log_file)
        check_seal(settings, clock.now())
        asyncio.run(App(settings, clock).run())


@app.command()
def migrate(
    to: Annotated[str | None, typer.Option(help="Pindahkan isi berkas SQLite ke PostgreSQL: postgresql://…")] = None,
) -> None:
    """Menyiapkan atau memperbarui basis data; berkas SQLite dicadangkan lebih dahulu."""
    from bot.operator.migrating import move_office, prepare
    from bot.operator.operating import OperatingError

    settings = settings_of(token=False)
    with told(OperatingError):
        typer.echo(prepare(settings) if to is None else move_office(settings, to))


@app.command("import")
def import_file(
    file: Annotated[Path | None, typer.Argument(help="Buku kerja kantor (.xlsx).")] = None,
    template: Annotated[Path | None, typer.Option(help="Tulis buku kerja kosong ke berkas ini.")] = None,
) -> None:
    """Memuat kantor, pejabat, sub kegiatan, indikator, pagu, dan target dari Excel; semua baris atau tidak satu pun."""
    from bot.operator.operating import OperatingError, import_office_file, write_template

    settings = settings_of(token=False)
    if template is not None:
        with told(OperatingError), written(template):
            write_template(settings, template)
        typer.echo(f"Buku kerja kosong ditulis ke {template}.")
    elif file is None:
        stop("Mohon sebutkan berkas yang diimpor, atau --template BERKAS untuk membuat buku kerja kosong.")
    else:
        with told(OperatingError):
            faults, sentence = import_office_file(settings, file)
        for fault in faults:
            typer.echo(fault, err=True)
        typer.echo(sentence, err=bool(faults))
        if faults:
            raise typer.Exit(MENDABLE)


@app.command()
def logo(
    file: Annotated[Path, typer.Argument(help="Gambar PNG atau JPG, paling besar 5 MB.")],
    office: Annotated[str | None, _OFFICE] = None,
) -> None:
    """Memasang lambang kantor pada kop surat dokumen yang dibuat mulai sekarang."""
    from bot.operator.operating import OperatingError, hang_emblem

    with told(OperatingError):
        typer.echo("\n".join(hang_emblem(settings_of(token=False), file, office)))


@app.command()
def invite(
    replace: Annotated[
        str | None, typer.Option(help="Kode (lembar Pejabat) dari pejabat yang teleponnya hilang; akses lama dicabut.")
    ] = None,
    office: Annotated[str | None, _THE_OFFICE] = None,
) -> None:
    """Mencetak tautan undangan sekali pakai bagi setiap pejabat yang belum bergabung."""
    from bot.operator.operating import OperatingError, invitations
    from handlers.contact import UnansweredError, bot_username

    settings = settings_of()
    with told(OperatingError, UnansweredError):
        name = asyncio.run(bot_username(settings))
        for line in invitations(settings, name, secrets.token_bytes, replace, office):
            typer.echo(line)


@calendar.command("list")
def list_calendar(office: Annotated[str | None, _OFFICE] = None) -> None:
    """Mencetak hari dengan jam kerja yang berbeda."""
    from bot.operator.operating import OperatingError, noted_days

    with told(OperatingError):
        typer.echo("\n".join(noted_days(settings_of(token=False), office)))


@calendar.command("add")
def add_to_calendar(
    day: Annotated[str, typer.Argument(help="Tanggal, misalnya 2026-05-15.")],
    reason: Annotated[str, typer.Option(help="Alasannya dalam satu kalimat.")],
    closed: Annotated[bool, typer.Option("--closed", help="Kantor libur sehari.")] = False,
    hours: Annotated[str | None, typer.Option(help="Jam kerja hari itu, misalnya '08.00-12.00, 13.00-15.00'.")] = None,
    office: Annotated[str | None, _OFFICE] = None,
) -> None:
    """Mencatat libur atau jam khusus; setiap batas yang masih berjalan menyesuaikan, dan yang bergeser dicetak."""
    from bot.operator.operating import OperatingError, note_day

    if closed == (hours is not None):
        stop("Mohon sebutkan salah satu: --closed atau --hours JAM.")
    with told(OperatingError):
        result = note_day(settings_of(token=False), day, hours, reason, office)
    _print(result.lines, changed=result.changed)


@calendar.command("remove")
def remove_from_calendar(
    day: Annotated[str, typer.Argument(help="Tanggal, misalnya 2026-05-15.")],
    office: Annotated[str | None, _OFFICE] = None,
) -> None:
    """Menghapus catatan terakhir tentang suatu hari; jam kerja sebelumnya berlaku kembali."""
    from bot.operator.operating import OperatingError, take_day_back

    with told(OperatingError):
        result = take_day_back(settings_of(token=False), day, office)
    _print(result.lines, changed=result.changed)


def _print(lines: Sequence[str], *, changed: bool) -> None:
    typer.echo("\n".join(lines), err=not changed)
    if not changed:
        raise typer.Exit(MENDABLE)


@app.command("report")
def report_compliance(
    first: Annotated[str | None, typer.Option("--from", help="Periode pertama, misalnya 2026-TW1.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Periode terakhir, misalnya 2026-TW4.")] = None,
    out: Annotated[Path, typer.Option(help="Folder untuk berkas laporan.")] = Path(),
) -> None:
    """Membuat laporan kepatuhan SOP (PDF dan Excel) setiap kantor, atas semua pelaksanaan atau periode tertentu."""
    from bot.operator.operating import OperatingError
    from bot.operator.reporting import quarter, write_reports

    with told(OperatingError), written(out):
        asked = [None if text is None else quarter(text) for text in (first, last)]
        counted = partial(watched, label="Menghitung")
        for path in write_reports(settings_of(token=False), asked[0], asked[1], out, counted):
            typer.echo(f"Laporan ditulis ke {path}.")


@app.command()
def verify(file: Annotated[Path, typer.Argument(help="Berkas PDF dari kantor, atau arsip dari 'bot export'.")]) -> None:
    """Memeriksa keaslian sebuah berkas dan segelnya; kode keluar 0 hanya bila asli dan berlaku."""
    from bot.operator.operating import OperatingError
    from bot.operator.verifying import verify as look

    with told(OperatingError):
        verdict = look(settings_of(token=False), file)
    typer.echo("\n".join(verdict.lines))
    if not verdict.holds:
        raise typer.Exit(NOT_AUTHENTIC)


@app.command("export")
def export_cycle(
    period: Annotated[str, typer.Option(help="Periode yang sudah diarsipkan, misalnya 2026-TW1.")],
    out: Annotated[Path, typer.Option(help="Berkas ZIP yang akan dibuat.")],
    office: Annotated[str | None, _THE_OFFICE] = None,
) -> None:
    """Mengekspor seluruh berkas satu pengumpulan sebagai satu ZIP dengan daftar sidiknya, misalnya untuk SRIKANDI."""
    from bot.operator.exporting import export
    from bot.operator.operating import OperatingError
    from bot.operator.reporting import quarter
    from bot.texts import filing

    with told(OperatingError), written(out):
        done = export(settings_of(token=False), quarter(period), office, out, partial(watched, label="Menyalin"))
    typer.echo(filing.written(str(done.path), done.count))
    if not done.intact:
        typer.echo(filing.not_intact(), err=True)


@app.command()
def demo(
    auto: Annotated[bool, typer.Option("--auto", help="Peragaan di terminal; semua pejabat diperankan.")] = False,
    once: Annotated[
        bool, typer.Option("--once", help="Peragaan di terminal, hanya Triwulan I; tanpa --auto menunggu Enter.")
    ] = False,
    out: Annotated[Path, typer.Option(help="Folder untuk semua berkas.")] = Path("demo"),
    office: Annotated[Path | None, typer.Option(help="Buku kerja kantor sendiri (.xlsx), bukan contohnya.")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Latihan sebelumnya dihapus dan dimulai dari awal.")] = False,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Peramban tidak dibuka sendiri.")] = False,
    host: Annotated[str, typer.Option(help="Alamat pendengaran halaman.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Porta halaman; 0 berarti yang mana pun.", min=0, max=65535)] = 8765,
) -> None:
    """Membuka ruang latihan: SOP dari perintah sampai arsip pada Telegram tiruan, tanpa token dan internet."""
    from bot.demo.training.opening import Options, train

    options = Options(out, office, fresh, not no_browser, host, port)
    if auto or once:
        from bot.demo.play.stage import play
        from bot.demo.training.phrases import OPTIONS_APART

        if options != Options(out):
            stop(OPTIONS_APART)
        sys.exit(asyncio.run(play(auto=auto, once=once, out=out)))
    sys.exit(asyncio.run(train(options)))


@app.command()
def bench(
    name: Annotated[
        str,
        typer.Argument(
            help="answers, broadcast, crash, deadlines, documents, latency, nation, restart, room, simulate, start, "
            "takeover."
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Cetak satu objek JSON.")] = False,
    runs: Annotated[
        int,
        typer.Option(
            "--runs",
            "--seeds",
            help="Berapa kali diulang; simulate: berapa benih; crash: sampai kunjungan keberapa pada suatu titik "
            "dalam satu tindakan bot dimatikan.",
            min=1,
        ),
    ] = 5,
) -> None:
    """Mengukur bot di samping pembandingnya, pada mesin dan saat yang sama."""
    from bot.bench.registry import measure

    with told(LookupError, AssertionError):
        typer.echo(measure(name, runs=runs, as_json=as_json))
