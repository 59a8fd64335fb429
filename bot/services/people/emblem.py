"""The lambang on the office's letterhead: the administrator sends a picture, and it is painted anew before it holds."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime

from bot.services.bureau import Bureau
from bot.services.claims import Claim
from bot.services.incoming import Message
from bot.services.steps import uploading
from bot.services.work import REPLY, Work
from bot.sop.errors import Refusal
from bot.texts import emblem as texts
from storage import emblems, officers, prompts, uploads
from storage.database import Database, Transaction
from storage.prompts import OpenPrompt
from storage.uploads import Waiting

PURPOSE = "lambang"
MOST_BYTES = 5 * 1024 * 1024
_MARKS = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


@dataclass(frozen=True, slots=True)
class Picture:
    """A lambang as it is printed: PNG bytes, width and height in pixels."""

    content: bytes
    width: int
    height: int


class UnfitError(Exception):
    """A file that cannot be a lambang; the text is why, as the end of an Indonesian sentence."""


def ask(work: Work, _claim: Claim) -> None:
    """[Lambang kantor]: the next photo or file is it."""
    _administering(work)
    standing = emblems.find(work.tx, work.office_id)
    since = work.local(standing.changed_at).date() if standing else None
    work.ask(PURPOSE, texts.ask(work.office.name, since))


def take(work: Work, _prompt: OpenPrompt, message: Message) -> None:
    """Note the file; what is in it is looked at once it is fetched."""
    _administering(work)
    if message.attachment is not None and message.attachment.size > MOST_BYTES:
        raise Refusal("lambang_terlalu_besar")
    uploading.keep(work, message, PURPOSE, kinds=uploading.FILES, cycle_id=None)
    prompts.close(work.tx, work.me.officer_id)
    work.reply(texts.received())


def _administering(work: Work) -> None:
    if not work.me.is_admin:
        raise Refusal("bukan_pengelola")


def painted(content: bytes) -> Picture:
    """The picture in a file, scaled down and free of anything else; raises UnfitError. It takes a while."""
    from bot.documents.thumbnails import emblem

    if len(content) > MOST_BYTES:
        raise UnfitError(texts.TOO_LARGE)
    mime = next((mime for mark, mime in _MARKS if content.startswith(mark)), "")
    try:
        made = emblem(content, mime)
    except ValueError:
        raise UnfitError(texts.TOO_SMALL) from None
    if made is None:
        raise UnfitError(texts.UNREADABLE)
    return Picture(made[0], *made[1])


def hang(work: Work, picture: Picture, *, by: int | None = None) -> None:
    """Let a lambang stand on the office's letterhead, sent by an officer or the operator; older papers keep theirs."""
    digest = emblems.put(work.tx, work.office_id, picture.content, work.now)
    work.record("EmblemChanged", sha256=digest, officer=by)


async def settle(database: Database, bureau: Bureau, one: Waiting, content: bytes, now: datetime) -> bool:
    """Take over a fetched file, or tell its sender why not; False if it was settled before."""
    try:
        picture = await asyncio.to_thread(painted, content)
    except UnfitError as fault:
        why = str(fault)
        return await database.write(lambda tx: give_up(tx, bureau, one, why, now))
    return await database.write(lambda tx: _take_over(tx, bureau, one, picture, now))


def _take_over(tx: Transaction, bureau: Bureau, one: Waiting, picture: Picture, now: datetime) -> bool:
    sender = officers.officer(tx, one.officer_id)
    if sender is None or not sender.is_admin or sender.telegram_id is None:
        return give_up(tx, bureau, one, texts.NO_LONGER_ADMIN, now)
    if not uploads.let_go(tx, one.id, now):
        return False
    work = _work(tx, bureau, one, now)
    hang(work, picture, by=one.officer_id)
    work.tell(one.officer_id, texts.changed(picture.width, picture.height), priority=REPLY)
    return True


def give_up(tx: Transaction, bureau: Bureau, one: Waiting, why: str, now: datetime) -> bool:
    """Tell its sender that a file was not taken over, and why; False if it was settled before."""
    if not uploads.refuse(tx, one.id):
        return False
    _work(tx, bureau, one, now).tell(one.officer_id, texts.refused(one.name, why), priority=REPLY)
    return True


def _work(tx: Transaction, bureau: Bureau, one: Waiting, now: datetime) -> Work:
    return bureau.work(tx, one.office_id, now, f"{PURPOSE}{one.id}")


PRESSES = {PURPOSE: ask}
TEXTS = {PURPOSE: take}
