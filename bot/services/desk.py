"""The counter where every press and text arrives: it finds the one use case that is meant, or says why none is."""

from __future__ import annotations

from collections.abc import Callable

from bot.services.archive import late_scan
from bot.services.archive.groups import FOLLOWING
from bot.services.claims import Claim
from bot.services.cycle import archive_list, listing, next_year, schedule, starting
from bot.services.filling import dialogue as filling
from bot.services.filling.doubt import is_doubtful
from bot.services.incoming import Message
from bot.services.limits import asking_time, disturbances, extending, following_up, nudging
from bot.services.papers import checking, verifying
from bot.services.people import asking_handover, emblem, joining, substituting
from bot.services.steps import (
    archiving,
    composing,
    distributing,
    numbering,
    ordering,
    preparing,
    recapping,
    receiving,
    reviewing,
    signing,
    speaking,
    undoing,
    uploading,
)
from bot.services.work import Work
from bot.sop.answers import Word, word
from bot.sop.errors import Refusal
from bot.texts import conversing as texts
from bot.texts.printable import remark
from storage import prompts
from storage.prompts import OpenPrompt

_ROOMS = (
    ordering,
    preparing,
    distributing,
    filling,
    receiving,
    recapping,
    reviewing,
    composing,
    numbering,
    signing,
    archiving,
    undoing,
    speaking,
    joining,
    substituting,
    asking_handover,
    asking_time,
    extending,
    nudging,
    listing,
    archive_list,
    starting,
    schedule,
    next_year,
    disturbances,
    following_up,
    emblem,
)
PRESSES: dict[str, Callable[[Work, Claim], None]] = {}
TEXTS: dict[str, Callable[[Work, OpenPrompt, Message], None]] = {}
for _room in _ROOMS:
    PRESSES |= _room.PRESSES
    TEXTS |= getattr(_room, "TEXTS", {})
SHEETS = frozenset({*archiving.PURPOSES, FOLLOWING})
"""Questions that one paper answers in several files, whichever message of ours they reply to."""
WITH_FILES = frozenset({*filling.TEXTS, *archiving.PURPOSES, *emblem.TEXTS, *archive_list.TEXTS})


def press(work: Work, claim: Claim) -> None:
    """Carry out what a button claims; raises Refusal with the reason where it must not happen."""
    if claim.verb not in PRESSES:
        raise Refusal("tombol_lama")
    PRESSES[claim.verb](work, claim)


def receive(work: Work, message: Message) -> None:
    """Take a text, a file or a voice as the answer to the question that waits for it."""
    if message.edited:
        filling.edited(work, message)
        return
    prompt = prompts.find(work.tx, work.me.officer_id)
    if prompt is not None and late_scan.is_over(work, prompt):
        prompts.close(work.tx, work.me.officer_id)
        prompt = None
    if message.attachment is not None and message.attachment.kind == "voice":
        speaking.keep(work, message)
        return
    if _verifies(work, prompt, message):
        return
    if prompt is None:
        raise Refusal("tidak_menunggu")
    _check(prompt, message)
    if prompt.purpose not in filling.TEXTS and word(message.text) is Word.BATAL:
        cancel(work)
        return
    if prompt.purpose not in filling.TEXTS:
        work.remark = remark(message.text)
    TEXTS[prompt.purpose](work, prompt, message)
    if work.remark:
        work.reply(work.take_remark())


def _verifies(work: Work, prompt: OpenPrompt | None, message: Message) -> bool:
    """Whether it was a paper to be verified: a file that no question waits for, or a code while nothing is asked."""
    file, code = message.attachment, verifying.read_code(message.text)
    if file is not None and checking.is_checkable(file) and (prompt is None or prompt.purpose not in WITH_FILES):
        checking.take(work, message)
    elif prompt is None and code is not None:
        checking.answer_code(work, code)
    else:
        return False
    return True


def _check(prompt: OpenPrompt, message: Message) -> None:
    if prompt.purpose in filling.TEXTS:
        return
    if message.forwarded:
        raise Refusal("terusan")
    if message.attachment is not None and prompt.purpose not in WITH_FILES:
        raise Refusal("teks_ditunggu")
    if prompt.purpose in SHEETS and (message.attachment is not None or uploading.is_enough(message)):
        return
    if is_doubtful(prompt, message):
        raise Refusal("ragu")


def cancel(work: Work) -> None:
    """/batal: the open question is dropped; everything that was stored stays."""
    asked = prompts.find(work.tx, work.me.officer_id)
    if asked is not None:
        prompts.close(work.tx, work.me.officer_id)
    work.reply(texts.cancelled(asked is not None))
