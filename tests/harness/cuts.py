"""Cuts the power of real commands, or has their disk fail, at any write, sync and rename, and looks at what is left.

    python -m tests.harness.cuts [--cuts 1000] [--only "init,backup restore"] [--seed 1] [--out FILE]

Every command runs in a process of its own, born with everything loaded; a small library stands between it and the disk. Of
each ten cuts six kill at once, two kill in the middle of a write, two let every further call fail. After each: the folder is
whole (or, where a station was being set up, empty), every form is in one place, what was acknowledged is there, nothing is
there twice, no unforeseen trouble is met, and the same command given again ends where an uncut one ends. Names that remain in a
copy are told by `verify`; what it says to do heals that, which is counted.
"""

from __future__ import annotations

import argparse
import ctypes
import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.harness.stage import OPERATIONS, Operation, Stage, balanced, run, said_by, set_stage

ROOT = Path(__file__).parents[2]
NEVER = 10**9
HOW = ("killed", "killed", "killed", "torn", "failing", "killed", "killed", "killed", "torn", "failing")
COLUMNS = (
    "cuts",
    "calls",
    "refused",
    "done",
    "healed",
    "not whole",
    "unbalanced",
    "lost",
    "doubled",
    "not again",
    "unforeseen",
)
WRONG = COLUMNS[5:]
_Told = dict[str, Any]


def harness(*, cuts: int, only: tuple[str, ...] = (), seed: int = 1) -> dict[str, Counter[str]]:
    """Cut `cuts` times, spread over the operations; by operation, how often what was so."""
    with tempfile.TemporaryDirectory(prefix="cuts-") as place:
        library = Path(place) / "saboteur.so"
        source = Path(__file__).with_name("saboteur.c")
        subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
        words = [
            sys.executable,
            "-m",
            "tests.harness.cuts",
            "--inside",
            place,
            "--cuts",
            str(cuts),
            "--seed",
            str(seed),
        ]
        words += ["--only", ",".join(only)]
        environment = os.environ | {"LD_PRELOAD": str(library), "PYTHONPATH": str(ROOT), "HOME": place}
        subprocess.run(words, check=True, env=environment, cwd=ROOT)
        told = json.loads((Path(place) / "table.json").read_text(encoding="utf-8"))
    return {name: Counter(counts) for name, counts in told.items()}


def table(found: dict[str, Counter[str]]) -> str:
    """What was found, a line an operation and one for all."""
    lines = [f"{'':<16}" + "".join(f"{name:>11}" for name in COLUMNS)]
    for name, counts in (*found.items(), ("all", sum(found.values(), Counter()))):
        lines.append(f"{name:<16}" + "".join(f"{counts[column]:>11}" for column in COLUMNS))
    return "\n".join(lines)


def is_any_wrong(found: dict[str, Counter[str]]) -> bool:
    return any(counts[name] for counts in found.values() for name in WRONG)


def _inside(place: Path, *, cuts: int, only: tuple[str, ...], seed: int) -> None:
    """In the process before whose disk the library stands."""
    library = ctypes.CDLL(str(place / "saboteur.so"))
    stage = set_stage(place)
    chosen = [each for each in OPERATIONS if not only or each.name in only]
    found: dict[str, Counter[str]] = {}
    dice = random.Random(seed)
    begun = time.monotonic()
    for number, operation in enumerate(chosen):
        share = cuts // len(chosen) + (number < cuts % len(chosen))
        found[operation.name] = _cut_operation(stage, operation, library, share, dice)
        print(f"{time.monotonic() - begun:6.0f} s  {operation.name}", file=sys.stderr, flush=True)
    (place / "table.json").write_text(json.dumps(found), encoding="utf-8")


