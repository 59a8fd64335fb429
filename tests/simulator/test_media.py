"""Files: uploads and known ids, albums, limits of size, and the way back by getFile."""

import json
import struct

import aiohttp
import pytest

from bot.simulator.client import Phone, Stage
from bot.simulator.files import picture_size
from bot.simulator.settings import DEFAULT_TOKEN
from tests.simulator.conftest import OFFICIAL, Api

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + struct.pack(">II", 800, 400) + b"\0" * 100
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08" + struct.pack(">HH", 480, 640) + b"\0" * 20


def upload(field: str, content: bytes, name: str = "laporan.pdf", **fields: str) -> aiohttp.FormData:
    """Return a multipart form to the official with one file."""
    form = aiohttp.FormData({"chat_id": str(OFFICIAL), **fields}, default_to_multipart=True)
    form.add_field(field, content, filename=name, content_type="application/pdf")
    return form


async def download(api: Api, file_id: str) -> bytes:
    """Return a file by the way a bot fetches it."""
    path = (await api.result("getFile", file_id=file_id))["file_path"]
    async with api.session.get(f"{api.url}/file/bot{DEFAULT_TOKEN}/{path}") as response:
        assert response.status == 200
        return await response.read()


async def test_a_document_travels_by_upload_and_by_id(api: Api, phone: Phone) -> None:
    """An upload yields a file_id which sends the same bytes again; the phone sees name and caption."""
    sent = (await api.form("sendDocument", upload("document", b"%PDF-1.7", caption="<b>Rekap</b>", parse_mode="HTML")))[
        "result"
    ]
    document = sent["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == (
        "laporan.pdf",
        "application/pdf",
        8,
    )
    assert sent["caption_entities"][0]["type"] == "bold"
    again = await api.result("sendDocument", chat_id=OFFICIAL, document=document["file_id"])
    assert again["document"] == document
    seen = await phone.expect_document("laporan")
    assert (seen.text, seen.html, seen.file_size) == ("Rekap", "<b>Rekap</b>", 8)
    assert await phone.download(seen) == await download(api, document["file_id"]) == b"%PDF-1.7"


async def test_an_attached_file_is_found_by_its_name(api: Api, phone: Phone) -> None:
    """attach:// leads to the part of that name; a name without a part is refused."""
    sent = await api.form("sendDocument", upload("berkas", b"x", document="attach://berkas"))
    assert sent["result"]["document"]["file_size"] == 1
    assert await api.refusal("sendDocument", chat_id=OFFICIAL, document="attach://lain") == (
        "400 Bad Request: attached file 'lain' not found"
    )


async def test_photos_come_in_sizes(api: Api, phone: Phone) -> None:
    """A picture is listed from thumbnail to original, and each size leads to the file."""
    sent = (await api.form("sendPhoto", upload("photo", PNG, "grafik.png")))["result"]
    assert [(size["width"], size["height"]) for size in sent["photo"]] == [(90, 45), (320, 160), (800, 400)]
    assert await download(api, sent["photo"][0]["file_id"]) == PNG
    assert (await phone.expect()).kind == "photo"


async def test_a_tiny_photo_has_one_size(api: Api, phone: Phone) -> None:
    """A picture no larger than the thumbnail is listed once."""
    tiny = PNG[:16] + struct.pack(">II", 9, 9) + PNG[24:]
    assert len((await api.form("sendPhoto", upload("photo", tiny)))["result"]["photo"]) == 1


def test_pictures_are_measured_by_their_headers() -> None:
    """PNG and JPEG tell their size; what is cut off or something else does not."""
    assert picture_size(PNG) == (800, 400)
    assert picture_size(JPEG) == (640, 480)
    assert [picture_size(content) for content in (None, b"GIF89a", b"\xff\xd8\xff\xc0\x00\x04", PNG[:20])] == [None] * 4


@pytest.mark.parametrize(
    ("method", "field", "content", "description"),
    [
        ("sendDocument", "document", b"", "400 Bad Request: file must be non-empty"),
        ("sendPhoto", "photo", b"%PDF", "400 Bad Request: IMAGE_PROCESS_FAILED"),
        ("sendPhoto", "photo", PNG + b"\0" * 100, "400 Bad Request: file is too big"),
        ("sendDocument", "document", b"\0" * 201, "413 Request Entity Too Large"),
        ("sendDocument", "other", b"x", "400 Bad Request: there is no document in the request"),
    ],
)
async def test_faulty_uploads_are_refused(
    api: Api, stage: Stage, phone: Phone, method: str, field: str, content: bytes, description: str
) -> None:
    """An empty, a too large, and a missing file are refused, and a photo that is none."""
    await stage.settings(upload_limit=200 + len(PNG), photo_limit=len(PNG))
    if method == "sendDocument":
        await stage.settings(upload_limit=200)
    answer = await api.form(method, upload(field, content))
    assert f"{answer['error_code']} {answer['description']}" == description


