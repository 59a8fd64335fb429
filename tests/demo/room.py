"""A training room in a process of its own, seen over HTTP as its page sees it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

PATIENCE = 60.0


class Training:
    """`bot demo` on a free port; `address` is known once it is open."""

    def __init__(self, out: Path, *options: str) -> None:
        self.out = out
        self.headers: dict[str, str] = {}
        command = [sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "0", "--out", str(out), *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        first = self.process.stdout.readline()
        self.address = first.partition(" di ")[2].strip().rstrip("/")

    def ready(self) -> Training:
        """Wait until the office is there and the bot runs."""
        self.wait(lambda state: bool(state["ready"] and state["trouble"]["bot_alive"]))
        return self

    def state(self, after: int = -1, wait: float = 0) -> dict[str, Any]:
        """The director's state."""
        answer: dict[str, Any] = self.get(f"/_stage/state?after={after}&wait={wait}")
        return answer

    def wait(self, suits: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first state that suits."""
        end, state = time.monotonic() + PATIENCE, self.state()
        while not suits(state):
            assert time.monotonic() < end, state
            state = self.state(state["n"], 2)
        return state

    def get(self, path: str) -> Any:
        """Read from the page's server."""
        request = urllib.request.Request(self.address + path, headers=self.headers)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)

    def post(self, path: str, **fields: Any) -> dict[str, Any]:
        """Ask the director or the stage for something; gives the whole answer."""
        request = urllib.request.Request(
            self.address + path, json.dumps(fields).encode(), {"Content-Type": "application/json", **self.headers}
        )
        return self.ask(request)

    def ask(self, request: urllib.request.Request) -> dict[str, Any]:
        """Send any request; gives the answer, refusals too."""
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return dict(json.load(answer))
        except urllib.error.HTTPError as error:
            return {"status": error.code, **json.load(error)}

    def messages(self, code: str) -> list[dict[str, Any]]:
        """What stands on the phone of an official."""
        user = next(one["user_id"] for one in self.state()["officials"] if one["code"] == code)
        return list(self.get(f"/_control/chats/{user}")["result"]["messages"])

    def reads(self, code: str, fragment: str) -> dict[str, Any]:
        """Wait for a message on the phone of an official."""
        user = next(one["user_id"] for one in self.state()["officials"] if one["code"] == code)
        after, end = 0, time.monotonic() + PATIENCE
        while time.monotonic() < end:
            seen = self.get(f"/_control/chats/{user}?after={after}&wait=2&bot=1")["result"]
            for message in seen["messages"]:
                after = message["seq"]
                if fragment in message["text"]:
                    return dict(message)
        raise AssertionError(f"{code} never read {fragment!r}: {[one['text'] for one in self.messages(code)]}")

    def press(self, code: str, message: dict[str, Any], label: str) -> None:
        """Press a button of a message."""
        user = next(one["user_id"] for one in self.state()["officials"] if one["code"] == code)
        pressed = self.post(f"/_control/users/{user}/press", message_id=message["id"], label=label)
        assert pressed["ok"], pressed

    def end(self, number: int = signal.SIGINT) -> int:
        """End it by a signal; gives the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        _, self.errors = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode
