"""Methods about the bot itself: identity, commands, profile, webhook, chats."""

import pytest

from bot.simulator.client import Phone, Stage
from tests.simulator.conftest import OFFICIAL, Api

COMMANDS = [{"command": "tugas", "description": "Tugas yang menunggu"}]


async def test_commands_are_kept_by_scope_and_language(api: Api, stage: Stage, phone: Phone) -> None:
    """Each scope and language has its own list, which can be deleted."""
    scope = {"type": "chat", "chat_id": OFFICIAL}
    await api.result("setMyCommands", commands=COMMANDS, scope=scope)
    assert await api.result("getMyCommands", scope=scope) == COMMANDS
    assert await api.result("getMyCommands", scope=scope, language_code="id") == []
    assert await api.result("getMyCommands") == []
    shown = (await stage.get("bot"))["commands"]
    assert shown == [{"scope": scope, "language_code": "", "commands": COMMANDS}]
    await api.result("deleteMyCommands", scope=scope)
    assert await api.result("getMyCommands", scope=scope) == []


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({}, "commands is not specified"),
        ({"commands": COMMANDS * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [{"command": "Tugas Saya", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "tugas", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": COMMANDS, "scope": {"type": "chat", "chat_id": 9}}, "chat not found"),
        (
            {"commands": COMMANDS, "scope": {"type": "office"}},
            "can't parse BotCommandScope: unsupported type specified",
        ),
    ],
)
async def test_faulty_commands_are_refused(api: Api, params: dict[str, object], description: str) -> None:
    """Names, descriptions and scopes are checked."""
    assert await api.refusal("setMyCommands", **params) == f"400 Bad Request: {description}"


async def test_profile_and_menu_are_kept(api: Api, stage: Stage) -> None:
    """Description, short description and menu button are noted, within their limits."""
    await api.result("setMyDescription", description="Data Kinerja")
    await api.result("setMyShortDescription", short_description="SOP")
    await api.result("setChatMenuButton", menu_button={"type": "commands"})
    assert (await stage.get("bot"))["profile"] == {
        "description": "Data Kinerja",
        "short_description": "SOP",
        "menu_button:": {"type": "commands"},
    }
    assert "too long" in await api.refusal("setMyShortDescription", short_description="a" * 121)
    assert await api.result("logOut") is await api.result("close") is True


async def test_a_webhook_forbids_polling(api: Api, stage: Stage) -> None:
    """While a webhook is set getUpdates conflicts; deleting it may drop what waits."""
    await stage.inject({"message": {}})
    assert await api.refusal("setWebhook", url="http://contoh.id") == (
        "400 Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
    )
    await api.result("setWebhook", url="https://contoh.id", allowed_updates=["message"])
    info = await api.result("getWebhookInfo")
    assert (info["url"], info["pending_update_count"], info["allowed_updates"]) == ("https://contoh.id", 1, ["message"])
    assert "409 Conflict: can't use getUpdates method while webhook is active" in await api.refusal("getUpdates")
    await api.result("deleteWebhook")
    assert len(await api.result("getUpdates")) == 1
    await api.result("deleteWebhook", drop_pending_updates=True)
    assert await api.result("getUpdates") == []
    await stage.inject({"message": {}})
    await api.result("setWebhook", url="", drop_pending_updates=True)
    assert (await api.result("getWebhookInfo"))["pending_update_count"] == 0


async def test_a_chat_is_described_once_it_exists(api: Api, stage: Stage, phone: Phone) -> None:
    """getChat knows who has started the bot, and groups; not those who never wrote."""
    await stage.phone(5, "Belum Mulai")
    await stage.open_group(-70, "Kantor", [OFFICIAL])
    assert (await api.result("getChat", chat_id=OFFICIAL))["first_name"] == "Kasi Contoh"
    assert (await api.result("getChat", chat_id=-70))["title"] == "Kantor"
    assert await api.refusal("getChat", chat_id=5) == "400 Bad Request: chat not found"


async def test_chat_actions_are_checked(api: Api, phone: Phone) -> None:
    """A known action is shown, an unknown one refused."""
    assert await api.result("sendChatAction", chat_id=OFFICIAL, action="typing") is True
    wrong = "400 Bad Request: wrong parameter action in request"
    assert await api.refusal("sendChatAction", chat_id=OFFICIAL, action="sleeping") == wrong
    assert await api.refusal("sendChatAction", chat_id=OFFICIAL) == wrong
