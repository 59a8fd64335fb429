"""A stage's memory: people, chats, presses, files, unconfirmed updates, kept in a folder and brought back from it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from aiohttp import web

from bot.simulator.backstage import Backstage
from bot.simulator.files import StoredFile
from bot.simulator.shapes import Json
from bot.simulator.state import Chat, Person, Query, Record, World

JOURNAL = "percakapan.jsonl"
FILES = "berkas"
MESSAGES_KEPT = 300
PRESSES_KEPT = 2_000
_PRESSES_LOOKED_AT = 200
"""An answer is sent soon after its press, or is refused."""
_ROOM = 16 * 1024 * 1024
_LEAP = 1_000
"""So far the numbers jump after a stage that was killed: its bot may have seen some that the journal has not."""


class Memory:
    """Writes what changed as one line a time, so that a torn last line is all that a power cut can cost.

    Only the newest messages of a chat stay in memory and in the journal, and the bytes of files only on the disk.
    """

    def __init__(self, backstage: Backstage, folder: Path, messages_kept: int = MESSAGES_KEPT) -> None:
        self._backstage = backstage
        self._folder = folder
        self._most = messages_kept
        self._file: BinaryIO | None = None
        self._begin()

    def _begin(self) -> None:
        """Know of nothing that is written."""
        self._world: World = self._backstage.world
        self._seen = 0
        self._mark: tuple[int, ...] = ()
        self._files = 0
        self._sections: dict[str, str] = {}
        self._size = self._limit = 0

    def _furnish(self) -> None:
        """Let the world keep its files in the folder."""
        (self._folder / FILES).mkdir(parents=True, exist_ok=True)
        self._world.files.folder = self._folder / FILES

    def load(self) -> bool:
        """Put what is kept into the empty world; False if there is nothing."""
        self._begin()
        self._furnish()
        found = _Kept()
        for line in _lines(self._folder / JOURNAL):
            found.take(line)
        found.fill(self._world, self._folder / FILES)
        self._compact()
        return bool(self._world.people)

    def watch(self, app: web.Application) -> None:
        """Save before each answer of an application, so that nobody knows of anything that is not kept."""

        async def keep(_request: web.Request, _response: web.StreamResponse) -> None:
            self.save()

        app.on_response_prepare.append(keep)

    def save(self) -> None:
        """Write what has changed since the last time; does nothing once closed."""
        if self._file is None:
            return
        if self._backstage.world is not self._world:
            self._begin()
            self._furnish()
            self._compact()
            return
        # Most answers tell of nothing new, and to look through everything takes as long as the answer itself.
        mark = _mark(self._world)
        if mark == self._mark:
            return
        self._mark = mark
        self._trim()
        line = self._news()
        if line:
            self._write(line)
            if self._size > self._limit:
                self._compact()

    def close(self) -> None:
        """Write the rest, and that the stage was ended properly."""
        self.save()
        if self._file is not None:
            self._write({"closed": True})
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None

    def _news(self) -> Json:
        world, line = self._world, dict[str, Any]()
        for name, value in _sections(world).items():
            written = json.dumps(value)
            if self._sections.get(name) != written:
                self._sections[name] = written
                line[name] = value
        files = world.files.after(self._files)
        self._files += len(files)
        records = [
            [chat.id, vars(record)]
            for chat in world.chats.values()
            for record in chat.records.values()
            if record.changed > self._seen
        ]
        queries = [vars(query) for query in _recent(world, self._seen)]
        self._seen = world.latest
        more = {"files": [_described(one) for one in files], "records": records, "queries": queries}
        return line | {name: value for name, value in more.items() if value}

    def _write(self, line: Json) -> None:
        assert self._file is not None
        self._size += self._file.write(json.dumps(line).encode() + b"\n")

    def _trim(self) -> None:
        for chat in self._world.chats.values():
            for number in list(islice(chat.records, max(len(chat.records) - self._most, 0))):
                del chat.records[number]
        queries = self._world.queries
        for old in list(islice(queries, max(len(queries) - PRESSES_KEPT, 0))):
            del queries[old]

    def _compact(self) -> None:
        """Write all that is still known into a journal of its own, which then takes the old one's place."""
        if self._file is not None:
            self._file.close()
        self._seen = self._files = 0
        self._sections.clear()
        self._trim()
        draft = self._folder / f"{JOURNAL}.baru"
        self._file = draft.open("wb", buffering=0)
        self._size = 0
        self._write(self._news())
        draft.replace(self._folder / JOURNAL)
        self._limit = _ROOM + 2 * self._size


