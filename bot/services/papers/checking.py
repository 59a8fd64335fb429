"""An officer asks whether a paper is authentic: by its code, or by sending the file, whose bytes are not kept."""

from __future__ import annotations

import re
from datetime import datetime

from bot.services.bureau import Bureau
from bot.services.filling.files import MOST_BYTES
from bot.services.incoming import Attachment, Message
from bot.services.papers import verifying
from bot.services.papers.verifying import Verified
from bot.services.work import REPLY, Button, Rows, Work, message
from bot.texts import verifying as texts
from bot.texts.formats import tanggal_waktu
from bot.texts.html import esc
from storage import outbox, uploads
from storage.database import Transaction
from storage.documents import CODE_ALPHABET, CODE_LENGTH
from storage.uploads import Waiting

PURPOSE = "verifikasi"
_PDF = "application/pdf"
# Invitations are longer, so that none is taken for a code.
_LINK = re.compile(f"v-([{CODE_ALPHABET}]{{{CODE_LENGTH}}})")


def linked_code(payload: str) -> str | None:
    """The code in what a QR code hands to /start; None for anything else, such as an invitation."""
    found = _LINK.fullmatch(payload)
    return found[1] if found else None


def answer_code(work: Work, code: str) -> None:
    """Say what the paper with this code is, if it is one of the officer's own office."""
    found = verifying.by_code(work, code)
    if found is None:
        work.reply(texts.UNKNOWN_CODE.format(code=texts.grouped(code)))
    else:
        work.reply(texts.about(_described(found)), _page(work, code))


def is_checkable(file: Attachment) -> bool:
    """Whether a file looks like a paper: it calls itself a PDF."""
    return file.kind == "document" and (file.mime == _PDF or file.name.lower().endswith(".pdf"))


def take(work: Work, sent: Message) -> None:
    """Note a file for fetching and say that it is being checked; one over 20 MB cannot be fetched."""
    file = sent.attachment
    assert file is not None
    if file.size > MOST_BYTES:
        work.reply(texts.TOO_BIG)
        return
    uploads.request(
        work.tx,
        office_id=work.office_id,
        officer_id=work.me.officer_id,
        message_id=sent.message_id,
        file_id=file.file_id,
        name=file.name,
        mime=file.mime,
        size=file.size,
        at=work.now,
        purpose=PURPOSE,
    )
    work.reply(texts.CHECKING.format(name=esc(file.name)))


def conclude(tx: Transaction, bureau: Bureau, one: Waiting, sha256: str, now: datetime) -> bool:
    """Tell the sender of a fetched file what it is, by the hash of its bytes; False if it is no longer wanted."""
    if not uploads.let_go(tx, one.id, now):
        return False
    work = bureau.work(tx, one.office_id, now, f"periksa{one.id}")
    found = verifying.by_sha256(work, sha256)
    if found is None:
        _tell(tx, one, now, texts.UNKNOWN_FILE.format(name=esc(one.name)))
    else:
        _tell(tx, one, now, texts.checked(one.name, _described(found)), _page(work, found.own.code))
    return True


def give_up(tx: Transaction, one: Waiting, why: str, now: datetime) -> bool:
    """Tell the sender why his file could not be looked at; False if it is no longer wanted."""
    if not uploads.let_go(tx, one.id, now):
        return False
    _tell(tx, one, now, texts.UNREADABLE_FILE.format(name=esc(one.name), why=why))
    return True


def _tell(tx: Transaction, one: Waiting, now: datetime, text: str, buttons: Rows = ()) -> None:
    outbox.put(
        tx,
        key=f"upload:{one.id}:checked",
        now=now,
        office_id=one.office_id,
        officer_id=one.officer_id,
        payload=message(text, buttons),
        priority=REPLY,
    )


def _page(work: Work, code: str) -> Rows:
    # Telegram refuses a message with a button that opens no public address, so that all of it would be lost.
    public = work.public_url.startswith("https://")
    return [[Button("Buka halaman verifikasi", url=f"{work.public_url}/v/{code}")]] if public else []


def _described(found: Verified) -> texts.Described:
    return texts.Described(
        name=f"{found.title}, {found.period}",
        office=found.office,
        version=found.own.version,
        code=found.own.code,
        issued=f"diterbitkan {tanggal_waktu(found.issued_at, found.zone)}",
        standing=found.own.standing,
        reason=found.own.reason,
        approvals=tuple(
            f"{one.act}: {one.name}, {one.post}, {tanggal_waktu(one.at, found.zone)}" for one in found.approvals
        ),
        sealed=found.sealed,
    )
