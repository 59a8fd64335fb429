"""The settings: where they come from, what is refused, and that .env.example tells of each."""

import re
from contextlib import nullcontext
from itertools import pairwise
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Settings, SettingsError, check_mode, load_settings, unknown_names

TOKEN = "1234567:" + "Aa0_-" * 7
EXAMPLE = Path(__file__).parents[1] / ".env.example"


@pytest.fixture(autouse=True)
def empty_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the settings of whoever runs the tests out of them."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_a_token_is_enough() -> None:
    """Everything but the token has a default that suits one office on SQLite and Telegram's limits."""
    settings = load_settings(telegram_token=TOKEN)
    assert settings.telegram_token.get_secret_value() == TOKEN
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.database_url == "sqlite:///data/kinerja.db"
    assert (settings.send_rate, settings.chat_rate, settings.chat_burst) == (30, 1, 5)
    assert (settings.log_level, settings.log_format) == ("INFO", "console")
    assert settings.clock_file is None


def test_the_file_is_read_from_the_working_folder(tmp_path: Path) -> None:
    """A .env in the working folder fills the settings; names of other programs in it are ignored."""
    (tmp_path / ".env").write_text(f"TELEGRAM_TOKEN={TOKEN}\nSEND_RATE=12.5\nOTHER_PROGRAM=1\n", encoding="utf-8")
    settings = load_settings()
    assert settings.telegram_token.get_secret_value() == TOKEN
    assert settings.send_rate == 12.5


def test_a_file_of_windows_is_read(tmp_path: Path) -> None:
    """Editors of Windows put a mark before the first line, and end lines their own way."""
    (tmp_path / ".env").write_bytes(f"\ufeffTELEGRAM_TOKEN={TOKEN}\r\nLOG_FILE=data\\bot.log\r\n".encode())
    settings = load_settings()
    assert settings.telegram_token.get_secret_value() == TOKEN
    assert str(settings.log_file) == r"data\bot.log"


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An override goes before the environment, which goes before the file."""
    (tmp_path / ".env").write_text(f"TELEGRAM_TOKEN={TOKEN}\nCHAT_BURST=2\nRENDER_WORKERS=2\n", encoding="utf-8")
    monkeypatch.setenv("CHAT_BURST", "3")
    monkeypatch.setenv("RENDER_WORKERS", "3")
    settings = load_settings(render_workers=4)
    assert (settings.chat_burst, settings.render_workers) == (3, 4)


def test_the_database_lies_in_the_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a DATABASE_URL the SQLite file follows DATA_DIR; with one it does not."""
    monkeypatch.setenv("DATA_DIR", "/srv/kinerja")
    assert load_settings(telegram_token=TOKEN).database_url == "sqlite:////srv/kinerja/kinerja.db"
    monkeypatch.setenv("DATABASE_URL", "postgresql://bot@localhost/kinerja")
    assert load_settings(telegram_token=TOKEN).database_url == "postgresql://bot@localhost/kinerja"


def test_empty_means_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that is there but empty counts as absent, as in a copy of .env.example."""
    for name in Settings.model_fields:
        monkeypatch.setenv(name.upper(), "")
    assert load_settings(telegram_token=TOKEN) == load_settings(None, telegram_token=TOKEN)


def test_words_are_read_in_either_case() -> None:
    """The level and the form of the logs may be written in capitals or not; an address loses its last slash."""
    settings = load_settings(
        telegram_token=TOKEN, log_level="debug", log_format="JSON", telegram_api_url="http://127.0.0.1:8081/"
    )
    assert (settings.log_level, settings.log_format) == ("DEBUG", "json")
    assert settings.telegram_api_url == "http://127.0.0.1:8081"


@pytest.mark.parametrize("url", ["", "https://tsa.example/", "http://tsa.example/tsr?policy=1"])
def test_the_address_of_a_timestamp_service_stays_as_it_is(url: str) -> None:
    """Its last slash and its query are part of it."""
    assert load_settings(telegram_token=TOKEN, timestamp_url=url).timestamp_url == url


def test_a_missing_token_is_one_clear_line() -> None:
    """Without a token the error names the variable and says where the token comes from."""
    with pytest.raises(SettingsError) as caught:
        load_settings(None)
    assert re.fullmatch(r"TELEGRAM_TOKEN belum diisi; seharusnya token dari @BotFather.*", str(caught.value))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """Whoever stands in the wrong folder is told that .env is not there; a file that lacks the token is not blamed."""
    with pytest.raises(SettingsError, match=r"\nBerkas \.env tidak ada di folder ini"):
        load_settings()
    (tmp_path / ".env").write_text("TELEGRAM_TOKN=1\n", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "tidak ada" not in str(caught.value)


def test_names_that_are_no_settings(tmp_path: Path) -> None:
    """They are listed for the doctor; a setting in small letters is one, and so is none where there is no file."""
    assert unknown_names() == []
    (tmp_path / ".env").write_text("\ufeffWEBPORT=8080\nlog_level=debug\nTELEGRAM_TOKEN=\n", encoding="utf-8")
    assert unknown_names() == ["WEBPORT"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("telegram_token", "1234567:terlalu-pendek"),
        ("telegram_token", "abcdefg:" + "a" * 35),
        ("telegram_token", f"{TOKEN}\n"),
        ("telegram_api_url", "api.telegram.org"),
        ("telegram_api_url", "ftp://api.telegram.org"),
        ("telegram_api_url", "https://api.telegram.org/?x=1"),
        ("telegram_api_url", "http://"),
        ("public_url", "https://kantor.example/?x=1"),
        ("timestamp_url", "tsa.example"),
        ("timestamp_url", "ftp://tsa.example"),
        ("database_url", "mysql://localhost/rahasia"),
        ("database_url", "postgresql://bot:ra@hasia@localhost/kinerja"),
        ("database_url", "postgresql://bot:ra/hasia@localhost/kinerja"),
        ("database_url", "postgresql://localhost:rahasia/kinerja"),
        ("send_rate", "cepat"),
        ("send_rate", "0"),
        ("chat_rate", "-1"),
        ("chat_rate", "inf"),
        ("chat_burst", "1.5"),
        ("chat_burst", "0"),
        ("log_level", "semua"),
        ("log_level", 10),
        ("log_format", "xml"),
        ("log_format", 1),
        ("render_workers", "0"),
    ],
)
def test_a_malformed_value_is_named_but_never_shown(field: str, value: object) -> None:
    """The error is one line with the variable's name and what it expects, without the value."""
    with pytest.raises(SettingsError) as caught:
        load_settings(None, **{"telegram_token": TOKEN, field: value})
    assert str(caught.value) == f"{field.upper()} tidak sah; seharusnya {Settings.model_fields[field].description}."