async def test_known_files_keep_their_kind(api: Api, phone: Phone) -> None:
    """A file_id is good for its own kind only, and an unknown one for nothing."""
    photo = (await api.form("sendPhoto", upload("photo", PNG)))["result"]["photo"][-1]["file_id"]
    assert await api.refusal("sendDocument", chat_id=OFFICIAL, document=photo) == (
        "400 Bad Request: can't use file of type Photo as Document"
    )
    wrong = "400 Bad Request: wrong file identifier/HTTP URL specified"
    assert await api.refusal("sendDocument", chat_id=OFFICIAL, document="BQxx") == wrong
    assert await api.refusal("getFile", file_id="BQxx") == "400 Bad Request: invalid file_id"


async def test_captions_have_a_limit_of_their_own(api: Api, phone: Phone) -> None:
    """1,024 units after parsing are allowed, one more is not; a caption can be edited."""
    sent = await api.form("sendDocument", upload("document", b"x", caption="a" * 1024))
    refused = await api.form("sendDocument", upload("document", b"x", caption="a" * 1025))
    assert refused["description"] == "Bad Request: message caption is too long"
    own = {"chat_id": OFFICIAL, "message_id": sent["result"]["message_id"]}
    assert (await api.result("editMessageCaption", **own, caption="baru"))["caption"] == "baru"
    assert "caption" not in await api.result("editMessageCaption", **own)


async def test_voice_messages_have_a_duration(api: Api, phone: Phone) -> None:
    """A voice message carries its seconds."""
    sent = await api.form("sendVoice", upload("voice", b"OggS", "a.oga", duration="4"))
    assert sent["result"]["voice"]["duration"] == 4


async def test_an_album_is_one_group_of_messages(api: Api, phone: Phone) -> None:
    """Two documents sent at once share one media_group_id, each with its own caption."""
    media = [
        {"type": "document", "media": "attach://satu", "caption": "Dokumen"},
        {"type": "document", "media": "attach://dua"},
    ]
    form = upload("satu", b"1", "satu.pdf", media=json.dumps(media))
    form.add_field("dua", b"2", filename="dua.pdf", content_type="application/pdf")
    first, second = (await api.form("sendMediaGroup", form))["result"]
    assert first["media_group_id"] == second["media_group_id"]
    assert [seen.document_name for seen in await phone.unread()] == ["satu.pdf", "dua.pdf"]


async def test_faulty_albums_are_refused(api: Api, phone: Phone) -> None:
    """An album has 2 to 10 items of one kind, with known fields."""
    photo = (await api.form("sendPhoto", upload("photo", PNG)))["result"]["photo"][-1]["file_id"]
    document = (await api.form("sendDocument", upload("document", b"x")))["result"]["document"]["file_id"]
    one, other = {"type": "photo", "media": photo}, {"type": "document", "media": document}
    albums = [None, [one], [one] * 11, [one, other], [one, {"type": "audio"}], [one, one | {"frame": 1}], [one, 7]]
    assert [await api.refusal("sendMediaGroup", chat_id=OFFICIAL, media=album) for album in albums] == [
        "400 Bad Request: parameter media is required",
        "400 Bad Request: media group must include 2-10 items",
        "400 Bad Request: media group must include 2-10 items",
        "400 Bad Request: documents can't be mixed with other media types",
        "400 Bad Request: can't parse InputMedia: type must be document or photo",
        "400 Bad Request: can't parse InputMedia: unknown field frame",
        "400 Bad Request: can't parse InputMedia: type must be document or photo",
    ]


async def test_files_over_the_download_limit_cannot_be_fetched(api: Api, phone: Phone) -> None:
    """A file of 30 MB is announced with its size, and getFile says that it is too big."""
    await phone.send_declared("document", "besar.pdf", 30_000_000, "application/pdf")
    document = (await api.update())["message"]["document"]
    assert document["file_size"] == 30_000_000
    assert await api.refusal("getFile", file_id=document["file_id"]) == "400 Bad Request: file is too big"
    await phone.send_declared("document", "kecil.pdf", 3, "application/pdf")
    assert await download(api, (await api.update())["message"]["document"]["file_id"]) == bytes(3)
