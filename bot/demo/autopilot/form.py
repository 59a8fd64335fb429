"""How the autopilot fills a form, from wherever it stands: a question, a doubt, a reason, an arahan or the summary."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from bot.demo.autopilot.answers import NOTHING, Dice, answer, mended, reason
from bot.demo.autopilot.hand import Hand, StuckError
from bot.demo.files import picture
from bot.services.filling.sitting import DOUBT, EXPLANATION, PURPOSES, REASON
from bot.sop.forms import Field, Kind, Plan, Topic, plan
from bot.sop.sheet import Direction
from storage import forms, prompts
from storage.forms import Filling
from storage.prompts import OpenPrompt

_TRIES = 6
"""So often the same question may come before the official gives up."""


@dataclass(slots=True)
class FormFiller:
    """One PPTK at one form; `task` is the id by which its buttons claim it."""

    hand: Hand
    task: int
    dice: Dice
    answered: int = 0
    _sent: set[str] = field(default_factory=set)
    _asked: Counter[tuple[object, ...]] = field(default_factory=Counter)

    async def fill(self) -> None:
        """Answer until the form is sent; raises StuckError."""
        while True:
            form, prompt = self._form(), self._prompt()
            if not form.open:
                return
            self._count(form, prompt)
            if prompt is None or prompt.purpose == DOUBT:
                await self._open(form)
            else:
                await self._answer(form, plan(form.form.sheet, form.form.answers, form.form.directions), prompt)

    def _form(self) -> Filling:
        found = self.hand.database.read_now(lambda tx: forms.find(tx, self.task))
        assert found is not None
        return found

    def _prompt(self) -> OpenPrompt | None:
        """The question that this form asks him; none while he is asked something else, or nothing."""
        prompt = self.hand.database.read_now(lambda tx: prompts.find(tx, self.hand.officer_id))
        ours = prompt is not None and prompt.purpose in PURPOSES and prompt.task_id == self.task
        return prompt if ours else None

    def _count(self, form: Filling, prompt: OpenPrompt | None) -> None:
        """Notice a question that comes back whatever is answered."""
        here = (prompt.purpose, prompt.context.get("field"), bool(prompt.context.get("pending"))) if prompt else ()
        stands = (*here, len(form.form.answers), len(form.form.evidence))
        self._asked[stands] += 1
        if self._asked[stands] > _TRIES:
            raise StuckError(f"{self.hand.who} tidak dapat melanjutkan formulir: pertanyaan yang sama selalu kembali.")

    async def _open(self, form: Filling) -> None:
        """[Terima & mulai isi], [Lanjutkan isian] or [Perbaiki isian], whichever came last."""
        found = await self.hand.find({"terima", "isi"}, task=self.task, version=form.version, arg="")
        await self.hand.press(found)

    async def _answer(self, form: Filling, asked: Plan, prompt: OpenPrompt) -> None:
        key = prompt.context.get("field")
        if key is None:
            await self._conclude(form, asked)
            return
        found = asked.find(key)
        if found is None:
            await self._open(form)
        elif prompt.purpose == REASON:
            await self._say(reason(key, self.dice))
        elif prompt.purpose == EXPLANATION:
            await self._say("Angka sudah dicocokkan kembali dengan laporan bulanan dan tetap seperti semula.")
        elif prompt.context.get("pending"):
            await self._press(form, "benar", key, "ya")
        elif found.kind is Kind.BERKAS:
            await self._prove(form, found)
        else:
            await self._fill_in(form, found)

    async def _fill_in(self, form: Filling, asked: Field) -> None:
        """A figure or a sentence: what stands there or is offered, where nothing speaks against it."""
        given, direction = form.form.answers.get(asked.key), _direction(form, asked.key)
        if (
            direction is not None
            and given is not None
            and asked.kind is not Kind.TEKS
            and _is_right(asked, given.value)
        ):
            await self._press(form, "jelaskan", asked.key, given.value.replace(".", ","))
        elif direction is not None:
            await self._say(mended(asked, form.quarter, direction.by, self.dice))
        elif given is not None or _is_offered(asked):
            await self._press(form, "sesuai", asked.key, "sesuai")
        elif (text := answer(asked, form.quarter, self.dice)) == NOTHING:
            await self._press(form, "tidak_ada", asked.key, "tidak ada")
        else:
            await self._say(text)

    async def _prove(self, form: Filling, asked: Field) -> None:
        """Bukti dukung: one file a sub kegiatan, a PDF first and photos afterwards; a new one where it is directed."""
        assert asked.row is not None
        there = any(one.row == asked.row.key for one in form.form.evidence)
        wanted = _direction(form, asked.key) or _direction(form, None)
        if there and (wanted is None or asked.key in self._sent):
            await self._press(form, "cukup", asked.key, "cukup")
            return
        self._sent.add(asked.key)
        if form.form.evidence:
            await self.hand.send_photo(picture(asked.subject), f"dokumentasi {asked.subject}")
        else:
            await self.hand.send_pdf(f"Laporan {form.form.unit}.pdf", picture(asked.subject, "PDF"))

    async def _conclude(self, form: Filling, asked: Plan) -> None:
        """At the summary: on to what is missing, or [Kirim]; an arahan for the whole form gets one more photo first."""
        proof = next((one for one in asked.open if one.topic is Topic.PROOF), None)
        if asked.due:
            await self._open(form)
        elif _direction(form, None) is not None and proof is not None and proof.key not in self._sent:
            await self._add_proof(form, proof)
        else:
            await self._press(form, "kirim", "", "kirim")

    async def _add_proof(self, form: Filling, proof: Field) -> None:
        """[Ubah isian], and there the bukti dukung of a sub kegiatan."""
        if (listing := await self.hand.look({"ubah"}, task=self.task, version=form.version)) is not None:
            await self.hand.press(listing)
        listed = await self.hand.find({"isi"}, task=self.task, version=form.version, arg=proof.key)
        await self.hand.press(listed)

    async def _press(self, form: Filling, verb: str, arg: str, word: str) -> None:
        """Press the button, or type the word that stands for it where it is not to be found."""
        self.answered += 1
        found = await self.hand.look({verb}, task=self.task, version=form.version, arg=arg)
        if found is None:
            await self.hand.write(word)
        else:
            await self.hand.press(found)

    async def _say(self, text: str) -> None:
        self.answered += 1
        await self.hand.write(text, seconds=self.dice.number(20, 50, "detik", self.answered))


def _direction(form: Filling, key: str | None) -> Direction | None:
    """The arahan for a field, or for the whole form, that is not followed yet."""
    return next((one for one in form.form.directions if one.field == key and not one.done), None)


def _is_right(asked: Field, value: str) -> bool:
    """Whether a directed figure may stay: the budget's always, a realisasi that reaches its target."""
    return asked.indicator is None or asked.indicator.target in {None, Decimal(value)}


def _is_offered(asked: Field) -> bool:
    """Whether the bot offers an answer that only needs a yes: the treasurer's figure, the reason that is known."""
    row = asked.row
    if row is None:
        return False
    return (asked.topic is Topic.SPENT and row.ledger is not None) or (
        asked.topic is Topic.IDLE and bool(row.idle_reason)
    )