def test_every_fault_has_its_line() -> None:
    """Faults are told at once, a line each, so that they are repaired in one go."""
    with pytest.raises(SettingsError) as caught:
        load_settings(None, send_rate="x", render_workers="x")
    assert [line.split()[0] for line in str(caught.value).splitlines()] == [
        "TELEGRAM_TOKEN",
        "SEND_RATE",
        "RENDER_WORKERS",
    ]


def test_nothing_that_is_printed_holds_a_secret() -> None:
    """Neither the settings' text nor the error's chain holds the token or the database's password."""
    settings = load_settings(telegram_token=TOKEN, database_url="postgresql://bot:sandi@localhost/kinerja")
    assert TOKEN not in repr(settings)
    assert "sandi" not in repr(settings)
    with pytest.raises(SettingsError) as caught:
        load_settings(telegram_token=TOKEN + "!")
    assert caught.value.__context__ is None


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    """A .env in another encoding is one line that names the file."""
    (tmp_path / ".env").write_bytes(b"TELEGRAM_TOKEN=\xff\xfe")
    with pytest.raises(SettingsError, match=r"^Berkas \.env tidak dapat dibaca"):
        load_settings()


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({}, ["PUBLIC_URL", "WEB_PORT"]),
        ({"public_url": "https://kantor.example"}, ["WEB_PORT"]),
        ({"public_url": "http://kantor.example", "web_port": 8080}, ["PUBLIC_URL"]),
        ({"public_url": "http://127.0.0.1:8080", "web_port": 8080}, []),
        ({"public_url": "https://kantor.example", "web_port": 8080}, []),
    ],
)
def test_a_webhook_needs_an_address(given: dict[str, object], named: list[str]) -> None:
    """Telegram brings updates over HTTPS to a port of ours; what is missing is said, one line for each variable."""
    check_mode(load_settings(None, telegram_token=TOKEN, **{**given, "mode": "Polling"}))
    settings = load_settings(None, telegram_token=TOKEN, **given, mode="webhook")
    with nullcontext() if not named else pytest.raises(SettingsError) as caught:
        check_mode(settings)
    assert [line.split()[0] for line in str(caught.value if caught else "").splitlines()] == named


def test_settings_do_not_change() -> None:
    """The settings are frozen: what was read at the start holds until the end."""
    settings = load_settings(telegram_token=TOKEN)
    with pytest.raises(ValidationError):
        settings.send_rate = 5


def test_the_example_has_every_setting() -> None:
    """.env.example lists exactly the settings, each once and below a comment."""
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    named = [(above, line.partition("=")[0]) for above, line in pairwise(lines) if "=" in line]
    assert sorted(name for _, name in named) == sorted(name.upper() for name in Settings.model_fields)
    assert [name for above, name in named if not above.startswith("# ")] == []


def test_the_example_shows_the_defaults() -> None:
    """A copy of .env.example with a token in it gives the same settings as no file."""
    assert load_settings(EXAMPLE, telegram_token=TOKEN) == load_settings(None, telegram_token=TOKEN)


@pytest.mark.parametrize("name", ["SEND_RATE", "CHAT_RATE", "CHAT_BURST", "RENDER_WORKERS", "LOG_LEVEL", "DATA_DIR"])
def test_the_example_states_each_default(name: str) -> None:
    """A variable with a plain default has it written out in .env.example."""
    stated = dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE))
    default = Settings.model_fields[name.lower()].default
    assert type(default)(stated[name]) == default
