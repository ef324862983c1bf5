"""A saboteur for reading and writing: at the n-th step the process is killed, or the disk gives an error."""

from __future__ import annotations

import builtins
import io
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from models.store.database import Station

_FUNCTIONS = ((os, "open"), (os, "fsync"), (os, "replace"), (os, "unlink"), (os, "mkdir"), (io, "open"))
DONE, REFUSED, WENT_WRONG, UNTOUCHED = 0, 3, 4, 5


@dataclass
class Saboteur:
    """Lets `left` steps pass, then does harm once: `error` is what the system call says, 0 kills the process."""

    left: int
    error: int = 0

    def install(self, station: Station) -> None:
        """Stand between the program and the disk, and before every statement that the base runs."""
        for module, name in _FUNCTIONS:
            setattr(module, name, self._around(getattr(module, name)))
        builtins.open = io.open
        if not self.error:
            station.db.connection().set_trace_callback(lambda _: self._step())

    def verdict(self) -> int:
        """`DONE` when the harm was done and survived, `UNTOUCHED` when the work ended before its turn came."""
        return DONE if self.left < 0 else UNTOUCHED

    def _around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*values: Any, **more: Any) -> Any:
            self._step()
            return function(*values, **more)

        return wrapped

    def _step(self) -> None:
        self.left -= 1
        if self.left == -1:
            if not self.error:
                if sys.platform == "win32":
                    pytest.skip("the process is born by fork, killed by a signal, limited in size")
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(self.error, os.strerror(self.error))


def in_child(act: Callable[[], int], *, refusals: type[BaseException] | tuple[type[BaseException], ...] = ()) -> int:
    """Do `act` in a process of its own, which may die; answers its exit code, negative for the signal that ended it."""
    return wait_for(begin(act, refusals=refusals))


def begin(act: Callable[[], int], *, refusals: type[BaseException] | tuple[type[BaseException], ...] = ()) -> int:
    """Start `act` in a process of its own; answers its number, for `wait_for`."""
    if sys.platform == "win32":
        pytest.skip("the process is born by fork, killed by a signal, limited in size")
    child = os.fork()
    if child:
        return child
    code = WENT_WRONG
    try:
        code = act()
    except refusals:
        code = REFUSED
    except BaseException as error:  # noqa: BLE001 - the parent is told by the exit code, a person by the text
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
    finally:
        os._exit(code)


def wait_for(child: int) -> int:
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def limit_files(size: int, *, kill: bool) -> None:
    """From now on no file of this process grows beyond `size` bytes: the write fails, or kills the process."""
    if sys.platform == "win32":
        pytest.skip("the process is born by fork, killed by a signal, limited in size")
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_DFL if kill else signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
