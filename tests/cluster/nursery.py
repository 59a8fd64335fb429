"""A process that has imported the bot and forks itself for each `bot run` that is asked for, which then starts at once.

A line of JSON is the environment of one; 'lahir PID' and, once it has ended, 'mati PID CODE' are the answers.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from importlib import import_module

PRELOADED = ("bot.app", "bot.cli", "bot.operator.seal_check", "bot.web.server", "psycopg")


def reap(*_: object) -> None:
    """Tell of everyone who has ended."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        os.write(1, f"mati {pid} {os.waitstatus_to_exitcode(status)}\n".encode())


def run_bot(environment: dict[str, str]) -> None:
    """Be `bot run` in a group of one's own, and write to its LOG."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setpgid(0, 0)
    descriptor = os.open(environment.pop("LOG"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    os.environ.update(environment)
    os.chdir(environment["DATA_DIR"])
    sys.argv = ["bot", "run"]
    import_module("bot.__main__").main()


def main() -> None:
    """Fork until nobody asks any more."""
    for name in PRELOADED:
        import_module(name)
    signal.signal(signal.SIGCHLD, reap)
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                run_bot(json.loads(line))
            except SystemExit as ended:
                code = ended.code if isinstance(ended.code, int) else 0
            finally:
                os._exit(code)
        os.write(1, f"lahir {pid}\n".encode())


if __name__ == "__main__":
    main()
