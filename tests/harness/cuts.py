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
import subprocess
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path

from tests.harness.judging import Told, cut_operation, is_any_wrong, table
from tests.harness.stage import OPERATIONS, Operation, Stage, run, set_stage

ROOT = Path(__file__).parents[2]
HOW = ("killed", "killed", "killed", "torn", "failing", "killed", "killed", "killed", "torn", "failing")


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
        found[operation.name] = cut_operation(
            stage,
            operation,
            fresh=partial(_fresh, stage, operation),
            sabotaged=partial(_sabotaged, stage, operation, library),
            ways=[HOW[number % len(HOW)] for number in range(share)],
            dice=dice,
        )
        print(f"{time.monotonic() - begun:6.0f} s  {operation.name}", file=sys.stderr, flush=True)
    (place / "table.json").write_text(json.dumps(found), encoding="utf-8")


def _sabotaged(stage: Stage, operation: Operation, library: ctypes.CDLL, folder: Path, at: int, how: str) -> Told:
    words = operation.words(stage, folder)
    library.sabotage(ctypes.c_long(at), errno.EIO if how == "failing" else 0, int(how == "torn"))
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
