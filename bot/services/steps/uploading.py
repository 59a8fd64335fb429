"""A file that an officer sends outside a form: the signed scan, the proof of delivery, a voice message."""

from __future__ import annotations

from bot.services.claims import Claim
from bot.services.incoming import Message
from bot.services.work import Button, Work
from bot.sop.answers import Word, word
from bot.sop.errors import Refusal
from bot.texts import archiving as texts
from storage import prompts, uploads

LARGEST = 20 * 1024 * 1024
FILES = frozenset({"document", "photo"})
"""The kinds of attachments that show something."""
ENOUGH = "berkas_cukup"
"""The verb of [Cukup]."""


def keep(work: Work, message: Message, purpose: str, *, kinds: frozenset[str], cycle_id: int | None) -> int:
    """Note the file for fetching and give its id; refused unless it is of these kinds and at most 20 MB."""
    file = message.attachment
    if file is None or file.kind not in kinds:
        raise Refusal("berkas_ditunggu")
    if file.size > LARGEST:
        raise Refusal("berkas_terlalu_besar")
    return uploads.request(
        work.tx,
        office_id=work.office_id,
        officer_id=work.me.officer_id,
        message_id=message.message_id,
        file_id=file.file_id,
        name=file.name,
        mime=file.mime,
        size=file.size,
        at=work.now,
        purpose=purpose,
        cycle_id=cycle_id,
    )


def is_enough(message: Message) -> bool:
    """Whether somebody typed 'cukup' instead of sending one more file."""
    return message.attachment is None and word(message.text) is Word.CUKUP


def confirm(work: Work, text: str) -> None:
    """Say that a file has come; its question stays open, since a paper may be an album or several files."""
    work.reply(texts.with_more(text), [[Button("Cukup", Claim(ENOUGH))]])


def close(work: Work) -> None:
    """'Cukup': the next file is no sheet of this paper any more."""
    prompts.close(work.tx, work.me.officer_id)
    work.reply(texts.ENOUGH)
