"""How an official fills his form in chat: he reads each question and answers it, until the summary stands there."""

from __future__ import annotations

import re

from bot.demo.files import picture
from bot.demo.officials import Official
from bot.demo.play.answers import Knowledge, realised, spent
from bot.demo.playtime import PlayTime
from bot.simulator.client import ChatMessage

_QUESTION = re.compile(r"Isian \d+ dari \d+")
_SUMMARY = "Ringkasan sebelum dikirim"
_DOUBT = "ini untuk isian yang mana?"
"""What the bot asks where it was ended before it knew that its question was sent."""
_SECONDS_A_TEXT = 35
_SECONDS_A_PRESS = 12


def of_form(message: ChatMessage) -> bool:
    """Whether a message asks for the next step at a form, and is not a card that came between."""
    return bool(_QUESTION.search(message.text)) or _SUMMARY in message.text or _DOUBT in message.text


class Filling:
    """One official at his form."""

    def __init__(self, official: Official, known: Knowledge, time: PlayTime) -> None:
        self.official = official
        self._known = known
        self._time = time
        self._sent_for = ""

    async def begin(self) -> ChatMessage:
        """[Terima & mulai isi]: the receipt, and the first question."""
        await self.official.reads("mohon kesediaan")
        self._time.pass_by(minutes=2)
        await self.official.presses("Terima & mulai isi")
        return await self.official.reads(of_form)

    async def finish(self, question: ChatMessage, *, most: int | None = None) -> ChatMessage:
        """Answer question by question until the summary, or until so many answers; gives what stands there then."""
        answered = 0
        while _SUMMARY not in question.text and (most is None or answered < most):
            await self.answer(question)
            question = await self.official.reads(of_form)
            answered += 1
        return question

    async def send(self) -> None:
        """[Kirim]."""
        self._time.pass_by(minutes=1)
        await self.official.presses("Kirim")
        await self.official.reads("sudah terkirim")

    async def answer(self, question: ChatMessage) -> None:
        """Answer one question as it is asked."""
        asked = question.text.split("\n\n")[-1]
        if _DOUBT in asked:
            await self._press("Ya, untuk isian ini")
        elif "bukti dukung" in asked:
            await self._prove(question, asked)
        elif "belum berjalan. Mohon alasannya" in asked or "Catatan keuangan" in asked:
            await self._press("Sesuai")
        elif "realisasi kinerja" in asked:
            await self._write(realised(asked, self._known))
        elif "realisasi anggaran" in asked:
            await self._write(spent(asked))
        elif "faktor pendorong" in asked:
            await self._write(self._known.push)
        elif "faktor penghambat" in asked:
            await self._write(self._known.block)
        else:
            await self._write(self._known.follow)

    async def _prove(self, question: ChatMessage, asked: str) -> None:
        if "Cukup" in question.labels:
            await self._press("Cukup")
            return
        self._time.pass_by(minutes=1)
        subject = asked.split("\n", maxsplit=1)[0].partition("· ")[2]
        if self._sent_for:
            await self.official.sends_photo(picture(subject), f"dokumentasi {subject}")
        else:
            name = f"{self._known.proof}.pdf"
            await self.official.sends_file(name, picture(self._known.proof, "PDF"), "application/pdf")
        self._sent_for = subject

    async def _write(self, text: str) -> None:
        if text == "tidak ada":
            await self._press("Tidak ada")
            return
        self._time.pass_by(seconds=_SECONDS_A_TEXT)
        await self.official.writes(text)

    async def _press(self, label: str) -> None:
        self._time.pass_by(seconds=_SECONDS_A_PRESS)
        await self.official.presses(label)
