"""The logs: one form for all, and no token in any of them, whatever went wrong."""

import asyncio
import io
import json
import logging
import sys
import threading
from pathlib import Path
from urllib.parse import quote

import pytest
import structlog

from bot.logging import REDACTED, SafeHandler, configure_logging
from bot.settings import SettingsError, load_settings

SECRET = "Zz9-_" * 7
TOKEN = f"7654321:{SECRET}"
PASSWORD = "k0ta/Tua@1945"
ENCODED = quote(PASSWORD, safe="")
SECRETS = load_settings(
    None, telegram_token=TOKEN, database_url=f"postgresql://bot:{ENCODED}@db.invalid/kinerja?password=lain-lagi"
).secrets
OTHER = "1234567890:" + "Qq1_-" * 7

pytestmark = pytest.mark.usefixtures("untouched_logging")


@pytest.fixture(params=["console", "json"])
def log(request: pytest.FixtureRequest) -> io.StringIO:
    """What was logged so far, in either form."""
    stream = io.StringIO()
    configure_logging("INFO", request.param, SECRETS, stream)
    return stream


def assert_hidden(log: io.StringIO) -> None:
    """The log has text, and neither token nor the secret half of ours is in it."""
    text = log.getvalue()
    assert REDACTED in text
    assert SECRET not in text
    assert OTHER not in text
    assert OTHER.replace(":", "%3A") not in text


def test_messages_and_arguments_hide_tokens(log: io.StringIO) -> None:
    """A token in a message, an argument or an event's field is replaced, in both ways of logging."""
    logging.getLogger("library").info("to %s and %r", f"https://example.invalid/bot{TOKEN}/getMe", OTHER.encode())
    structlog.get_logger("ours").info(f"token {OTHER}", address=f"bot{OTHER.replace(':', '%3A')}", secret=SECRET)
    assert_hidden(log)


def test_tracebacks_hide_tokens(log: io.StringIO) -> None:
    """A token in the text of an exception, or of the one that caused it, never comes out."""
    try:
        try:
            raise ConnectionError(f"POST /bot{TOKEN}/sendMessage")
        except ConnectionError as cause:
            raise RuntimeError(f"The token `{OTHER}` was rejected") from cause
    except RuntimeError:
        logging.getLogger("library").exception("failed")
        structlog.get_logger("ours").exception("failed")
    assert "Traceback" in log.getvalue()
    assert log.getvalue().count("ConnectionError") >= 2
    assert_hidden(log)


def test_tracebacks_show_no_variables(log: io.StringIO) -> None:
    """A traceback holds code and no values of local variables, which may be a person's answers."""
    answer = "jawaban seorang pejabat".upper()
    try:
        raise RuntimeError(f"{len(answer)}")
    except RuntimeError:
        structlog.get_logger("ours").exception("failed")
    assert answer not in log.getvalue()


