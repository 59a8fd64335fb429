"""python-telegram-bot itself reads the simulator's answers: objects, updates and errors."""

import telegram
from telegram.error import BadRequest, Conflict, Forbidden, RetryAfter

from bot.simulator.client import Phone, Stage
from bot.simulator.settings import DEFAULT_TOKEN
from tests.simulator.conftest import OFFICIAL
from tests.simulator.test_media import PNG


async def test_the_library_takes_the_simulator_for_telegram(url: str, stage: Stage, phone: Phone) -> None:
    """A bot of the library sends, edits, receives and downloads without noticing a difference."""
    async with telegram.Bot(DEFAULT_TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot") as bot:
        keyboard = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Setuju", callback_data="ok")]])
        sent = await bot.send_message(OFFICIAL, "<b>Halo</b>", parse_mode="HTML", reply_markup=keyboard)
        assert sent.parse_entities() == {sent.entities[0]: "Halo"}
        await phone.press("Setuju")
        (update,) = await bot.get_updates(timeout=5)
        query = update.callback_query
        assert query is not None
        assert (query.data, query.from_user.id) == ("ok", OFFICIAL)
        await query.answer("Tercatat")
        await query.edit_message_text("Disetujui")
        album = await bot.send_media_group(
            OFFICIAL, [telegram.InputMediaPhoto(PNG), telegram.InputMediaPhoto(PNG, caption="dua")]
        )
        assert len({message.media_group_id for message in album}) == 1
        await phone.send_document("a.xlsx", b"PK", "application/zip", caption="isi", reply_to=sent.message_id)
        (update,) = await bot.get_updates(offset=update.update_id + 1, timeout=5)
        assert update.message is not None
        assert update.message.document is not None
        assert await (await update.message.document.get_file()).download_as_bytearray() == b"PK"
        assert (await bot.get_chat(OFFICIAL)).first_name == "Kasi Contoh"
        assert (await bot.get_me()).username == "data_kinerja_bot"


async def test_the_library_raises_its_own_errors(url: str, stage: Stage, phone: Phone) -> None:
    """Each refusal becomes the exception that handlers know."""
    async with telegram.Bot(DEFAULT_TOKEN, base_url=f"{url}/bot") as bot:
        raised: list[type[Exception]] = []
        await stage.faults("flood", method="sendMessage", retry_after=2)
        await stage.post("users", {"id": 5, "first_name": "Belum Mulai"})
        await stage.post("faults", {"kind": "error", "code": 409, "description": "Conflict: x", "method": "getUpdates"})
        for chat_id in (OFFICIAL, 5, 99):
            try:
                await bot.send_message(chat_id, "a")
            except telegram.error.TelegramError as error:
                raised.append(type(error))
        try:
            await bot.get_updates()
        except telegram.error.TelegramError as error:
            raised.append(type(error))
        assert raised == [RetryAfter, Forbidden, BadRequest, Conflict]


async def test_every_kind_of_message_can_be_read_by_the_library(url: str, stage: Stage, phone: Phone) -> None:
    """Stickers, voices, contacts, forwards, edits and blocks are parsed into the library's objects."""
    said = await phone.say("satu", forwarded_from="Tamu")
    await phone.edit(said.id, "dua")
    await phone.send_sticker()
    await phone.send_voice(b"OggS", duration=5)
    await stage.post(f"users/{OFFICIAL}/contact", {"phone_number": "+62", "first_name": "Kasi"})
    await phone.block()
    async with telegram.Bot(DEFAULT_TOKEN, base_url=f"{url}/bot") as bot:
        updates = await bot.get_updates(timeout=5)
    forwarded, edited, sticker, voice, contact, blocked = updates
    assert isinstance(forwarded.message.forward_origin, telegram.MessageOriginHiddenUser)  # type: ignore[union-attr]
    assert edited.edited_message.edit_date > edited.edited_message.date  # type: ignore[union-attr,operator]
    assert sticker.message.sticker.type == "regular"  # type: ignore[union-attr]
    assert voice.message.voice.duration.total_seconds() == 5  # type: ignore[union-attr]
    assert contact.message.contact.phone_number == "+62"  # type: ignore[union-attr]
    assert blocked.my_chat_member.new_chat_member.status == "kicked"  # type: ignore[union-attr]
