"""Files that go out: the office's documents and what people sent, each by its Telegram name once it has one."""

from __future__ import annotations

from handlers.sending import StoredFile
from storage import documents, uploads
from storage.database import Database


class Files:
    """Loads what the outbox names, and keeps the names that Telegram gives."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def load(self, kind: str, file_id: int) -> StoredFile:
        """A document's file, or an upload by the name under which Telegram already has it."""
        if kind == "upload":
            name, mime, telegram_id = await self._database.read(lambda tx: uploads.name_of(tx, file_id))
            return StoredFile(name, mime, telegram_id)
        found = await self._database.read(lambda tx: documents.load_file(tx, file_id))
        return StoredFile(found.filename, found.mime, found.file_id or found.content)

    async def remember(self, kind: str, file_id: int, telegram_id: str) -> None:
        """Keep the name of a document, so that its bytes travel once."""
        if kind == "document":
            await self._database.write(lambda tx: documents.remember_file_id(tx, file_id, telegram_id))
