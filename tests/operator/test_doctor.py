"""`bot doctor`: a line a check, what to do where something is wrong, and never the token."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import web
from typer.testing import CliRunner

from bot.cli import app
from bot.clock import Clock, FixedClock
from bot.operator import doctor, doctor_machine, doctor_papers
from bot.operator.doctor import examine
from bot.operator.doctor_machine import MEGABYTE, disk, permissions, ports
from bot.operator.doctor_papers import calendar, seal
from bot.operator.doctor_settings import dotenv
from bot.operator.doctor_telegram import telegram
from bot.operator.findings import Finding, Mark
from bot.settings import Settings, load_settings
from bot.simulator.server import Simulator
from bot.simulator.settings import DEFAULT_TOKEN
from bot.web.listening import listen
from tests.documents.sealed import AT, PASSWORD, p12

CLOCK = FixedClock(AT)
TOKEN = "1234567:" + "Aa0_-" * 7
SILENT = {"Pesan keluar", "Porta"}
"""Parts that are named only where there is something to say of them."""


def settings(**values: Any) -> Settings:
    """Settings that nothing around the tests changes."""
    return load_settings(None, **{"telegram_token": TOKEN, **values})


def marks(findings: Iterable[Finding]) -> list[str]:
    """The findings as they are printed."""
    return [str(one) for one in findings]


async def test_a_bot_that_can_work_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is wrong, every part is named, and the token stands nowhere."""
    simulator = Simulator()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TELEGRAM_API_URL", await simulator.start())
    monkeypatch.setenv("TELEGRAM_TOKEN", DEFAULT_TOKEN)
    await asyncio.to_thread(CliRunner().invoke, app, ["migrate"])
    result = await asyncio.to_thread(CliRunner().invoke, app, ["doctor"])
    await simulator.stop()
    assert result.exit_code == 0, result.output
    said = result.stdout
    assert "✗" not in said
    assert doctor.CHECKS.keys() - {line[2:].partition(":")[0] for line in said.splitlines()} == SILENT
    for part in ("bot @data_kinerja_bot dikenal", "Jam: ", "utuh, versi", "Huruf: 6"):
        assert part in said
    assert DEFAULT_TOKEN not in result.output


def test_a_bot_that_cannot_work_is_told_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The exit code is 1, and the checks after the one that failed are made all the same."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("DATABASE_URL", "postgresql://bot:rahasia@127.0.0.1:9/kosong")
    result = CliRunner().invoke(app, ["doctor"])
    assert result.exit_code == 1
    assert "✗ Telegram: tidak dapat dihubungi (ClientConnectorError)" in result.stdout
    assert "✗ Basis data tidak dapat dibuka" in result.stdout
    assert "✓ Huruf" in result.stdout
    assert not [secret for secret in (TOKEN, "rahasia") if secret in result.output]


def test_settings_that_do_not_mean_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelt name is noticed with the one that is near, a mode that cannot start is wrong; no value is shown."""
    monkeypatch.chdir(tmp_path)
    assert [one.mark for one in dotenv(settings(), CLOCK)] == [Mark.FINE]
    (tmp_path / ".env").write_text("WEBPORT=8080\nPORTAL=rahasia\n", encoding="utf-8")
    assert marks(dotenv(settings(mode="webhook", web_port=8080), CLOCK)) == [
        "⚠ Setelan: PORTAL pada .env tidak dikenal, sehingga diabaikan.",
        "⚠ Setelan: WEBPORT pada .env tidak dikenal, sehingga diabaikan; mungkin maksudnya WEB_PORT.",
        "✗ Setelan: PUBLIC_URL belum sesuai; MODE=webhook memerlukan alamat umum yang diawali https://.",
    ]


def test_a_check_that_fails_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its text is not shown, and the next check is made."""

    def failing(_settings: Settings, _clock: Clock) -> Iterable[Finding]:
        raise RuntimeError("isi rahasia")

    monkeypatch.setattr(doctor, "CHECKS", {"Pertama": failing, "Kedua": lambda *_: [Finding(Mark.FINE, "baik")]})
    first, second = marks(examine(settings(), CLOCK))
    assert first.startswith("✗ Pertama: tidak dapat diperiksa (RuntimeError at test_doctor.py:")
    assert second == "✓ baik"


async def asked(answers: dict[str, Any], time: datetime = AT) -> list[str]:
    """What is found with a Telegram that answers like this, at this hour of its own."""

    async def answer(request: web.Request) -> web.Response:
        status, plain = answers[request.path.rpartition("/")[2]]
        return web.json_response(plain, status=status, headers={"Date": format_datetime(time, usegmt=True)})

    serving = web.Application()
    serving.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(serving)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    found = await asyncio.to_thread(lambda: marks(telegram(settings(telegram_api_url=address), CLOCK)))
    await runner.cleanup()
    return found


ME = (200, {"ok": True, "result": {"username": "contoh_bot"}})
NO_HOOK = (200, {"ok": True, "result": {"url": "", "pending_update_count": 3}})


