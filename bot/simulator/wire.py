"""The connection to a simulator's control interface, shared by a stage and its phones."""

from typing import Any

import aiohttp


class StageError(Exception):
    """The simulator found a request of the script impossible; the text is its reason."""


class Wire:
    """Speaks the control interface over one HTTP session."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url = url
        self.session = session

    async def call(
        self, verb: str, path: str, fields: dict[str, Any] | None = None, query: dict[str, Any] | None = None
    ) -> Any:
        """Return the result of one request, or raise StageError with the reason."""
        async with self.session.request(verb, f"{self.url}/_control/{path}", json=fields, params=query) as response:
            answer = await response.json()
        if not answer["ok"]:
            raise StageError(answer["description"])
        return answer["result"]

    async def upload(self, path: str, fields: dict[str, str], name: str, content: bytes, mime: str) -> Any:
        """Send one file with its fields and return the result."""
        form = aiohttp.FormData(fields)
        form.add_field("file", content, filename=name, content_type=mime)
        async with self.session.post(f"{self.url}/_control/{path}", data=form) as response:
            answer = await response.json()
        if not answer["ok"]:
            raise StageError(answer["description"])
        return answer["result"]

    async def download(self, address: str) -> bytes:
        """Return the bytes behind an address which the simulator gave out."""
        async with self.session.get(f"{self.url}{address}") as response:
            response.raise_for_status()
            return await response.read()

    async def settle(self, quiet: float, within: float) -> None:
        """Wait until the bot is idle, or raise AssertionError with what it still does."""
        seen = await self.call("GET", "settle", query={"quiet": quiet, "timeout": within})
        if not seen["idle"]:
            raise AssertionError(f"the bot did not come to rest within {within} s: {seen}")
