"""The transcript: who is told what and who presses or writes what, in the order and at the time of the play."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from textwrap import wrap

from bot.simulator.sightings import ChatMessage
from bot.texts.formats import hari_tanggal, setempat

WIDTH = 100
_MARGIN = " " * 7
_BAR = f"{_MARGIN}│ "
_QUESTION = re.compile(r"Isian \d+ dari \d+")
_ROUTINE = re.compile(
    "|".join(
        [
            _QUESTION.pattern,
            "Formulir Data Kinerja.{9,15}sudah terkirim",
            "^Formulir Data Kinerja",
            "sudah diterima oleh",
            r"diarsipkan\. Terima",
            "Selamat datang",
            "telah bergabung",
        ]
    )
)
"""What is put to many officials alike: in full the first time, in a line afterwards."""

_SUBJECT = 60
_ECHO = "Tercatat: "


@dataclass(slots=True)
class Transcript:
    """Writes lines; `write` is given each line without its end, `zone` is the office's."""

    write: Callable[[str], None]
    zone: str
    day: date | None = None
    _known: set[str] = field(default_factory=set)

    def heading(self, title: str) -> None:
        """Begin a scene."""
        self.write("")
        self.write(f"── {title} {'─' * max(WIDTH - len(title) - 4, 3)}")

    def note(self, at: datetime, text: str) -> None:
        """Something that nobody says."""
        self._at(at, f"({text})")

    def told(self, to: str, message: ChatMessage, file: str | None = None) -> None:
        """A message of the bot; `file` describes its document."""
        at = datetime.fromtimestamp(message.date, UTC)
        if file is not None:
            caption = f": {message.text}" if message.text else ""
            self._at(at, f"Bot → {to}: 📎 {file}{caption}")
            return
        shape = _shape(message.text)
        if _ROUTINE.search(message.text) and shape in self._known:
            self._at(at, f"Bot → {to}: {_brief(message.text)}")
            return
        self._known.add(shape)
        self._at(at, f"Bot → {to}")
        for line in message.text.split("\n"):
            self._indented(line)
        for row in message.buttons:
            self._indented(" ".join(f"[{button.label}]" for button in row))

    def changed(self, at: datetime, to: str, text: str) -> None:
        """A card shrinks to a line."""
        self._at(at, f"Kartu {to} menjadi: {_flat(text)}")

    def did(self, at: datetime, who: str, what: str) -> None:
        """An official acts."""
        self._at(at, f"{who} {what}")

    def _at(self, at: datetime, text: str) -> None:
        local = setempat(at, self.zone)
        if local.date() != self.day:
            self.day = local.date()
            self.write("")
            self.write(f"══ {hari_tanggal(self.day)} {'═' * 20}")
        first, *rest = wrap(text, WIDTH - len(_MARGIN)) or [""]
        self.write(f"{local:%H.%M}  {first}")
        for line in rest:
            self.write(f"{_MARGIN}{line}")

    def _indented(self, text: str) -> None:
        for line in wrap(text, WIDTH - len(_BAR), break_long_words=False, break_on_hyphens=False) or [""]:
            self.write(f"{_BAR}{line}".rstrip())


def _flat(text: str) -> str:
    return " ".join(text.split())


def _shape(text: str) -> str:
    """What messages of one kind have in common: the question, or else which routine it is."""
    last = text.rsplit("\n\n", maxsplit=1)[-1].split("\n")
    if _QUESTION.match(last[0]) and len(last) > 1:
        return re.sub(r"[\d.]+", "", last[1])
    routine = _ROUTINE.search(text)
    return re.sub(r"[\d.]+|TW [IV]+", "", routine.group()) if routine else ""


def _brief(text: str) -> str:
    """A routine message in a line: the echo, the subject and the question; otherwise its first sentence."""
    paragraphs = text.split("\n\n")
    first, *lines = paragraphs[-1].split("\n")
    if not _QUESTION.match(first):
        title = text.partition("\n")[0]
        return f"{title.partition('. ')[0].partition(', mohon')[0].rstrip('.')} …"
    echo = paragraphs[0].partition(" Keliru?")[0] + " " if paragraphs[0].startswith(_ECHO) else ""
    place, _, subject = first.partition(" · ")
    clipped = subject if len(subject) <= _SUBJECT else f"{subject[: _SUBJECT - 1]}…"
    return f"{echo}{place}, {clipped}: {lines[0].partition(':')[0] if lines else ''}"
