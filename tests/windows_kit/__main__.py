"""`./check windows [--kit DIR] [PART…]`: builds the kit (or takes a built one), installs it in a fresh Windows and walks through it."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from kit.__main__ import build
from models.release import VERSION
from tests.harness.displays import display
from tests.windows_kit import comparing, living, suite, walking
from tests.windows_kit.installed import Failed, Installed
from tests.windows_kit.wine import Wine

Part = Callable[[Installed, Path], str]

PARTS: tuple[tuple[str, Part], ...] = (
    ("install", living.install),
    ("walk", walking.walk),
    ("figures", comparing.figures),
    ("packages", comparing.packages),
    ("keying", walking.keying),
    ("held", living.held),
    ("running", living.running),
    ("upgrade", living.upgrade),
    ("back", living.back),
    ("suite", suite.run),
    ("uninstall", living.uninstall),
)
"""In the order in which an office would meet them; each stands on the installed program alone."""


def main(asked: list[str]) -> int:
    built = Path(asked[1]).absolute() if asked[:1] == ["--kit"] and len(asked) > 1 else None
    asked = asked[2:] if built else asked
    unknown = set(asked) - {name for name, _ in PARTS}
    if unknown:
        sys.stderr.write(
            f"check windows: there is no part {', '.join(unknown)}; there are: {', '.join(n for n, _ in PARTS)}\n"
        )
        return 2
    failed = []
    with tempfile.TemporaryDirectory(prefix="sophieu-windows-") as name, display() as screen:
        place = Path(name)
        if built is None:
            build(place / "out", place / "work")
        setup = (built or place / "out") / f"SoPhieu-{VERSION}-setup.exe"
        wine = Wine(place / "wine", screen)
        try:
            wine.set_up()
            for part, do in PARTS:
                if asked and part not in {*asked, "install"}:
                    continue
                started = time.monotonic()
                try:
                    words = do(Installed(wine), setup)
                except Failed as error:
                    failed.append(part)
                    words = f"FAILED: {error}"
                sys.stdout.write(f"{part:<10} {time.monotonic() - started:6.1f} s  {words}\n")
                sys.stdout.flush()
                if failed == ["install"]:
                    break
        finally:
            wine.close()
    sys.stdout.write(f"check windows: {'FAILED: ' + ' '.join(failed) if failed else 'all well'}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
