"""A signed scan that was to follow: the Kasubbag sends it from /arsip, and it is kept with the documents (step 14)."""

from __future__ import annotations

from datetime import timedelta

from bot.services.archive.giving import archived
from bot.services.archive.groups import FOLLOWING, SCAN
from bot.services.claims import Claim
from bot.services.incoming import Message
from bot.services.people import people
from bot.services.steps import uploading
from bot.services.work import Button, Work
from bot.sop.errors import Refusal
from bot.sop.model import StepKind
from bot.texts import archive_list as texts
from storage import archive
from storage.forms import REQUESTED, STORED
from storage.prompts import OpenPrompt
from storage.status import FinishedCycle

_TOGETHER = timedelta(hours=1)
"""So soon after each other come the sheets of one scan."""


def awaited(work: Work, cycle: FinishedCycle) -> bool:
    """Whether an archived collection still lacks its scan, and none is being looked at."""
    return archive.state_of(work.tx, cycle.id, SCAN) not in {REQUESTED, STORED}


def may_send(work: Work, cycle: FinishedCycle) -> bool:
    """Whether the officer is the one who keeps the archive."""
    return work.me.has(work.sop_of(cycle).of_kind(StepKind.ARSIP).actor)


def button(cycle: FinishedCycle) -> Button:
    """[Unggah pindaian]."""
    return Button(texts.upload_button(cycle.year, cycle.quarter), Claim("arsip_pindaian", arg=str(cycle.id)))


def ask(work: Work, claim: Claim) -> None:
    """[Unggah pindaian]: the next photos or files are it."""
    cycle = _mine(work, people.number(claim.arg))
    if not awaited(work, cycle):
        raise Refusal("tombol_lama")
    work.ask(FOLLOWING, texts.ask_scan(cycle.year, cycle.quarter), cycle=cycle.id)


def take(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """The scan, as a photo or file, or a further sheet of it until 'cukup'."""
    if uploading.is_enough(message):
        uploading.close(work)
        return
    cycle = _mine(work, int(prompt.context["cycle"]))
    upload = uploading.keep(work, message, SCAN, kinds=uploading.FILES, cycle_id=cycle.id)
    work.record("ScanFollowed", cycle_id=cycle.id, upload=upload)
    uploading.confirm(work, texts.scan_noted(cycle.year, cycle.quarter))


def is_over(work: Work, prompt: OpenPrompt) -> bool:
    """Whether a scan came, and what comes now is no sheet of it any more, although nobody said 'cukup'."""
    if prompt.purpose != FOLLOWING:
        return False
    came = archive.last_sent(work.tx, int(prompt.context["cycle"]), SCAN)
    return came is not None and work.now - came >= _TOGETHER


def _mine(work: Work, cycle_id: int) -> FinishedCycle:
    """Re-checked at each act: his role, and his office's archive."""
    cycle = archived(work, cycle_id)
    if not may_send(work, cycle):
        raise Refusal("bukan_pelaksana")
    return cycle


PRESSES = {"arsip_pindaian": ask}
TEXTS = {FOLLOWING: take}
