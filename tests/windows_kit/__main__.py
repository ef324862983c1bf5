"""`./check windows [--kit DIR] [all | PART…]`: builds the kit (or takes a built one), installs it in a fresh Windows and walks through it.

Without a word: the parts of every day, which CI runs.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from kit.__main__ import build
from kit.sources import KitRefused
from models.release import VERSION
from tests.harness.displays import display
from tests.windows_kit import at_the_window, comparing, living, sources, strange, suite, walking
from tests.windows_kit.installed import Failed, Installed
from tests.windows_kit.wine import NoWine, Wine


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that must hold; `lane` says beside what it may run, `is_daily` whether every change is tried with it."""

    name: str
    do: Callable[[Installed, Path], str]
    lane: int = 0
    is_daily: bool = True


PARTS = (
    Part("install", living.install),
    Part("walk", walking.walk, lane=1),
    Part("figures", comparing.figures, lane=2),
    Part("packages", comparing.packages, lane=2),
    Part("held", living.held, lane=2),
    Part("keyed", at_the_window.keyed),
    Part("old", living.old),
    Part("running", living.running),
    Part("upgrade", living.upgrade),
    Part("back", living.back),
    Part("broken", living.broken),
    Part("scaled", strange.scaled, is_daily=False),
    Part("toned", strange.toned, is_daily=False),
    Part("sources", sources.sources, is_daily=False),
    Part("windows", walking.windows, is_daily=False),
    Part("suite", suite.run, is_daily=False),
    Part("uninstall", living.uninstall),
)
"""In the order in which an office would meet them; each stands on the installed program alone, `back` on `upgrade`. Lanes run at once."""


def main(words: list[str]) -> int:
    """0 when all that was asked for holds; 1 with what does not, or with why it could not be tried; 2 for a part that is none."""
    built = Path(words[1]).absolute() if words[:1] == ["--kit"] and len(words) > 1 else None
    asked = words[2:] if built else words
    unknown = set(asked) - {"all", *(part.name for part in PARTS)}
    if unknown:
        names = ", ".join(part.name for part in PARTS)
        sys.stderr.write(f"check windows: there is no part {', '.join(sorted(unknown))}; there are: all, {names}\n")
        return 2
    with tempfile.TemporaryDirectory(prefix="sophieu-windows-") as name, display() as screen:
        wine = Wine(Path(name) / "wine", screen)
        try:
            failed = _try(wine, built, _chosen(asked), Path(name))
        except (KitRefused, NoWine) as reason:
            # a change that nothing was proven of is not taken: docs/decisions/0068
            sys.stdout.write(f"check windows: NOT TRIED: {reason}\n")
            return 1
        finally:
            wine.close()
    sys.stdout.write(f"check windows: {'FAILED: ' + ' '.join(failed) if failed else 'all well'}\n")
    return 1 if failed else 0


def _chosen(asked: Collection[str]) -> list[Part]:
    """The installation stands before all others."""
    if "all" in asked:
        return list(PARTS)
    if not asked:
        return [part for part in PARTS if part.is_daily]
    return [part for part in PARTS if part.name in {"install", *asked}]


def _try(wine: Wine, built: Path | None, parts: list[Part], place: Path) -> list[str]:
    started = time.monotonic()
    with ThreadPoolExecutor(2) as two:
        building = two.submit(_build, built, place)
        two.submit(wine.set_up).result()
        setup = building.result()
    _say(f"{'kit, Wine':<10} {time.monotonic() - started:6.1f} s  both are here")
    failed: list[str] = []
    while parts:
        beside = [parts.pop(0)]
        while parts and beside[0].lane and parts[0].lane:
            beside.append(parts.pop(0))
        lanes = {part.lane: [each for each in beside if each.lane == part.lane] for part in beside}
        with ThreadPoolExecutor(len(lanes)) as pool:
            for wrong in pool.map(lambda lane: _run(lane, wine, setup), lanes.values()):
                failed += wrong
        if failed == ["install"]:
            break
    _say(f"{'all':<10} {time.monotonic() - started:6.1f} s")
    return failed


def _build(built: Path | None, place: Path) -> Path:
    if built is None:
        build(place / "out", place / "work", kinds=("installer",))
    setup = (built or place / "out") / f"SoPhieu-{VERSION}-setup.exe"
    if not setup.is_file():
        raise KitRefused(f"there is no {setup}")
    return setup


def _run(parts: list[Part], wine: Wine, setup: Path) -> list[str]:
    """These parts, one after the other; answers the names of those that do not hold."""
    failed = []
    for part in parts:
        started = time.monotonic()
        try:
            words = part.do(Installed(wine), setup)
        except Failed as error:
            failed.append(part.name)
            words = f"FAILED: {error}"
        _say(f"{part.name:<10} {time.monotonic() - started:6.1f} s  {words}")
    return failed


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
