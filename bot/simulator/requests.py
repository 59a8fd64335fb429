"""What a request brings: query, JSON, urlencoded form or multipart, read into parameters and uploads."""

import json
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from bot.simulator.errors import ApiError, bad_request
from bot.simulator.shapes import Json, Upload


async def read_request(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    """Return the parameters as they came and the files by field name; later sources win over the query."""
    params: Json = dict(request.query) if request.query_string else {}
    uploads: dict[str, Upload] = {}
    if not request.can_read_body:
        return params, uploads
    kind = request.content_type
    try:
        if kind == "application/json":
            params |= _json_object(await request.read())
        elif kind == "multipart/form-data":
            await _multipart(request, params, uploads)
        else:
            params |= parse_qsl((await request.read()).decode(), keep_blank_values=True)
    except web.HTTPRequestEntityTooLarge as error:
        raise ApiError(413, "Request Entity Too Large") from error
    except UnicodeDecodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error
    return params, uploads


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body) if body else {}
    except ValueError as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(value, dict):
        raise bad_request("can't parse JSON object: object expected")
    return value


async def _multipart(request: web.Request, params: Json, uploads: dict[str, Upload]) -> None:
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            with value.file as file:
                uploads[name] = Upload(value.filename, value.content_type, file.read())
        else:
            params[name] = value if isinstance(value, str) else value.decode()
