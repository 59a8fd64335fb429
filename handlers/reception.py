"""One update: who sent it, what is meant, and one transaction that carries it out or says why not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import structlog
import telegram
from telegram import Bot, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import Application, ApplicationBuilder, CallbackContext, ContextTypes, TypeHandler

from bot.services import claims, commands, declining, desk
from bot.services.bureau import Bureau, identify
from bot.services.papers import checking
from bot.services.people import joining
from bot.services.work import Work
from bot.sop.errors import Refusal
from bot.texts.conversing import fault
from handlers.callback_answers import answer
from handlers.menus import publish_own
from handlers.messages import message_of
from storage import intake, outbox
from storage.database import Database, Transaction

LOG = structlog.get_logger(__name__)
Act = Callable[[Work], None]


class Reception:
    """Turns raw updates into acts; an update is done only in the transaction that carries it out."""

    def __init__(self, bot: Bot, database: Database, bureau: Bureau, now: Callable[[], datetime]) -> None:
        self._bot = bot
        self._database = database
        self._bureau = bureau
        self._now = now
        self._errors: dict[int, Exception] = {}
        self._application: Application[Any, Any, Any, Any, Any, Any] = (
            ApplicationBuilder().bot(bot).updater(None).build()
        )
        self._application.add_handler(TypeHandler(Update, self._dispatch))
        self._application.add_error_handler(self._keep_error)

    async def start(self) -> None:
        """Get ready to dispatch; the bot introduces itself to Telegram."""
        await self._application.initialize()

    async def stop(self) -> None:
        """Dispatch nothing more."""
        await self._application.shutdown()

    async def handle(self, update_id: int, raw: dict[str, Any]) -> None:
        """Carry out one stored update; raises whatever its handler raised, so that it is tried again."""
        update = Update.de_json(raw, self._bot)
        await self._application.process_update(update)
        if error := self._errors.pop(update_id, None):
            raise error

    async def _keep_error(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        if isinstance(update, Update) and isinstance(context.error, Exception):
            self._errors[update.update_id] = context.error

    async def _dispatch(self, update: Update, _context: CallbackContext[Any, Any, Any, Any]) -> None:
        sender, private = update.effective_user, update.effective_chat
        if sender is None or sender.is_bot or private is None or private.type != ChatType.PRIVATE:
            await self._ignore(update.update_id)
        elif query := update.callback_query:
            await self._press(update.update_id, sender.id, query)
        elif membership := update.my_chat_member:
            await self._membership(update.update_id, sender.id, membership.new_chat_member.status)
        elif message := update.edited_message or update.message:
            await self._message(update.update_id, sender, message, edited=update.edited_message is not None)
        else:
            await self._ignore(update.update_id)

    def apologise(self, tx: Transaction, update_id: int, sender: int, code: str) -> None:
        """Tell an officer whose update was given up that nothing came of it; a stranger hears nothing."""
        now = self._now()
        person = identify(tx, sender, now)
        if person is not None:
            self._bureau.work_of(tx, person, now, update_id).reply(fault(code))

    async def _ignore(self, update_id: int) -> None:
        await self._database.write(lambda tx: intake.finish(tx, update_id, self._now()))

    async def _press(self, update_id: int, sender: int, query: telegram.CallbackQuery) -> None:
        claim = claims.read(query.data or "")

        def act(work: Work) -> None:
            if claim is None:
                raise Refusal("tombol_lama")
            desk.press(work, claim)

        toast = await self._carry_out(update_id, sender, act)
        await answer(self._bot, query.id, toast)

    async def _message(self, update_id: int, sender: telegram.User, message: telegram.Message, *, edited: bool) -> None:
        text = message.text or ""
        payload = text.partition(" ")[2].strip() if text.startswith("/start ") and not edited else ""
        code = checking.linked_code(payload)
        if payload and code is None:
            await self._join(update_id, sender, payload)
            return

        def act(work: Work) -> None:
            if code is not None:
                checking.answer_code(work, code)
            elif text.startswith("/") and not edited:
                commands.receive_command(work, text)
            else:
                desk.receive(work, message_of(update_id, message, edited=edited))

        await self._carry_out(update_id, sender.id, act)
        if text == "/start":
            await self._publish_menu(sender.id)

    async def _join(self, update_id: int, sender: telegram.User, token: str) -> None:
        now = self._now()

        def work(tx: Transaction) -> None:
            if intake.finish(tx, update_id, now):
                joining.join(tx, self._bureau, token, sender.id, now, update_id, sender.full_name)

        await self._database.write(work)
        await self._publish_menu(sender.id)

    async def _publish_menu(self, sender: int) -> None:
        person = await self._database.read(lambda tx: identify(tx, sender, self._now()))
        if person is not None:
            await publish_own(self._bot, person)

    async def _membership(self, update_id: int, sender: int, status: str) -> None:
        now = self._now()

        def work(tx: Transaction) -> None:
            if not intake.finish(tx, update_id, now):
                return
            person = identify(tx, sender, now)
            if person is not None and status == ChatMemberStatus.BANNED:
                outbox.mark_unreachable(tx, person.officer_id, now)
            elif person is not None:
                outbox.release_person(tx, person.officer_id, sender)

        await self._database.write(work)

    async def _carry_out(self, update_id: int, sender: int, act: Act) -> str | None:
        """Run an act in one transaction; a refusal undoes it and is explained in a transaction of its own."""
        now = self._now()

        def work(tx: Transaction) -> str | None:
            opened = self._open(tx, sender, now, update_id)
            if opened is None:
                return None
            act(opened)
            return opened.toast

        try:
            return await self._database.write(work)
        except Refusal as refusal:
            return await self._explain(update_id, sender, now, refusal)

    def _open(self, tx: Transaction, sender: int, now: datetime, update_id: int) -> Work | None:
        """The unit of work of an update; None when it was done before or comes from a stranger."""
        if not intake.finish(tx, update_id, now):
            return None
        person = identify(tx, sender, now)
        if person is None:
            joining.refuse_stranger(tx, sender, now)
            return None
        if not person.reachable:
            # Telegram keeps the word that he is back for a day only, and a backup may be older than it.
            outbox.release_person(tx, person.officer_id, sender)
        return self._bureau.work_of(tx, person, now, update_id)

    async def _explain(self, update_id: int, sender: int, now: datetime, refusal: Refusal) -> str | None:
        def work(tx: Transaction) -> str | None:
            opened = self._open(tx, sender, now, update_id)
            if opened is None:
                return None
            declining.explain(opened, refusal)
            return opened.toast

        LOG.info("refused", update_id=update_id, code=refusal.code)
        return await self._database.write(work)
