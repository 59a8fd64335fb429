"""The table of methods, and those about the bot itself: identity, updates, commands, chats."""

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from bot.simulator import methods_media as media
from bot.simulator import methods_messages as messages
from bot.simulator.errors import bad_request, conflict
from bot.simulator.methods_messages import destination, required
from bot.simulator.shapes import Call, Json
from bot.simulator.strict import names
from bot.simulator.updates import WEBHOOK_ACTIVE
from bot.simulator.webhooks import check_webhook

_LONGEST_POLL = 50
_MOST_UPDATES = 100
_MOST_COMMANDS = 100
_COMMAND = re.compile(r"/?[a-z0-9_]{1,32}")
_ACTIONS = names(
    "typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker"
    " find_location record_video_note upload_video_note"
)
_SCOPES_OF_ONE_CHAT = names("chat chat_administrators chat_member")
_SCOPES = _SCOPES_OF_ONE_CHAT | names("default all_private_chats all_group_chats all_chat_administrators")
_GIFTS = names("unlimited_gifts limited_gifts unique_gifts premium_subscription gifts_from_channels")
_ABILITIES = names(
    "can_read_all_group_messages supports_guest_queries supports_inline_queries can_connect_to_business"
    " has_main_web_app has_topics_enabled allows_users_to_create_topics can_manage_bots"
    " supports_join_request_queries"
)


def get_me(call: Call) -> Json:
    """Return the bot with its abilities."""
    return call.world.bot | {"can_join_groups": True} | dict.fromkeys(_ABILITIES, False)


async def get_updates(call: Call) -> list[Json]:
    """Return updates, waiting for the first as long as the call asks."""
    params, updates = call.params, call.world.updates
    if call.world.webhook["url"]:
        raise conflict(WEBHOOK_ACTIVE)
    if "allowed_updates" in params:
        updates.allowed = frozenset(params["allowed_updates"]) or None
    limit = min(max(params.get("limit", _MOST_UPDATES), 1), _MOST_UPDATES)
    return await updates.poll(params.get("offset", 0), limit, min(params.get("timeout", 0), _LONGEST_POLL))


async def set_webhook(call: Call) -> bool:
    """Bring updates to an address from now on, which forbids polling; an empty one ends that."""
    if call.params.get("url"):
        check_webhook(call.params)
    if call.params.get("drop_pending_updates"):
        call.world.updates.drop()
    if "allowed_updates" in call.params:
        call.world.updates.allowed = frozenset(call.params["allowed_updates"]) or None
    await call.world.register(call.params if call.params.get("url") else None)
    return True


async def delete_webhook(call: Call) -> bool:
    """Remove the webhook, so that polling works again."""
    await call.world.register(None)
    if call.params.get("drop_pending_updates"):
        call.world.updates.drop()
    return True


def get_webhook_info(call: Call) -> Json:
    """Return the webhook and how many updates wait."""
    info = {"has_custom_certificate": False, "pending_update_count": call.world.updates.pending}
    allowed = call.world.updates.allowed
    return call.world.webhook | info | ({"allowed_updates": sorted(allowed)} if allowed else {})


def send_chat_action(call: Call) -> bool:
    """Show the user that the bot is busy."""
    destination(call)
    if required(call, "action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def get_chat(call: Call) -> Json:
    """Return the full description of a chat."""
    chat = call.world.known(required(call, "chat_id"))
    person = call.world.people.get(chat.id)
    if person is not None and not person.started:
        raise bad_request("chat not found")
    gifts = dict.fromkeys(_GIFTS, False)
    return chat.info | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def set_my_commands(call: Call) -> bool:
    """Set the list of commands for a scope and a language."""
    commands = required(call, "commands")
    if not isinstance(commands, list) or len(commands) > _MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not isinstance(command, dict) or not _COMMAND.fullmatch(str(command.get("command", ""))):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    call.world.commands[_scope(call)] = [
        {"command": command["command"].removeprefix("/"), "description": command["description"]} for command in commands
    ]
    call.world.note()
    return True


def get_my_commands(call: Call) -> list[Json]:
    """Return the commands set for exactly this scope and language."""
    return call.world.commands.get(_scope(call), [])


def delete_my_commands(call: Call) -> bool:
    """Forget the commands of a scope and a language."""
    call.world.commands.pop(_scope(call), None)
    call.world.note()
    return True


def set_my_description(call: Call) -> bool:
    """Set what an empty chat shows, up to 512 characters."""
    return _set_profile(call, "description", 512)


def set_my_short_description(call: Call) -> bool:
    """Set what the profile shows, up to 120 characters."""
    return _set_profile(call, "short_description", 120)


def set_chat_menu_button(call: Call) -> bool:
    """Note the menu button, of one chat or of all."""
    call.world.profile[f"menu_button:{call.params.get('chat_id', '')}"] = call.params.get("menu_button")
    call.world.note()
    return True


def agree(_call: Call) -> bool:
    """Agree to logOut and close, which change nothing on a stage."""
    return True


def _set_profile(call: Call, name: str, longest: int) -> bool:
    text = call.params.get(name, "")
    if len(text) > longest:
        raise bad_request(f"{name} is too long")
    call.world.profile[name] = text
    call.world.note()
    return True


def _scope(call: Call) -> tuple[str, str]:
    scope = call.params.get("scope") or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    if scope["type"] in _SCOPES_OF_ONE_CHAT:
        call.world.known(scope.get("chat_id", 0))
    return json.dumps(scope, sort_keys=True), call.params.get("language_code", "")


Handler = Callable[[Call], Any | Awaitable[Any]]

HANDLERS: dict[str, Handler] = {
    "getMe": get_me,
    "logOut": agree,
    "close": agree,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "sendMessage": messages.send_message,
    "sendDocument": media.send_document,
    "sendPhoto": media.send_photo,
    "sendVoice": media.send_voice,
    "sendMediaGroup": media.send_media_group,
    "sendChatAction": send_chat_action,
    "editMessageText": messages.edit_message_text,
    "editMessageCaption": messages.edit_message_caption,
    "editMessageReplyMarkup": messages.edit_message_reply_markup,
    "deleteMessage": messages.delete_message,
    "forwardMessage": messages.forward_message,
    "copyMessage": messages.copy_message,
    "answerCallbackQuery": messages.answer_callback_query,
    "getFile": media.get_file,
    "getChat": get_chat,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyDescription": set_my_description,
    "setMyShortDescription": set_my_short_description,
    "setChatMenuButton": set_chat_menu_button,
}
