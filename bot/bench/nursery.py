"""A process that forks itself for each bot that is asked for, which then starts at once: all is imported already.

An order is a line of JSON that names the bot's log; the answers are 'lahir PID' and, when it ends, 'mati PID CODE'.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, NoReturn

Become = Callable[[dict[str, Any]], None]


def serve(become: Become) -> None:
    """Fork for each order that comes; no bot outlives whoever orders, however he ends."""
    living = set[int]()

    def reap(*_: object) -> None:
        for pid in tuple(living):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                living.remove(pid)
                _say(f"mati {pid} {os.waitstatus_to_exitcode(status)}")

    signal.signal(signal.SIGCHLD, reap)
    try:
        for line in sys.stdin:
            with _unheard():
                child = os.fork()
                if child == 0:
                    _be(become, json.loads(line))
                living.add(child)
    finally:
        with _unheard():
            while living:
                _end(living.pop())


@contextmanager
def _unheard() -> Iterator[None]:
    """Until this is over nobody's end is heard of."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})


def _say(words: str) -> None:
    os.write(1, f"{words}\n".encode())


def _end(pid: int) -> None:
    """End a bot with all that it started; one that has just been forked has no group yet."""
    for end in (os.killpg, os.kill):
        with suppress(ProcessLookupError):
            end(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _be(become: Become, order: dict[str, Any]) -> NoReturn:
    """Be a bot, in a group of its own; a fork must never go on as its parent."""
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        os.setsid()
        # Said by itself, so that whoever hears it can end its group.
        _say(f"lahir {os.getpid()}")
        log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        for number, open_file in enumerate((os.open(os.devnull, os.O_RDONLY), log, log)):
            os.dup2(open_file, number)
        become(order)
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # noqa: BLE001 - told in its log, since nobody else hears it
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(code)
