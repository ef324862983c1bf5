"""What a cut left behind, and whether that is right: looked at in processes of their own, and put into a table."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.harness.stage import Operation, Stage, balanced, run, said_by

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
NEVER = 10**9
Told = dict[str, Any]


def table(found: dict[str, Counter[str]]) -> str:
    """What was found, a line an operation and one for all."""
    lines = [f"{'':<16}" + "".join(f"{name:>11}" for name in COLUMNS)]
    for name, counts in (*found.items(), ("all", sum(found.values(), Counter()))):
        lines.append(f"{name:<16}" + "".join(f"{counts[column]:>11}" for column in COLUMNS))
    return "\n".join(lines)


def is_any_wrong(found: dict[str, Counter[str]]) -> bool:
    return any(counts[name] for counts in found.values() for name in WRONG)


def cut_operation(
    stage: Stage,
    operation: Operation,
    *,
    fresh: Callable[[], Path],
    sabotaged: Callable[[Path, int, str], Told],
    ways: Sequence[str],
    dice: random.Random,
    settle: Callable[[], object] = lambda: None,
) -> Counter[str]:
    """Cut an operation once in each of some ways, anywhere; how often what was so.

    `fresh` makes a folder for it, `sabotaged` runs it there in a process of its own with something happening at a call, and `settle`
    waits until what happened is over.
    """
    counts: Counter[str] = Counter()
    folder = fresh()
    before = child(lambda: said_by(folder))
    whole = child(lambda: sabotaged(folder, NEVER, ""))
    after = child(lambda: said_by(folder))
    if whole.get("code") != 0 or "wrong" not in after:
        raise AssertionError((operation.name, whole, after))
    calls = counts["calls"] = int(whole["calls"])
    for how in ways:
        at, folder = dice.randrange(calls), fresh()
        told = child(lambda: sabotaged(folder, at, how))  # noqa: B023 -- called at once
        settle()
        counts["cuts"] += 1
        counts["refused"] += told.get("code") == 1
        counts["done"] += told.get("code") == 0
        for name, what in judged(stage, operation, folder, told, before, after).items():
            counts[name] += 1
            if name != "healed":
                print(f"{operation.name}: {how} at {at} of {calls}: {name}: {what}", file=sys.stderr, flush=True)
    return counts


def judged(
    stage: Stage, operation: Operation, folder: Path, told: Told, before: Told, after: Told
) -> dict[str, object]:
    """What is wrong after a cut, by its column."""
    wrong: dict[str, object] = {}
    if told.get("code") == 1 and told.get("error") in ("unforeseen", "nothing", None):
        wrong["unforeseen"] = told
    left = child(lambda: said_by(folder))
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
        again = child(lambda: _run(*operation.words(stage, folder)))
        end = child(lambda: said_by(folder))
        if again.get("code") != 0 or end != after:
            wrong["not again"] = (again, _difference(end, after))
    return wrong


def _difference(one: Told, other: Told) -> object:
    return {name: (one.get(name), other.get(name)) for name in {*one, *other} if one.get(name) != other.get(name)}


def _run(*words: object) -> Told:
    return dict(zip(("code", "answer"), run(*words), strict=True))


def child(act: Callable[[], Told]) -> Told:
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
