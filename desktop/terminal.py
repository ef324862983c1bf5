"""The terminal, where there is one: words that stand for several files, streams that may be missing, a person who types.

On Windows the shell leaves `*` to programs, a program without a black window has no streams, and the empty device calls itself a
terminal.
"""

from __future__ import annotations

import ctypes
import os
import re
import shlex
import sys
from collections.abc import Sequence
from glob import glob
from pathlib import Path
from typing import IO

_PLAIN = re.compile(r"[\w.:\\/@+=-]+")
"""What cmd.exe and PowerShell leave alone; single quotes mean nothing to the former."""


def expanded(words: Sequence[str], platform: str) -> list[str]:
    """`words` with each `*` and `?` replaced by the names of the files it stands for, where the shell has not done so.

    A word that stands for no file is left as it is.
    """
    if platform != "win32":
        return list(words)
    found: list[str] = []
    for word in words:
        found += (sorted(glob(word)) if {"*", "?"} & set(word) else []) or [word]  # noqa: PTH207 -- as it was typed, on any disk
    return found


def quoted(word: str, platform: str) -> str:
    """`word` as it is typed into the shell of a system so that it arrives as one word and unchanged."""
    if platform != "win32":
        return shlex.quote(word)
    if _PLAIN.fullmatch(word):
        return word
    inside = word.replace('"', '\\"')
    # a backslash before the last sign would take its meaning from it
    return f'"{inside}\\"' if inside.endswith("\\") else f'"{inside}"'


def lead_streams() -> None:
    """Give a program that was started without a terminal streams to write to; what is written there is lost."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 -- open as long as the program


def has_streams() -> bool:
    """Whether somebody can read what the program writes."""
    return sys.stderr is not None


def tell(sentence: str, *, title: str) -> None:
    """Say why no window opens: on standard error, and where nobody would see that in a box of the system."""
    if has_streams():
        sys.stderr.write(sentence + "\n")
    elif sys.platform == "win32":
        ctypes.windll.user32.MessageBoxW(None, sentence, title, 0x30)


def is_person(stream: IO[str] | None) -> bool:
    """Whether a person types into `stream`."""
    if stream is None or not stream.isatty():
        return False
    if sys.platform == "win32":
        import msvcrt

        mode = ctypes.c_uint32()
        handle = ctypes.c_void_p(msvcrt.get_osfhandle(stream.fileno()))
        return bool(ctypes.windll.kernel32.GetConsoleMode(handle, ctypes.byref(mode)))
    return True
