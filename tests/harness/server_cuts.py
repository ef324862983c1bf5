"""Cuts real commands of a desk at any exchange with the server of its base: the line breaks, the server or the desk is killed.

    python -m tests.harness.server_cuts [--cuts 100] [--only "key import,package merge"] [--seed 1]

A private server writes as one does whose data have to last. Every command runs in a process of its own, on a copy of its base. Of
each eight cuts two break the connection before an exchange and two behind it, when the answer is lost that the server gave (that of a
COMMIT among them); two kill the server (-9), which is started again at once; two kill the desk, before and behind. Afterwards the
same is looked at as after cuts at the disk: an act is there as a whole or not at all, what was acknowledged is there, nothing is
there twice, no unforeseen trouble is met, and the same command given again ends where an uncut one ends.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from models.store.address import kept_address
from tests.builders.cities import HOW_TO_GET, Server, copied, moved, programs
from tests.harness.judging import Told, cut_operation, is_any_wrong, table
from tests.harness.stage import OPERATIONS, Operation, Stage, run, set_stage

HOW = ("lost before", "lost behind", "server", "desk before", "lost before", "lost behind", "server", "desk behind")
CUT = (
    "forms issue",
    "forms mark",
    "key import",
    "key amend",
    "person add",
    "frame import",
    "frame purge",
    "sample draw",
    "package send",
    "package merge",
    "period close",
    "backup now",
    "rebuild",
    "results pdf",
)
"""What writes in a base or reads long in it; how a desk comes to be and copies are brought back is tried apart."""


def harness(*, cuts: int, only: tuple[str, ...] = (), seed: int = 1) -> dict[str, Counter[str]]:
    """Cut `cuts` times, spread over the operations; by operation, how often what was so."""
    chosen = [each for each in OPERATIONS if each.name in (only or CUT)]
    found: dict[str, Counter[str]] = {}
    dice, begun = random.Random(seed), time.monotonic()
    server = Server.start(is_durable=True)
    try:
        with tempfile.TemporaryDirectory(prefix="server-cuts-") as place:
            stage = set_stage(Path(place))
            for template in {each.template for each in chosen}:
                moved(server, stage.at / template)
            with kept_going(server):
                for number, operation in enumerate(chosen):
                    share = cuts // len(chosen) + (number < cuts % len(chosen))
                    found[operation.name] = cut_operation(
                        stage,
                        operation,
                        fresh=partial(_fresh, server, stage, operation),
                        sabotaged=partial(_sabotaged, server, stage, operation),
                        ways=[HOW[number % len(HOW)] for number in range(share)],
                        dice=dice,
                        settle=partial(_wait_for, server),
                    )
                    print(f"{time.monotonic() - begun:6.0f} s  {operation.name}", file=sys.stderr, flush=True)
    finally:
        server.end()
    return found


@contextmanager
def kept_going(server: Server) -> Iterator[None]:
    """Somebody who starts the server again whenever it was killed."""
    is_over = threading.Event()

    def watch() -> None:
        while not is_over.wait(0.05):
            if server.process is not None and server.process.poll() is not None:
                server.go_on()

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        is_over.set()
        watcher.join()


def _sabotaged(server: Server, stage: Stage, operation: Operation, folder: Path, at: int, how: str) -> Told:
    """A command in whose exchange number `at` with the server something happens."""
    words, seen, is_done, own = operation.words(stage, folder), 0, False, psycopg.Connection.wait

    def wait(line: psycopg.Connection[Any], exchange: Any, *rest: Any, **named: Any) -> Any:
        nonlocal seen, is_done
        # getting ready for several statements at once says nothing to the server yet
        seen += getattr(exchange, "__name__", "") != "_enter_gen"
        if seen - 1 != at or is_done:
            return own(line, exchange, *rest, **named)
        is_done = True
        if how == "server":
            server.kill()
        if how.endswith("before"):
            _break(line, how)
        answer = own(line, exchange, *rest, **named)
        if how.endswith("behind"):
            _break(line, how)
        return answer

    psycopg.Connection.wait = wait  # type: ignore[assignment]
    code, told = run(*words)
    psycopg.Connection.wait = own  # type: ignore[method-assign]
    return {"code": code, "calls": seen, "error": told.get("error"), "message": told.get("message")}


def _break(line: psycopg.Connection[Any], how: str) -> None:
    if sys.platform != "win32" and how.startswith("desk"):
        os.kill(os.getpid(), signal.SIGKILL)
    line.close()
    raise psycopg.OperationalError("server closed the connection unexpectedly")


def _wait_for(server: Server) -> None:
    """Until the server answers again, and nothing of a desk that is gone goes on in it."""
    while True:
        try:
            busy = server.say("SELECT count(*) FROM pg_stat_activity WHERE datname <> 'postgres'")
        except AssertionError:
            time.sleep(0.05)
            continue
        if busy.strip() == "0":
            return
        time.sleep(0.02)


def _fresh(server: Server, stage: Stage, operation: Operation) -> Path:
    folder = stage.at / "tried"
    if folder.exists():
        _let_go(server, folder)
    return copied(server, stage.at / operation.template, folder)


def _let_go(server: Server, folder: Path) -> None:
    address = kept_address(folder)
    shutil.rmtree(folder, ignore_errors=True)
    if address is not None:
        server.say(f"DROP DATABASE IF EXISTS {address.base} WITH (FORCE)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=100)
    parser.add_argument("--only", default="")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if programs() is None:
        print(HOW_TO_GET)
        return
    found = harness(cuts=asked.cuts, only=tuple(name for name in asked.only.split(",") if name), seed=asked.seed)
    print(table(found))
    if is_any_wrong(found):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
