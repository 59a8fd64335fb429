"""How a call may be written, and what is refused before any method runs."""

import json

import aiohttp
import pytest

from bot.simulator.client import Phone
from bot.simulator.methods import HANDLERS
from bot.simulator.settings import DEFAULT_TOKEN
from bot.simulator.strict import PARAMETERS
from tests.simulator.conftest import OFFICIAL, Api

BUTTONS = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}


def test_every_method_of_the_table_has_a_handler() -> None:
    """The table of parameters and the table of methods name the same methods."""
    assert set(PARAMETERS) == set(HANDLERS)


async def test_query_json_form_and_multipart_say_the_same(api: Api, phone: Phone) -> None:
    """A call is understood in all four encodings, whatever the case of the method's name."""
    fields = {"chat_id": str(OFFICIAL), "text": "Halo", "reply_markup": json.dumps(BUTTONS), "protect_content": "true"}
    address = f"{api.url}/bot{DEFAULT_TOKEN}/SENDmessage"
    multipart = aiohttp.FormData(fields, default_to_multipart=True)
    async with api.session.get(address, params=fields) as by_query:
        answers = [await by_query.json()]
    for body in ({"data": fields}, {"data": multipart}, {"json": fields | {"reply_markup": BUTTONS, "entities": None}}):
        async with api.session.post(address, **body) as response:
            answers.append(await response.json())
    results = [answer["result"] for answer in answers]
    assert [result["text"] for result in results] == ["Halo"] * 4
    assert [result["reply_markup"] for result in results] == [BUTTONS] * 4
    assert all(result["has_protected_content"] for result in results)


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/bot1:wrong/getMe", 401, "Unauthorized"),
        ("/file/bot1:wrong/documents/file_0.pdf", 401, "Unauthorized"),
        (f"/bot{DEFAULT_TOKEN}/sendSmile", 404, "Not Found"),
        (f"/file/bot{DEFAULT_TOKEN}/documents/none.pdf", 404, "Not Found"),
        ("/somewhere/else", 404, "Not Found"),
    ],
)
async def test_wrong_addresses_are_refused(api: Api, path: str, status: int, description: str) -> None:
    """An unknown token is unauthorised; an unknown method, file or path is not found."""
    async with api.session.get(api.url + path) as response:
        assert response.status == status
        assert await response.json() == {"ok": False, "error_code": status, "description": description}


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"chat_id": OFFICIAL, "text": "a", "emoji": 1}, "unknown parameter emoji of sendMessage"),
        ({"text": "a"}, "chat_id is empty"),
        ({"chat_id": "", "text": "a"}, "chat_id is empty"),
        ({"chat_id": "abc", "text": "a"}, "chat not found"),
        ({"chat_id": "@saluran", "text": "a"}, "chat not found"),
        ({"chat_id": OFFICIAL}, "message text is empty"),
        ({"chat_id": OFFICIAL, "text": {"a": 1}}, "parameter text must be a string"),
        (
            {"chat_id": OFFICIAL, "text": "a", "message_thread_id": "x"},
            "parameter message_thread_id must be an integer",
        ),
        (
            {"chat_id": OFFICIAL, "text": "a", "message_thread_id": 1.5},
            "parameter message_thread_id must be an integer",
        ),
        ({"chat_id": OFFICIAL, "text": "a", "reply_markup": "{"}, "can't parse reply_markup JSON object"),
        ({"chat_id": OFFICIAL, "text": "a", "reply_parameters": 7}, "can't parse reply parameters: object expected"),
        (
            {"chat_id": OFFICIAL, "text": "a", "link_preview_options": {"large": 1}},
            "can't parse link preview options: unknown field large",
        ),
    ],
)
async def test_wrong_parameters_are_refused(
    api: Api, phone: Phone, params: dict[str, object], description: str
) -> None:
    """Unknown names, missing values and wrong types are refused, each with its reason."""
    assert await api.refusal("sendMessage", **params) == f"400 Bad Request: {description}"


@pytest.mark.parametrize(
    ("body", "kind", "description"),
    [
        (b"{", "application/json", "Bad Request: can't parse JSON object"),
        (b"[1]", "application/json", "Bad Request: can't parse JSON object: object expected"),
        (b"text=\xff", "application/x-www-form-urlencoded", "Bad Request: strings must be encoded in UTF-8"),
    ],
)
async def test_broken_bodies_are_refused(api: Api, body: bytes, kind: str, description: str) -> None:
    """A body that is not what it says is refused."""
    address = f"{api.url}/bot{DEFAULT_TOKEN}/sendMessage"
    async with api.session.post(address, data=body, headers={"Content-Type": kind}) as response:
        assert (response.status, (await response.json())["description"]) == (400, description)


async def test_an_empty_value_of_json_counts_as_absent(api: Api, phone: Phone) -> None:
    """An empty reply_markup of a form means none."""
    form = aiohttp.FormData({"chat_id": str(OFFICIAL), "text": "a", "reply_markup": ""})
    assert "reply_markup" not in (await api.form("sendMessage", form))["result"]
