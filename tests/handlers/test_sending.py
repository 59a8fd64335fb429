from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from telegram.error import BadRequest

from handlers.sending import Delivered, Sender, StoredFile, keyboard
from storage.outbox_queue import Outgoing, Target
from tests.handlers.desk import Call, Desk

HTML = {"parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}
BUTTONS = [[{"text": "Setujui", "data": "t:1:2:s"}, {"text": "Riwayat", "url": "https://contoh.id"}]]
MARKUP = {
    "inline_keyboard": [
        [{"text": "Setujui", "callback_data": "t:1:2:s"}, {"text": "Riwayat", "url": "https://contoh.id"}]
    ]
}


@dataclass
class Files:
    """Files of the office, by kind and id."""

    known: dict[tuple[str, int], StoredFile] = field(default_factory=dict)
    kept: dict[int, bytes] = field(default_factory=dict)
    remembered: list[tuple[str, int, str]] = field(default_factory=list)
    broken: bool = False

    async def load(self, kind: str, file_id: int, *, whole: bool = False) -> StoredFile:
        found = self.known[kind, file_id]
        return replace(found, content=self.kept.get(file_id, found.content)) if whole else found

    async def remember(self, kind: str, file_id: int, telegrams: str) -> None:
        if self.broken:
            raise OSError
        self.remembered.append((kind, file_id, telegrams))


@dataclass
class Window:
    """A sender in front of a Telegram that does as arranged."""

    desk: Desk = field(default_factory=Desk)
    files: Files = field(default_factory=Files)

    async def send(self, method: str, target: Target | None = None, **payload: Any) -> tuple[Delivered, Call]:
        sender = Sender(self.desk, self.files.load, self.files.remember)
        delivered = await sender.send(Outgoing(1, 5, None, method, payload, 0, target))
        return delivered, self.desk.calls[-1]


@pytest.fixture
def window() -> Window:
    """A window with nothing arranged."""
    return Window()


async def test_a_message_is_html_without_previews(window: Window) -> None:
    """Text alone says nothing about buttons, sound or replies."""
    delivered, call = await window.send("message", text="<b>Baik</b>")
    assert delivered == Delivered(101)
    assert (call.method, call.parameters) == ("sendMessage", {"chat_id": 5, "text": "<b>Baik</b>", **HTML})


async def test_a_message_has_all_its_parts(window: Window) -> None:
    """Buttons, silence and the message it answers, which may be gone."""
    _, call = await window.send("message", text="Baik", buttons=BUTTONS, silent=True, reply_to=44)
    assert call.parameters["reply_markup"] == MARKUP
    assert call.parameters["disable_notification"] is True
    assert call.parameters["reply_parameters"] == {"message_id": 44, "allow_sending_without_reply": True}


async def test_a_question_may_ask_for_a_reply(window: Window) -> None:
    """Without buttons the person's keyboard can be opened as a reply."""
    _, call = await window.send("message", text="Berapa?", force_reply=True)
    assert call.parameters["reply_markup"] == {"force_reply": True}


async def test_a_document_is_uploaded_once(window: Window) -> None:
    """Its bytes go out with name and type, and the file_id that comes back is kept."""
    window.files.known["document", 3] = StoredFile("Rekapitulasi.pdf", "application/pdf", b"%PDF")
    window.desk.arrange({"message_id": 8, "document": {"file_id": "F1"}})
    delivered, call = await window.send("document", document_id=3, caption="Terlampir", buttons=BUTTONS)
    assert delivered == Delivered(8)
    assert call.files == {"document": ("Rekapitulasi.pdf", b"%PDF", "application/pdf")}
    assert call.parameters == {"chat_id": 5, "caption": "Terlampir", "parse_mode": "HTML", "reply_markup": MARKUP}
    assert window.files.remembered == [("document", 3, "F1")]


async def test_what_telegram_knows_is_not_uploaded(window: Window) -> None:
    """A file_id is sent as it is; nothing new is remembered."""
    window.files.known["upload", 4] = StoredFile("suara.ogg", "audio/ogg", "F2")
    _, call = await window.send("voice", upload_id=4)
    assert (call.method, call.parameters, call.files) == ("sendVoice", {"chat_id": 5, "voice": "F2"}, {})
    assert window.files.remembered == []


UNKNOWN_FILE = "Wrong file identifier/HTTP URL specified"


async def test_what_another_bot_sent_is_uploaded_anew(window: Window) -> None:
    """Its file_id says nothing to this bot's Telegram; the bytes go out, and the new name is kept."""
    window.files.known["document", 3] = StoredFile("a.pdf", "application/pdf", "of another bot")
    window.files.kept[3] = b"%PDF"
    window.desk.arrange(BadRequest(UNKNOWN_FILE), {"message_id": 8, "document": {"file_id": "F1"}})
    delivered, call = await window.send("document", document_id=3)
    assert delivered == Delivered(8)
    assert call.files == {"document": ("a.pdf", b"%PDF", "application/pdf")}
    assert window.files.remembered == [("document", 3, "F1")]


async def test_what_nobody_has_the_bytes_of_is_refused(window: Window) -> None:
    """A voice message stays at Telegram; to another bot it is lost, and that is said."""
    window.files.known["upload", 4] = StoredFile("suara.ogg", "audio/ogg", "of another bot")
    window.desk.arrange(BadRequest(UNKNOWN_FILE), BadRequest(UNKNOWN_FILE))
    with pytest.raises(BadRequest):
        await window.send("voice", upload_id=4)


@pytest.mark.parametrize("text", ["Not enough rights", "Chat not found"])
async def test_another_refusal_of_a_file_uploads_nothing(window: Window, text: str) -> None:
    """It is about the chat, and the bytes would not help."""
    window.files.known["document", 3] = StoredFile("a.pdf", "application/pdf", "F1")
    window.desk.arrange(BadRequest(text))
    with pytest.raises(BadRequest):
        await window.send("document", document_id=3)
    assert len(window.desk.calls) == 1


async def test_the_largest_size_of_a_photo_is_kept(window: Window) -> None:
    """Telegram answers with several sizes, the largest last."""
    window.files.known["upload", 4] = StoredFile("bukti.jpg", "image/jpeg", b"jpeg")
    window.desk.arrange({"message_id": 8, "photo": [{"file_id": "small"}, {"file_id": "large"}]})
    await window.send("photo", upload_id=4)
    assert window.files.remembered == [("upload", 4, "large")]


async def test_a_file_id_that_cannot_be_kept_loses_nothing(window: Window) -> None:
    """The document is sent, whatever becomes of its file_id."""
    window.files.known["document", 3] = StoredFile("a.pdf", "application/pdf", b"%PDF")
    window.files.broken = True
    window.desk.arrange({"message_id": 8, "document": {"file_id": "F1"}})
    delivered, _ = await window.send("document", document_id=3)
    assert delivered == Delivered(8)


async def test_an_edit_changes_text_and_buttons(window: Window) -> None:
    """Without buttons the old ones go."""
    target = Target(2, "message", 70)
    delivered, call = await window.send("edit", target, text="Selesai", buttons=BUTTONS)
    assert delivered == Delivered(70)
    place = {"chat_id": 5, "message_id": 70}
    assert (call.method, call.parameters) == (
        "editMessageText",
        {**place, "text": "Selesai", "reply_markup": MARKUP, **HTML},
    )
    _, call = await window.send("edit", target, text="Selesai")
    assert call.parameters == {**place, "text": "Selesai", **HTML}


async def test_the_text_under_a_document_is_its_caption(window: Window) -> None:
    """A message with a file has no text that could be edited."""
    _, call = await window.send("edit", Target(2, "document", 70), text="Disetujui")
    assert call.method == "editMessageCaption"
    assert call.parameters == {"chat_id": 5, "message_id": 70, "caption": "Disetujui", "parse_mode": "HTML"}


async def test_an_edit_that_changes_nothing_is_done(window: Window) -> None:
    """'message is not modified' is success."""
    window.desk.arrange(BadRequest("Message is not modified: specified new message content is the same"))
    delivered, _ = await window.send("edit", Target(2, "message", 70), text="Selesai")
    assert delivered == Delivered(70)


@pytest.mark.parametrize("text", ["Message to edit not found", "Message can't be edited"])
async def test_what_cannot_be_edited_is_sent_anew(window: Window, text: str) -> None:
    """The new message stands for the old one from now on."""
    window.desk.arrange(BadRequest(text), {"message_id": 71})
    delivered, call = await window.send("edit", Target(2, "message", 70), text="Selesai", buttons=BUTTONS)
    assert delivered == Delivered(71, replaced=2)
    assert (call.method, call.parameters["reply_markup"]) == ("sendMessage", MARKUP)


async def test_an_edit_of_what_was_never_sent_is_a_message(window: Window) -> None:
    """There is nothing to edit, so nothing is tried."""
    delivered, _ = await window.send("edit", Target(2, "message", None), text="Selesai")
    assert (delivered, window.desk.methods) == (Delivered(101, replaced=2), ["sendMessage"])


async def test_a_wrong_edit_stays_an_error(window: Window) -> None:
    """A text that Telegram refuses is not sent a second time."""
    window.desk.arrange(BadRequest("Can't parse entities: unexpected end tag"))
    with pytest.raises(BadRequest):
        await window.send("edit", Target(2, "message", 70), text="</b>")
    assert window.desk.methods == ["editMessageText"]


async def test_stripping_takes_the_buttons_away(window: Window) -> None:
    """The keyboard of the target goes, its text stays."""
    delivered, call = await window.send("strip", Target(2, "message", 70))
    assert delivered == Delivered(70)
    assert (call.method, call.parameters) == ("editMessageReplyMarkup", {"chat_id": 5, "message_id": 70})


@pytest.mark.parametrize("text", ["Message is not modified", "Message to edit not found"])
async def test_buttons_that_are_gone_need_no_stripping(window: Window, text: str) -> None:
    """Nothing to take away is success."""
    window.desk.arrange(BadRequest(text))
    delivered, _ = await window.send("strip", Target(2, "message", 70))
    assert delivered == Delivered(70)


async def test_stripping_may_be_refused(window: Window) -> None:
    """Any other refusal is an error; a target without a message needs no call."""
    window.desk.arrange(BadRequest("Chat not found"))
    with pytest.raises(BadRequest):
        await window.send("strip", Target(2, "message", 70))
    delivered, _ = await window.send("strip", Target(2, "message", None))
    assert delivered == Delivered(None)
    assert window.desk.methods == ["editMessageReplyMarkup"]


async def test_an_unknown_method_is_an_error(window: Window) -> None:
    """Nothing is sent for a method that nobody has taught."""
    with pytest.raises(ValueError, match="tarian"):
        await window.send("tarian")


def test_no_buttons_no_rows() -> None:
    """An empty keyboard is an empty list."""
    assert keyboard([]) == {"inline_keyboard": []}
