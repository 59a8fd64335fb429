"""Nothing of one office in what another's people read: random acts, whose words and numbers tell whose they are."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.documents.models.performance import PerformanceDocument
from bot.services import desk
from bot.services.bureau import Bureau
from bot.services.claims import Claim
from bot.services.commands import COMMANDS
from bot.services.limits import round as limits
from bot.services.papers import verifying
from bot.sop.definition import long_ikis
from storage.database import Database, Transaction
from storage.records import Cycle, Document, Form, Task, Upload
from storage.tables import Officer, Period, Unit
from tests.documents.reading import words
from tests.isolation.marked import FIGURES, WORDS, Neighbours

EXAMPLES = 30
MOST = 12
"""Numbers that one act may take."""

_NAMED = (Task, Officer, Unit, Period, Cycle, Form, Document, Upload)


@pytest.fixture(scope="module")
def made(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Neighbours:
    """Two offices with an archived collection each, and another whose forms are being filled."""
    folder = tmp_path_factory.mktemp("tetangga")
    path = shutil.copy(sqlite_template, folder / "asal.sqlite3")

    async def play() -> Neighbours:
        database = Database(f"sqlite:///{path}")
        database.start()
        both = await Neighbours.found(database, Bureau(long_ikis(), bytes(32), "contoh_bot"), folder)
        await both.propose()
        for number in (0, 1):
            await both.players(number).play()
        both.place.now += timedelta(days=91)
        await both.propose(1)
        for number in (0, 1):
            await both.players(number).play(until=5)
        await database.close()
        return both

    return asyncio.run(play())


def leaks(both: Neighbours) -> list[str]:
    """What people of one office were told that is another's."""
    told = [(both.ids.index(row.office_id), json.dumps(row.payload, ensure_ascii=False)) for row in both.messages()]
    found = [*told, *both.toasts]
    return [text for number, text in found for one in foreign(number) if one in text]


def foreign(number: int) -> tuple[str, str]:
    """The other office's word and number."""
    return WORDS[1 - number], FIGURES[1 - number]


def names(tx: Transaction, office_id: int) -> list[int]:
    """What buttons name: ids of an office's tasks, people, units, periods, cycles, forms and files."""
    return [
        one for table in _NAMED for one in tx.execute(select(table.id).where(table.office_id == office_id)).scalars()
    ]


def codes(tx: Transaction, office_id: int) -> list[str]:
    """The codes on an office's papers."""
    query = select(Document.code).where(Document.office_id == office_id, Document.code.is_not(None))
    return [str(one) for one in tx.execute(query).scalars()]


class Acts:
    """Acts of one office's people, drawn from what they see and from what is the other's."""

    def __init__(self, both: Neighbours) -> None:
        self._both = both
        self._drawn: Iterator[int] = iter(())
        self._shown = both.shown()
        ids = both.ids
        self._names = [both.database.read_now(lambda tx, one=one: names(tx, one)) for one in ids]  # type: ignore[misc]
        self._codes = [both.database.read_now(lambda tx, one=one: codes(tx, one)) for one in ids]  # type: ignore[misc]

    def one(self, drawn: Sequence[int]) -> None:
        """A press, a forgery, a command, a search, a code, or the clock, as so many numbers say.

        They are drawn beforehand, so that an example is the same at each run.
        """
        self._drawn = iter(drawn)
        number = self._pick((0, 1))
        chat = self._pick(self._both.chats(number))
        self._both.place.now += timedelta(minutes=1)
        match self._pick(("shown", "neighbour", "forged", "command", "search", "code", "clock")):
            case "shown":
                self._both.press_button(*self._pick(self._shown[number]))
            case "neighbour":
                self._both.press_button(chat, self._pick(self._shown[1 - number])[1])
            case "forged":
                named = [self._pick(self._names[self._pick((0, 1))]) for _ in range(3)]
                arg = self._pick((str(named[1]), f"{named[1]}.{named[2]}", f"kasubbag.{named[1]}", ""))
                self._both.press_button(chat, Claim(self._pick(sorted(desk.PRESSES)), named[0], 0, arg))
            case "command":
                self._both.write(chat, f"/{self._pick(sorted(COMMANDS))}")
            case "search":
                # Not the whole word: what someone typed himself may come back to him.
                self._both.write(chat, f"/arsip {self._pick(WORDS)[:-1].lower()}")
            case "code":
                self._both.write(chat, self._pick(self._codes[1 - number]))
            case _:
                self._both.fire(limits.fire)

    def _pick(self, options: Sequence[Any]) -> Any:
        return options[next(self._drawn) % len(options)]


@settings(max_examples=EXAMPLES)
@given(drawn=st.lists(st.lists(st.integers(0, 10**6), min_size=MOST, max_size=MOST), min_size=1, max_size=12))
def test_no_reply_has_a_word_of_another_office(
    made: Neighbours, tmp_path_factory: pytest.TempPathFactory, drawn: list[list[int]]
) -> None:
    """Cards, answers, reminders, toasts and buttons, whatever was pressed, forged, searched or asked."""
    source = made.database.url.database
    assert source is not None
    path = shutil.copy(source, tmp_path_factory.mktemp("contoh") / "salinan.sqlite3")
    both = replace(made, database=Database(f"sqlite:///{path}"), place=replace_place(made), toasts=[])
    acts = Acts(both)
    for numbers in drawn:
        acts.one(numbers)
    assert leaks(both) == []


def replace_place(made: Neighbours) -> Any:
    """The same hour, for acts of a copy alone."""
    copied = type(made.place)(made.database, made.bureau, made.place.now, made.place.update)
    copied.publisher = made.place.publisher
    return copied


def test_what_is_told_carries_its_own_words(made: Neighbours) -> None:
    """The words are there to be seen: each office reads its own in what it is told."""
    told = [(made.ids.index(row.office_id), json.dumps(row.payload)) for row in made.messages()]
    for number, word in enumerate(WORDS):
        assert any(word in text for whose, text in told if whose == number)
    assert leaks(made) == []


def test_no_paper_has_a_word_of_another_office(made: Neighbours) -> None:
    """What each paper would print, and the text of both Dokumen as printed."""
    assert len(made.press.papers) > 30
    for paper in made.press.papers:
        said = repr(paper)
        assert sum(word in said for word in WORDS) == 1, type(paper).__name__
    printed = [words(one) for one in made.press.papers if isinstance(one, PerformanceDocument)]
    assert [[word in text for word in WORDS] for text in printed] == [[True, False], [False, True]]
    assert [[figure in text for figure in FIGURES] for text in printed] == [[True, False], [False, True]]


def test_a_code_is_answered_to_its_own_office_only(made: Neighbours) -> None:
    """In chat; the page that is open to everyone answers for all offices, by design."""

    def look(tx: Transaction) -> None:
        works = [made.bureau.work(tx, one, made.place.now, "uji") for one in made.ids]
        for number, office_id in enumerate(made.ids):
            for code in codes(tx, office_id):
                assert verifying.by_code(works[1 - number], code) is None
                own = verifying.by_code(works[number], code)
                assert own is not None
                assert verifying.of_any_office(tx, made.bureau, code, made.place.now) == own

    made.database.read_now(look)
