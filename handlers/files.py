"""Files that go out: the office's documents and what people sent, each by its Telegram name once it has one."""

from __future__ import annotations

from contextlib import suppress

from handlers.sending import StoredFile
from storage import documents, uploads
from storage.database import Database


class Files:
    """Loads what the outbox names, and keeps the names that Telegram gives."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def load(self, kind: str, file_id: int, *, whole: bool = False) -> StoredFile:
        """A document or an upload by the name under which Telegram has it; `whole` with its bytes, if any are kept."""
        if kind == "upload":
            name, mime, telegram_id = await self._database.read(lambda tx: uploads.name_of(tx, file_id))
            with suppress(LookupError):
                if whole:
                    return StoredFile(name, mime, await self._database.read(lambda tx: uploads.content(tx, file_id)))
            return StoredFile(name, mime, telegram_id)
        found = await self._database.read(lambda tx: documents.load_file(tx, file_id))
        return StoredFile(found.filename, found.mime, found.content if whole else found.file_id or found.content)

    async def remember(self, kind: str, file_id: int, telegram_id: str) -> None:
        """Keep the name of a document, so that its bytes travel once."""
        if kind == "document":
            await self._database.write(lambda tx: documents.remember_file_id(tx, file_id, telegram_id))
