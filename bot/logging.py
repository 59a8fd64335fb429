"""Logs: one line an event on standard output, from our code and from libraries alike, without a secret."""

import logging
import re
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Literal, TextIO

import structlog
from structlog.typing import ExcInfo, Processor

from bot.settings import TOKEN, SettingsError

REDACTED = "[rahasia]"
QUIET = ("aiohttp.access", "httpcore", "httpx")
"""Loggers that tell of each request, some of them with the token in an address."""

FULL, KEPT = 10_000_000, 5
"""Bytes of one file of logs, and how many full ones are kept beside it."""

TICKING = "apscheduler"
"""It warns of each second that a long round of reminders takes, which is as meant."""

# An address may hold the colon percent-encoded.
_TOKEN = re.compile(TOKEN.pattern.replace(":", "(?::|%3A)"), re.IGNORECASE)
_DETAIL = re.compile(r"DETAIL:.*?(?=\n(?:HINT|CONTEXT|\[SQL|\(Background|\n|  File |Traceback)|\Z)", re.DOTALL)
_PASSWORD = re.compile(r"(?<=://)([^\s:/@]*):[^\s@]+@")

_STAMPS: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


class RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """Renders a record, then removes secrets from the text, so that arguments and tracebacks are covered, too."""

    def __init__(self, processors: list[Processor], secrets: tuple[str, ...]) -> None:
        super().__init__(processors=processors, foreign_pre_chain=_STAMPS)
        # The longest first: one may hold another.
        self._secrets = sorted(secrets, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """Return the whole text of the record, without secrets, also those of other tokens and addresses."""
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, REDACTED)
        return _PASSWORD.sub(rf"\1:{REDACTED}@", _TOKEN.sub(REDACTED, text))


class SafeHandler(logging.StreamHandler[TextIO]):
    """Writes records; one that cannot be rendered is named by its place, since the usual complaint shows its values."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the standard library's name
        """Say on standard error which call failed."""
        _complain(record)


class SafeFile(RotatingFileHandler):
    """The same in a file, which is put aside when it is full; the last ones are kept."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        super().__init__(path, maxBytes=FULL, backupCount=KEPT, encoding="utf-8", errors="backslashreplace")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the standard library's name
        """Say on standard error which call failed."""
        _complain(record)


def _complain(record: logging.LogRecord) -> None:
    sys.stderr.write(f"Catatan kerja tidak dapat ditulis: {record.name}, {record.filename} baris {record.lineno}\n")


def configure_logging(
    level: str,
    form: Literal["console", "json"],
    secrets: tuple[str, ...] = (),
    stream: TextIO | None = None,
    file: Path | None = None,
) -> None:
    """Send every log to the file, or else the stream (standard output), as lines for people or as JSON.

    Secrets are hidden wherever they stand. Exceptions that nobody catches are logged as well, for the interpreter would
    print them with their text unredacted. Raises SettingsError for a file that cannot be written.
    """
    shown = stream or sys.stdout
    handler = SafeHandler(shown) if file is None else _opened(file)
    handler.setFormatter(RedactingFormatter(_renderers(form, colors=file is None and shown.isatty()), secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
    logging.getLogger(TICKING).setLevel(logging.ERROR)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_STAMPS,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread


def _opened(file: Path) -> SafeFile:
    try:
        return SafeFile(file)
    except OSError as error:
        raise SettingsError(f"Berkas {file} tidak dapat ditulis; mohon diperiksa LOG_FILE dan izinnya.") from error


def _renderers(form: Literal["console", "json"], *, colors: bool) -> list[Processor]:
    """The last processors of a record; tracebacks are ours, since the richer ones print local variables."""
    if form == "json":
        return [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.ExceptionRenderer(_traceback),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    return [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.ExceptionRenderer(_traceback),
        structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=structlog.dev.plain_traceback),
    ]


def _traceback(exc_info: ExcInfo) -> str:
    """A traceback without the rows that PostgreSQL quotes: they hold what people wrote."""
    return _DETAIL.sub(f"DETAIL: {REDACTED}", "".join(traceback.format_exception(*exc_info)).rstrip())


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log what ends the process; an interrupt by the operator is no error."""
    if not issubclass(kind, KeyboardInterrupt):
        logging.getLogger("bot").critical("uncaught", exc_info=(kind, error, trace))


def _log_uncaught_in_thread(caught: threading.ExceptHookArgs) -> None:
    """Log what ends a thread."""
    if caught.exc_value is not None:
        _log_uncaught(caught.exc_type, caught.exc_value, caught.exc_traceback)
