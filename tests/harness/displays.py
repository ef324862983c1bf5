"""A display of one's own for programs with a window."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def display(size: str = "1366x768x24", *, dots: int = 96) -> Iterator[str]:
    """An Xvfb of so many dots an inch until the block ends; its name as DISPLAY says it."""
    reading, writing = os.pipe()
    words = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-dpi", str(dots), "-nolisten", "tcp"]
    with subprocess.Popen(words, pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            number = b""
            while not number.endswith(b"\n"):
                part = os.read(reading, 16)
                if not part:
                    raise RuntimeError("Xvfb did not start")
                number += part
            yield f":{number.decode().strip()}"
        finally:
            os.close(reading)
            server.terminate()