class _Kept:
    """What the lines of a journal say when all are read."""

    def __init__(self) -> None:
        self.sections: dict[str, Any] = {}
        self.files: list[Json] = []
        self.records: dict[tuple[int, int], Json] = {}
        self.queries: dict[str, Json] = {}
        self.closed = False

    def take(self, line: Json) -> None:
        self.closed = line.pop("closed", False)
        self.files += line.pop("files", [])
        self.records |= {(chat, record["message"]["message_id"]): record for chat, record in line.pop("records", [])}
        self.queries |= {query["id"]: query for query in line.pop("queries", [])}
        self.sections |= line

    def fill(self, world: World, folder: Path) -> None:
        if not self.sections:
            return
        about, leap = self.sections, 0 if self.closed else _LEAP
        for one in self.files:
            kept = folder / one.pop("kept") if one["kept"] is not None else None
            one.pop("kept", None)
            world.files.put(StoredFile(**one, content=None, kept=kept))
        for one in about["people"]:
            world.people[one["user"]["id"]] = Person(**one)
        for one in about["chats"]:
            world.chats[one["info"]["id"]] = Chat(one["info"], set(one["members"]), last_date=one["last_date"])
        for (chat, number), record in sorted(self.records.items()):
            world.chats[chat].records[number] = Record(**record)
        for query in self.queries.values():
            world.queries[query["id"]] = Query(**query | {"issued": world.clock.monotonic()})
        world.commands.update({(scope, language): listed for scope, language, listed in about["bot"]["commands"]})
        world.profile.update(about["bot"]["profile"])
        counters = about["counters"]
        world.resume(counters["sequence"] + leap, counters["messages"] + leap)
        world.updates.resume(counters["next_update"] + leap, about["updates"])
        world.note()


def _lines(journal: Path) -> Iterator[Json]:
    """The whole lines of a journal; after one that is torn nothing counts."""
    if not journal.is_file():
        return
    with journal.open("rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                return
            yield json.loads(line)


def _mark(world: World) -> tuple[int, ...]:
    """What differs whenever something is to be written: the last number, and which updates are unconfirmed."""
    return (world.latest, *(int(update["update_id"]) for update in world.updates.unconfirmed))


def _sections(world: World) -> Json:
    chats = world.chats.values()
    return {
        "people": [vars(person) for person in world.people.values()],
        "chats": [{"info": one.info, "members": sorted(one.members), "last_date": one.last_date} for one in chats],
        "bot": {
            "commands": [[scope, language, listed] for (scope, language), listed in world.commands.items()],
            "profile": world.profile,
        },
        "updates": world.updates.unconfirmed,
        "counters": {
            "sequence": world.latest,
            "messages": world.last_message_id,
            "next_update": world.updates.next_id,
        },
    }


def _recent(world: World, seen: int) -> Iterator[Query]:
    """Presses that came or were answered after a number; the id of one tells when it came."""
    newest_first = islice(reversed(world.queries.values()), _PRESSES_LOOKED_AT if seen else None)
    for query in reversed([*newest_first]):
        if query.seq > seen or int(query.id) % 10**18 > seen:
            yield query


def _described(stored: StoredFile) -> Json:
    about = {name: value for name, value in vars(stored).items() if name != "content"}
    return about | {"kept": stored.kept.name if stored.kept is not None else None}
