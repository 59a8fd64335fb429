"""A file that an officer sends outside a form: the signed scan, the proof of delivery, a voice message."""

from __future__ import annotations

from bot.services.incoming import Message
from bot.services.work import Work
from bot.sop.errors import Refusal
from storage import uploads

LARGEST = 20 * 1024 * 1024
FILES = frozenset({"document", "photo"})
"""The kinds of attachments that show something."""


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
