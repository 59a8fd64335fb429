"""The command line: what an operator can mend is one sentence, and nothing is half done."""

import asyncio
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.services.import_office import import_office
from bot.simulator.client import Stage
from bot.simulator.server import Simulator
from bot.simulator.settings import DEFAULT_TOKEN
from storage.database import Database, Transaction
from storage.officers import officers
from storage.offices import office_ids
from storage.schema import NEWEST
from storage.tables import Invitation
from tests.builders import DEMO_WORKBOOK, demo_plan


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder with a data folder and no token."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("TELEGRAM_TOKEN", raising=False)
    return tmp_path


def command(*words: str) -> Result:
    """Run `bot` with these words."""
    return CliRunner().invoke(app, list(words))


def database(folder: Path) -> Database:
    """The database that the commands use."""
    return Database(f"sqlite:///{folder / 'data' / 'kinerja.db'}")


def test_run_without_a_token_names_the_setting(folder: Path) -> None:
    """A missing setting is one clear line that names it; a second says that there is no .env to hold it."""
    result = command("run")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 2)
    assert "TELEGRAM_TOKEN belum diisi" in result.stderr


def test_migrate_prepares_the_database_and_says_so(folder: Path) -> None:
    """The first migration makes the file; there is nothing to back up."""
    result = command("migrate")
    assert (result.exit_code, result.stdout) == (0, f"Basis data siap, versi {NEWEST}.\n")
    assert (folder / "data" / "kinerja.db").exists()


def test_an_office_is_imported_whole(folder: Path) -> None:
    """The demo's workbook gives one office with nine officials."""
    result = command("import", str(DEMO_WORKBOOK))
    assert result.exit_code == 0, result.output
    assert "9 pejabat" in result.stdout

    def count(tx: Transaction) -> list[int]:
        return [len(officers(tx, office_id)) for office_id in office_ids(tx)]

    assert database(folder).read_now(count) == [9]


def test_a_workbook_with_faults_changes_nothing(folder: Path) -> None:
    """What is no workbook is refused with a reason, and no database comes of it."""
    (folder / "rusak.xlsx").write_bytes(b"bukan buku kerja")
    result = command("import", "rusak.xlsx")
    assert result.exit_code == 2
    assert "Tidak ada yang diimpor" in result.stderr
    assert not (folder / "data").exists()


def test_import_needs_a_file_or_the_wish_for_a_template(folder: Path) -> None:
    """Without either the operator is told what to name."""
    result = command("import")
    assert result.exit_code == 2
    assert "Mohon sebutkan berkas yang diimpor" in result.stderr


def test_the_template_is_a_workbook_that_names_what_is_missing(folder: Path) -> None:
    """The empty workbook is written, and importing it lists its gaps by sheet."""
    assert command("import", "--template", "kosong.xlsx").exit_code == 0
    result = command("import", "kosong.xlsx")
    assert result.exit_code == 2
    assert 'Lembar "Kantor"' in result.stderr


def test_a_backup_is_restored_and_holds_what_was_unsent(folder: Path) -> None:
    """A backup goes to a new file; restored, it can be released."""
    command("import", str(DEMO_WORKBOOK))
    assert command("backup", "cadangan.db").exit_code == 0
    for left in (folder / "data").glob("kinerja.db*"):
        left.unlink()
    restored = command("restore", "cadangan.db")
    assert restored.exit_code == 0, restored.output
    assert "ditahan" in restored.stdout
    assert command("release").stdout == "0 pesan dilepaskan untuk dikirim.\n"


def test_a_backup_never_overwrites(folder: Path) -> None:
    """An existing file stays what it is, and the operator is told."""
    command("migrate")
    (folder / "ada.db").write_text("isi")
    result = command("backup", "ada.db")
    assert result.exit_code == 2
    assert (folder / "ada.db").read_text() == "isi"


def test_an_unknown_benchmark_lists_the_known_ones(folder: Path) -> None:
    """A name that is no benchmark is answered with those there are."""
    result = command("bench", "apa")
    assert result.exit_code == 2
    assert "answers" in result.stderr