def test_uncaught_exceptions_hide_tokens(log: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    """What ends the process is logged and not printed with its text."""
    error = RuntimeError(TOKEN)
    sys.excepthook(type(error), error, None)
    assert_hidden(log)
    assert capsys.readouterr().err == ""


def test_an_interrupt_is_no_error(log: io.StringIO) -> None:
    """Ctrl-C by the operator leaves no trace of an error."""
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert log.getvalue() == ""


def test_uncaught_exceptions_of_threads_hide_tokens(log: io.StringIO) -> None:
    """What ends a thread is logged without its tokens."""

    def fail() -> None:
        raise RuntimeError(TOKEN)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert_hidden(log)


def test_a_thread_without_an_exception_object_is_passed_over(log: io.StringIO) -> None:
    """The interpreter may report a thread's end without an exception; there is nothing to log then."""
    threading.excepthook(threading.ExceptHookArgs((SystemExit, None, None, None)))
    assert log.getvalue() == ""


async def test_failures_of_tasks_hide_tokens(log: io.StringIO) -> None:
    """What asyncio reports about a callback is logged without its tokens."""
    asyncio.get_running_loop().call_exception_handler({"message": "lost", "exception": RuntimeError(TOKEN)})
    assert_hidden(log)


def test_a_record_that_cannot_be_rendered_shows_no_values(log: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong placeholder names the place of the call and not its arguments."""
    handler = next(handler for handler in logging.getLogger().handlers if isinstance(handler, SafeHandler))
    handler.handle(logging.LogRecord("library", logging.INFO, "library.py", 12, "%d", (TOKEN,), None))
    assert log.getvalue() == ""
    assert capsys.readouterr().err == "Catatan kerja tidak dapat ditulis: library, library.py baris 12\n"


def test_json_is_one_object_a_line() -> None:
    """JSON lines carry time in UTC, level, logger, event and fields, and keep the letters as they are."""
    stream = io.StringIO()
    configure_logging("INFO", "json", SECRETS, stream)
    with structlog.contextvars.bound_contextvars(update_id=7):
        structlog.get_logger("ours").warning("stored", task=3, note="Šé")
    logging.getLogger("library").info("a %s", "b")
    ours, theirs = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert ours.pop("timestamp").endswith("Z")
    assert ours == {"event": "stored", "level": "warning", "logger": "ours", "note": "Šé", "task": 3, "update_id": 7}
    assert (theirs["event"], theirs["level"], theirs["logger"]) == ("a b", "info", "library")


def test_the_level_is_kept() -> None:
    """Events below the level are dropped, ours and libraries' alike."""
    stream = io.StringIO()
    configure_logging("ERROR", "console", stream=stream)
    structlog.get_logger("ours").warning("dropped")
    logging.getLogger("library").warning("dropped")
    logging.getLogger("httpx").warning("dropped")
    assert stream.getvalue() == ""


@pytest.mark.parametrize("name", ["httpx", "httpcore.connection", "aiohttp.access"])
def test_libraries_that_tell_of_every_request_are_quiet(name: str) -> None:
    """Libraries that would log each request are heard from WARNING on."""
    stream = io.StringIO()
    configure_logging("DEBUG", "console", stream=stream)
    logging.getLogger(name).info("request")
    assert stream.getvalue() == ""
    logging.getLogger(name).warning("slow")
    assert "slow" in stream.getvalue()


def test_a_second_that_a_long_round_takes_is_no_warning() -> None:
    """The scheduler is heard from ERROR on."""
    stream = io.StringIO()
    configure_logging("DEBUG", "console", stream=stream)
    logging.getLogger("apscheduler.scheduler").warning("skipped")
    assert stream.getvalue() == ""
    logging.getLogger("apscheduler.executors.default").error("broken")
    assert "broken" in stream.getvalue()


def test_standard_output_is_the_default(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a stream the logs go to standard output, where the supervisor collects them."""
    configure_logging("INFO", "console", SECRETS)
    logging.getLogger("library").info("here")
    assert "here" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["alembic.runtime", "psycopg.pool", "sqlalchemy.engine", "starlette", "uvicorn.error"])
def test_libraries_show_no_password(log: io.StringIO, name: str) -> None:
    """The database's password is hidden as it is and as an address holds it, in messages and in tracebacks."""
    try:
        raise ConnectionError(f"postgresql://bot:{ENCODED}@db.invalid: {PASSWORD} refused")
    except ConnectionError:
        logging.getLogger(name).exception("password=%s or lain-lagi", PASSWORD)
    text = log.getvalue()
    assert text.count(REDACTED) >= 4
    assert not [word for word in (PASSWORD, ENCODED, "1945", "lain-lagi") if word in text]


def test_a_file_of_logs_hides_secrets_and_is_put_aside_when_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its folder is made, it holds what the stream would, and the newest lines are in the newest file."""
    monkeypatch.setattr("bot.logging.FULL", 500)
    path = tmp_path / "data" / "bot.log"
    configure_logging("INFO", "console", SECRETS, file=path)
    for number in range(10):
        logging.getLogger("ours").info("%d ✓ %s", number, TOKEN)
    logging.getLogger("ours").info("%d", "one that cannot be rendered")
    logging.getLogger().handlers[0].close()
    names = sorted(one.name for one in path.parent.iterdir())
    assert names[:2] == ["bot.log", "bot.log.1"]
    assert len(names) <= 6
    assert f"9 ✓ {REDACTED}" in path.read_text(encoding="utf-8")
    assert SECRET not in "".join(one.read_text(encoding="utf-8") for one in path.parent.iterdir())


def test_a_file_that_cannot_be_written_names_its_setting(tmp_path: Path) -> None:
    """The operator reads which setting to mend."""
    with pytest.raises(SettingsError, match="LOG_FILE"):
        configure_logging("INFO", "console", file=tmp_path)


@pytest.mark.usefixtures("untouched_logging")
def test_rows_that_a_database_quotes_are_hidden(log: io.StringIO) -> None:
    """PostgreSQL tells of the whole row that it refused, of however many lines, with what somebody wrote in it."""
    try:
        try:
            raise ValueError("null value\nDETAIL:  Failing row contains (1, jawaban\npejabat).\nCONTEXT:  here")
        except ValueError as cause:
            raise RuntimeError("(psycopg) again\nDETAIL:  Key (jawaban).\n[SQL: INSERT]") from cause
    except RuntimeError:
        logging.getLogger("apscheduler").exception("failed")
    text = log.getvalue()
    assert "jawaban" not in text
    assert "pejabat" not in text
    assert all(kept in text for kept in ("null value", "CONTEXT", "again", "[SQL: INSERT]", "RuntimeError"))
