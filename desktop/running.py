"""That the program runs, said to whoever wants to change its files: on Windows an installer may not do that meanwhile."""

from __future__ import annotations

import ctypes
import sys

NAME = "Local\\SoPhieu"
"""The installer of the kit asks for this name (kit/installer.nsi)."""


def take_name() -> None:
    """Take the name until this process ends, however it ends; several processes may have it."""
    if sys.platform == "win32":
        ctypes.windll.kernel32.CreateMutexW(None, 0, NAME)