@pytest.fixture
async def telegram(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Simulator:
    """A local Bot API to which the settings point."""
    simulator = Simulator()
    monkeypatch.setenv("TELEGRAM_API_URL", await simulator.start())
    monkeypatch.setenv("TELEGRAM_TOKEN", DEFAULT_TOKEN)
    return simulator


async def invite(*words: str) -> Result:
    """Run `bot invite` beside the loop on which the local Bot API answers."""
    return await asyncio.to_thread(command, "invite", *words)


async def test_invite_prints_a_link_for_everyone_who_has_not_joined(folder: Path, telegram: Simulator) -> None:
    """Nine officials, nine single-use links of their own."""
    command("import", str(DEMO_WORKBOOK))
    result = await invite()
    await telegram.stop()
    lines = result.stdout.splitlines()
    assert (result.exit_code, len(lines), len({line.rpartition("=")[2] for line in lines})) == (0, 9, 9)
    assert lines[0].startswith("Bapak Camat (Camat Contoh, S.E.): https://t.me/data_kinerja_bot?start=")


async def test_a_lost_telephone_is_replaced_by_code(folder: Path, telegram: Simulator) -> None:
    """Only the named official gets a new link; an unknown code is answered with those there are."""
    command("import", str(DEMO_WORKBOOK))
    one, nobody = await invite("--replace", "CAMAT"), await invite("--replace", "SIAPA")
    await telegram.stop()
    assert [line.partition(":")[0] for line in one.stdout.splitlines()] == ["Bapak Camat (Camat Contoh, S.E.)"]
    assert nobody.exit_code == 2
    assert nobody.stderr.startswith("Tidak ada pejabat dengan kode SIAPA; yang ada: CAMAT, SEKRETARIS, ")


async def test_an_invitation_is_of_the_office_that_is_named(folder: Path, telegram: Simulator) -> None:
    """Codes of officials are the same everywhere; without a name nothing is done, and the offices are listed."""
    command("import", str(DEMO_WORKBOOK))
    plan = demo_plan()
    other = replace(plan, profile=replace(plan.profile, code="LAIN", name="Kecamatan Lain"))
    database(folder).write_now(lambda tx: import_office(tx, other, datetime(2026, 4, 1, tzinfo=UTC)))
    nobody = await invite("--replace", "CAMAT")
    assert (nobody.exit_code, nobody.stdout) == (2, "")
    assert f"--office KODE: {plan.profile.code}, LAIN" in nobody.stderr
    assert database(folder).read_now(lambda tx: tx.scalar(select(func.count(Invitation.id)))) == 0
    assert len((await invite("--replace", "CAMAT", "--office", "LAIN")).stdout.splitlines()) == 1
    await telegram.stop()


async def test_invite_before_an_office_is_imported(folder: Path, telegram: Simulator) -> None:
    """An empty database is not an office where everyone has joined."""
    result = await invite()
    await telegram.stop()
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Belum ada kantor" in result.stderr


def test_release_before_there_is_a_database(folder: Path) -> None:
    """Nothing is held, and that is said."""
    assert command("release").stdout == "0 pesan dilepaskan untuk dikirim.\n"


def test_files_that_are_not_there_or_cannot_be_written(folder: Path) -> None:
    """A wrong name is one sentence; a filled workbook is never overwritten by an empty one."""
    command("migrate")
    (folder / "isi.xlsx").write_bytes(b"isi")
    (folder / "berkas").write_bytes(b"")
    for words, told in (
        (("restore", "tiada.db"), "Berkas tiada.db tidak ditemukan."),
        (("backup", "berkas/x.db"), "Berkas berkas/x.db tidak dapat ditulis"),
        (("import", "--template", "berkas/x.xlsx"), "Berkas berkas/x.xlsx tidak dapat ditulis"),
        (("import", "--template", "isi.xlsx"), "Berkas isi.xlsx sudah ada"),
        (("demo", "--out", "berkas"), "Folder berkas tidak dapat dibuat"),
    ):
        result = command(*words)
        assert result.exit_code in (1, 2), words
        assert result.stderr.startswith(told), (words, result.stderr)
    assert (folder / "isi.xlsx").read_bytes() == b"isi"


async def test_invite_says_when_telegram_does_not_answer(folder: Path, telegram: Simulator) -> None:
    """A server that is away is one sentence without the token."""
    await telegram.stop()
    result = await invite()
    assert result.exit_code == 2
    assert "Telegram tidak dapat dihubungi" in result.stderr
    assert DEFAULT_TOKEN not in result.output


def test_a_database_that_is_away_is_one_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever needs the database says that it cannot be opened, without a traceback."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/kosong")
    for words in (["migrate"], ["import", str(DEMO_WORKBOOK)], ["release"]):
        result = command(*words)
        assert result.exit_code == 2, words
        assert result.stderr.startswith("Basis data tidak dapat dibuka."), words


async def test_a_refused_token_ends_the_bot_with_one_sentence(
    folder: Path, telegram: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Telegram's 401 names the setting to mend, and the token is not shown."""
    other = "1234567:" + "x" * 35
    monkeypatch.setenv("TELEGRAM_TOKEN", other)
    run = [sys.executable, "-m", "bot", "run"]
    result = await asyncio.to_thread(subprocess.run, run, capture_output=True, text=True, timeout=60)
    await telegram.stop()
    assert result.returncode == 2
    assert result.stderr == "Telegram menolak TELEGRAM_TOKEN. Mohon token disalin kembali dari @BotFather.\n"
    assert other not in result.stdout


async def test_a_bot_that_finds_telegram_away_waits_for_it(folder: Path, telegram: Simulator) -> None:
    """As after a power cut in the morning: it comes up before the line does, polls once that is there, and says so."""
    stage = Stage(os.environ["TELEGRAM_API_URL"])
    await stage.faults("error", method="getMe", times=2)
    started = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", stdout=subprocess.PIPE)
    await stage.polled()
    asked = len(await stage.calls("getMe"))
    started.terminate()
    said, _ = await started.communicate()
    assert (asked, started.returncode) == (3, 0)
    assert re.search(rb"bot known to telegram .*mode=polling name=data_kinerja_bot", said)
    await stage.close()
    await telegram.stop()


def test_the_data_folder_is_for_its_owner_alone(folder: Path) -> None:
    """It holds names, NIP and the audit's key."""
    command("migrate")
    assert (folder / "data").stat().st_mode & 0o077 == 0
