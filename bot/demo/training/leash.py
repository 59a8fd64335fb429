"""`bot run` that does not outlive whoever started it: once nobody holds the other end of its input, it ends."""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading
import time

_GRACE = 10.0


def main() -> None:
    """Run the bot until it ends, or until the input does."""
    threading.Thread(target=_watch, daemon=True).start()
    sys.argv = ["bot", "run"]
    runpy.run_module("bot", run_name="__main__")


def _watch() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_GRACE)
    if sys.platform == "win32":  # never reached: there the signal before is the end already
        return
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main()