def _cut_operation(
    stage: Stage, operation: Operation, library: ctypes.CDLL, cuts: int, dice: random.Random
) -> Counter[str]:
    counts: Counter[str] = Counter()
    folder = _fresh(stage, operation)
    before = _child(lambda: said_by(folder))
    whole = _child(lambda: _sabotaged(stage, operation, folder, library, NEVER, 0, tears=False))
    after = _child(lambda: said_by(folder))
    if whole.get("code") != 0 or "wrong" not in after:
        raise AssertionError((operation.name, whole, after))
    calls = counts["calls"] = int(whole["calls"])
    for number in range(cuts):
        at, how = dice.randrange(calls), HOW[number % len(HOW)]
        folder = _fresh(stage, operation)
        error = errno.EIO if how == "failing" else 0
        told = _child(lambda: _sabotaged(stage, operation, folder, library, at, error, tears=how == "torn"))  # noqa: B023
        wrong = _judged(stage, operation, folder, told, before, after)
        counts["cuts"] += 1
        counts["refused"] += told.get("code") == 1
        counts["done"] += told.get("code") == 0
        for name, what in wrong.items():
            counts[name] += 1
            if name == "healed":
                continue
            print(f"{operation.name}: {how} at {at} of {calls}: {name}: {what}", file=sys.stderr, flush=True)
    return counts


def _run(*words: object) -> _Told:
    return dict(zip(("code", "answer"), run(*words), strict=True))


def _judged(
    stage: Stage, operation: Operation, folder: Path, told: _Told, before: _Told, after: _Told
) -> dict[str, object]:
    """What is wrong after a cut, by its column."""
    wrong: dict[str, object] = {}
    if told.get("code") == 1 and told.get("error") in ("unforeseen", "nothing", None):
        wrong["unforeseen"] = told
    left = _child(lambda: said_by(folder))
    for each in left.get("wrong", ()):
        kind, _, where = each.partition(" ")
        if kind == "names_remain":
            # the same command again deletes these too
            wrong["healed"] = where
    if "healed" in wrong:
        left["wrong"] = [each for each in left["wrong"] if not each.startswith("names_remain ")]
    if left.get("wrong", ["?"]) and left != {"station": None}:
        wrong["not whole"] = left.get("wrong", left)
    elif not balanced(left):
        wrong["unbalanced"] = left
    if told.get("code") == 0 and left != after:
        wrong["lost"] = _difference(left, after)
    if left != after:
        if left != before:
            wrong["doubled"] = _difference(left, before)
        again = _child(lambda: _run(*operation.words(stage, folder)))
        end = _child(lambda: said_by(folder))
        if again.get("code") != 0 or end != after:
            wrong["not again"] = (again, _difference(end, after))
    return wrong


def _difference(one: _Told, other: _Told) -> object:
    return {name: (one.get(name), other.get(name)) for name in {*one, *other} if one.get(name) != other.get(name)}


def _sabotaged(
    stage: Stage, operation: Operation, folder: Path, library: ctypes.CDLL, at: int, error: int, *, tears: bool
) -> _Told:
    words = operation.words(stage, folder)
    library.sabotage(ctypes.c_long(at), error, int(tears))
    code, told = run(*words)
    done = library.calls()
    library.sabotage(ctypes.c_long(-1), 0, 0)
    return {"code": code, "calls": done, "error": told.get("error"), "message": told.get("message")}


def _fresh(stage: Stage, operation: Operation) -> Path:
    folder = stage.at / "tried"
    shutil.rmtree(folder, ignore_errors=True)
    if operation.template:
        shutil.copytree(stage.at / operation.template, folder)
    return folder


def _child(act: Callable[[], _Told]) -> _Told:
    """What `act` answers in a process of its own; of one that was killed, nothing but the signal."""
    if sys.platform == "win32":
        raise NotImplementedError
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            told = act()
        except BaseException as error:  # noqa: BLE001 -- the parent is told
            told = {"code": 1, "error": None, "message": f"{type(error).__name__}: {error}"}
        os.write(writing, json.dumps(told, default=str).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    _, status = os.waitpid(child, 0)
    if answer:
        told = json.loads(answer)
        assert isinstance(told, dict)
        return told
    return {"signal": signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else status}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=1000)
    parser.add_argument("--only", default="")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    only = tuple(name for name in asked.only.split(",") if name)
    if asked.inside:
        _inside(asked.inside, cuts=asked.cuts, only=only, seed=asked.seed)
        return
    found = harness(cuts=asked.cuts, only=only, seed=asked.seed)
    print(table(found))
    if asked.out:
        asked.out.write_text(table(found) + "\n", encoding="utf-8")
    if is_any_wrong(found):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