@pytest.mark.parametrize(
    ("apart", "mark"), [(2, Mark.FINE), (-30, Mark.NOTICE), (30, Mark.NOTICE), (90, Mark.WRONG), (-7200, Mark.WRONG)]
)
async def test_the_clock_is_compared_with_telegrams(apart: int, mark: Mark) -> None:
    """Limits are told by this machine's clock, so that a wrong one moves them all."""
    _, said = await asked({"getMe": ME, "getWebhookInfo": NO_HOOK}, AT + timedelta(seconds=apart))
    assert said.startswith(f"{mark} Jam: berselisih {abs(apart)} detik")
    assert ("timedatectl" in said) is (mark is not Mark.FINE)


async def test_what_telegram_says_of_the_bot() -> None:
    """A refused token names its setting, a webhook that fails its reason, a fault of Telegram's that it is away."""
    refused = await asked({"getMe": (401, {"ok": False, "error_code": 401, "description": "Unauthorized"})})
    assert refused[0] == "✗ Telegram menolak TELEGRAM_TOKEN. Mohon token disalin kembali dari @BotFather."
    failing = {"url": "https://x.invalid", "pending_update_count": 3, "last_error_message": "Connection refused"}
    hooked = await asked({"getMe": ME, "getWebhookInfo": (200, {"ok": True, "result": failing})})
    assert hooked[0] == "✓ Telegram: bot @contoh_bot dikenal, 3 kiriman menunggu diambil."
    assert hooked[1].startswith("⚠ Telegram: webhook terakhir gagal (Connection refused)")
    away = await asked({"getMe": (502, {})})
    assert away[0].startswith("✗ Telegram: tidak dapat dihubungi (OSError)")


@pytest.mark.parametrize(
    ("known", "month", "mark"),
    [({2026, 2027}, 12, Mark.FINE), ({2026}, 10, Mark.FINE), ({2026}, 11, Mark.NOTICE), ({2025}, 4, Mark.NOTICE)],
)
def test_the_published_days_off(known: set[int], month: int, mark: Mark, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next year's are awaited until the decree is usually out."""
    monkeypatch.setattr(doctor_papers, "cuti_bersama_known", known.__contains__)
    (said,) = calendar(settings(), FixedClock(datetime(2026, month, 1, tzinfo=UTC)))
    assert said.mark is mark
    assert ("holidays" in said.text) is (mark is not Mark.FINE)


def test_the_certificate_of_the_seal(tmp_path: Path) -> None:
    """One that cannot seal is wrong, one that ends soon is told in time, an office's own needs nobody."""

    def told(**more: object) -> str:
        path = p12(tmp_path / "LI.p12", **more)  # type: ignore[arg-type]
        return marks(seal(settings(seal_certificate=path, seal_password=PASSWORD), CLOCK))[0]

    assert marks(seal(settings(), CLOCK)) == ["✓ Segel: sertifikat buatan sendiri, diperbarui dengan sendirinya."]
    assert told() == "✓ Segel: sertifikat berlaku sampai 09-04-2027."
    assert told(ends=AT + timedelta(days=30)).startswith("⚠ Segel: sertifikat berlaku sampai 09-05-2026; mohon")
    assert told(ends=AT - timedelta(days=1)).startswith("✗ Segel: Sertifikat segel ")


@pytest.mark.parametrize(("free", "mark"), [(9020, Mark.FINE), (1500, Mark.NOTICE), (100, Mark.WRONG)])
def test_the_room_on_the_disk(free: int, mark: Mark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also for a folder that is not there yet."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=free * MEGABYTE))
    (said,) = disk(settings(data_dir=tmp_path / "belum" / "ada"), CLOCK)
    assert said.mark is mark
    assert f" {free // 100 / 10:g} GB kosong".replace(".", ",") in said.text


def test_files_for_their_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What others could open is named with the command that closes it; in a closed folder its files are closed."""
    monkeypatch.chdir(tmp_path)
    data, key, env = tmp_path / "data", tmp_path / "data" / "audit.key", tmp_path / ".env"
    data.mkdir(0o700)
    key.touch(0o644)
    chosen = settings(data_dir=data)
    assert marks(permissions(chosen, CLOCK))[0].startswith("✓ Izin berkas")
    data.chmod(0o755)
    env.touch(0o644)
    assert marks(permissions(chosen, CLOCK)) == [
        f"⚠ Izin berkas: dapat dibuka akun lain. Mohon 'chmod go-rwx {data} {key} .env'."
    ]
    monkeypatch.setattr(doctor_machine, "POSIX", False)
    assert marks(permissions(chosen, CLOCK))[0].startswith("✓ Izin berkas: tidak diperiksa pada Windows")


def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may write everywhere, so the system's answer is given here."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert marks(permissions(settings(data_dir=tmp_path), CLOCK))[0].startswith("✗ Izin berkas: folder ")


def test_ports_that_are_wanted() -> None:
    """A taken port is named with its settings; it may be the running bot's."""
    assert marks(ports(settings(), CLOCK)) == []
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        (said,) = marks(ports(settings(web_port=port), CLOCK))
    assert said.startswith("⚠ Porta: Halaman verifikasi tidak dapat dilayani")
    assert marks(ports(settings(health_port=port), CLOCK)) == [f"✓ Porta: HEALTH_PORT {port} bebas."]
