"""The control interface: JSON over HTTP under /_control, by which a stage is set up, played and watched.

Bodies are JSON objects, or multipart: the same fields and one part named `file`. Answers are {"ok": true, "result": …},
or {"ok": false, "description": …} with status 400 when an act is impossible or a field is wrong. Times of messages are
Unix seconds; SEQ is one number line of everything that the stage sees. `?` marks what may be left out.

People
  POST users              {id, first_name, last_name?, username?, language_code?, is_bot?}: add or describe anew
  GET  users              [{user, started, blocked}]
  POST chats              {id (negative), title, type: group | supergroup, members: [user id]}: the bot is in it

Acts of a user: POST users/ID/ACT
  say                     {text}; over 4096 units it leaves in parts of one date. A /start unblocks the bot
  photo document voice sticker   {name?, mime?, caption?, duration?} and `file`, or `data` in base64, or only `size`
  album                   {kind: photo | document, files: [{name?, mime?, caption?, data | size}]}
  contact                 {phone_number, first_name, user_id?}
    These answer {messages: [message]} and take {chat_id?, reply_to?, date?, date_offset?, forwarded_from?: id | name}.
    A message is dated at least one second after its author's last one and after the last in the chat, unless told.
  press                   {message_id, data | label, chat_id?} → {query}; data may be forged, on any message or none
  edit                    {message_id, text, chat_id?};  delete {message_id, chat_id?};  block {};  unblock {}

Watching
  GET  chats/ID           ?after=SEQ &wait=SECONDS &edits=1 &deleted=1 &bot=1 → {chat, latest, messages}, oldest first:
                          those that came after SEQ, with `edits` also those changed after it, with `deleted` also
                          the deleted, with `bot` only the bot's; `wait` waits for the first. A message is {id, seq,
                          changed, from_bot, from_id, date, kind, text, html, buttons: [[{label, data, url}]], keyboard,
                          file: {file_id, name, mime, size, url, width?, height?}, album, reply_to, forwarded, edited,
                          silent, protected, deleted}
  GET  chats/ID/presses   → {latest, queries: [{id, seq, message_id, data, answer: {text, show_alert} | null}]} of user
                          ID; ?after=SEQ &wait=SECONDS: only those answered after SEQ
  GET  news               ?after=SEQ &wait=SECONDS &world=NAME &last=40 → {latest, world, fresh, users: [user] | null,
                          commands, bot: {me, profile}, messages: [message + chat_id], presses: [query + user_id],
                          more: [chat id]}: what came, changed, was deleted or answered over all private chats; users,
                          commands and bot are null while they are as before. Without `after`, and for the name of
                          another world (the stage was emptied or restarted), `fresh`: the `last` messages of each
                          chat, `more` naming the chats which have older ones
  GET  news/ID            ?before=MESSAGE_ID &last=40 → {messages, more}: those before, the nearest, oldest first
  GET  files/FILE_ID      the bytes;  files/FILE_ID/thumbnail a small JPEG of them, 204 where there is none
  GET  calls              ?after=SEQ &method=NAME → {latest, calls: [{seq, method, params, at, outcome}]}, without files
  GET  settle             ?quiet=0.2 &timeout=30 → {idle, pending, in_flight}, once nothing is unconfirmed or in flight
  GET  bot                {token, me, commands, profile, webhook}

Updates
  POST updates            {any update, update_id?}: queued as it is
  GET  updates            ?wait=SECONDS → {pending, polled}; `wait` waits until the bot holds a long poll
  POST updates/redeliver  {count}: the last confirmed ones are delivered once more

Faults
  POST faults             {kind, times?: 1 (null: until cleared), method?, chat_id?, probability?, seed?, retry_after?,
                          code?, description?, seconds?}. Kinds: flood (429), error (`code`, 500), forbidden (403),
                          bad_request (400), delay (`seconds`), reset_before, reset_after (the effect stays),
                          late_answer (`seconds` after the effect). Without a method it spares getUpdates; the
                          download of a file counts as the method "download"
  GET  faults             those still to come;  DELETE faults: forget them and end the outage
  POST outage             {on}: every call answers 502

Stage
  GET  settings           POST settings {name: value}; the names are those of settings.StageSettings
  GET  clock              → {now, offset};  POST clock {advance: seconds} or {set: ISO time with its offset}
  POST reset              {}: an empty stage with its first settings and the real time; update ids go on
"""

import functools
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.simulator import control_acts as acts
from bot.simulator import control_stage as stage
from bot.simulator import news
from bot.simulator.acts import ImpossibleActError
from bot.simulator.backstage import Backstage
from bot.simulator.control_input import Input, read_input
from bot.simulator.errors import ApiError

Endpoint = Callable[[Backstage, Input], Awaitable[Any]]

ROUTES: tuple[tuple[str, str, Endpoint], ...] = (
    ("POST", "users", acts.add_user),
    ("GET", "users", acts.list_users),
    ("POST", "users/{user:-?[0-9]+}/{act}", acts.act),
    ("POST", "chats", acts.open_group),
    ("GET", "chats/{chat:-?[0-9]+}", stage.read_chat),
    ("GET", "chats/{chat:-?[0-9]+}/presses", stage.read_presses),
    ("GET", "news", news.read_news),
    ("GET", "news/{chat:[0-9]+}", news.read_older),
    ("GET", "files/{file_id}", stage.read_file),
    ("GET", "files/{file_id}/thumbnail", stage.read_thumbnail),
    ("POST", "updates", stage.inject_update),
    ("GET", "updates", stage.watch_updates),
    ("POST", "updates/redeliver", stage.redeliver),
    ("POST", "faults", stage.add_fault),
    ("GET", "faults", stage.list_faults),
    ("DELETE", "faults", stage.clear_faults),
    ("POST", "outage", stage.set_outage),
    ("GET", "settings", stage.read_settings),
    ("POST", "settings", stage.change_settings),
    ("GET", "clock", stage.read_clock),
    ("POST", "clock", stage.wind_clock),
    ("GET", "calls", stage.read_calls),
    ("GET", "settle", stage.settle),
    ("GET", "bot", stage.read_bot),
    ("POST", "reset", stage.reset),
)


def add_control_routes(app: web.Application, backstage: Backstage) -> None:
    """Add every route of the control interface to an application."""
    for verb, path, endpoint in ROUTES:
        app.router.add_route(verb, f"/_control/{path}", functools.partial(_serve, backstage, endpoint))


async def _serve(backstage: Backstage, endpoint: Endpoint, request: web.Request) -> web.StreamResponse:
    try:
        result = await endpoint(backstage, await read_input(request))
    except KeyError as error:
        return _wrong(f"missing or unknown: {error.args[0]}")
    except (ImpossibleActError, ValueError, TypeError) as error:
        return _wrong(str(error))
    except ApiError as error:
        return _wrong(error.description)
    if isinstance(result, web.StreamResponse):
        return result
    return web.json_response({"ok": True, "result": result}, dumps=stage.dumps)


def _wrong(description: str) -> web.Response:
    return web.json_response({"ok": False, "description": description}, status=400)
