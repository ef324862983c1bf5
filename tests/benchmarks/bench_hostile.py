"""What hostile tables cost: seconds of the processor and memory until they are refused, by `frame import` in a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from desktop.cli import main as run
from tests.builders.hostile import HOSTILE

MOST_SECONDS, MOST_MEGABYTES = 5.0, 300
_INSIDE = """
import resource, sys
from desktop import cli
code = cli.main(sys.argv[1:])
# what the kernel calls the maximum of a process counts the one that began it too
status = open("/proc/self/status").read() if sys.platform == "linux" else ""
own = [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")]
print((own[0] if own else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) // 1024, file=sys.stderr)
sys.exit(code)
"""


class Cost(NamedTuple):
    """What one file cost: its size, the time and memory of the whole command, and the word of its refusal."""

    kilobytes: int
    seconds: float
    megabytes: int
    refusal: str


def station(folder: Path) -> Path:
    """A station with an open period, made by commands."""
    data = ("--data", str(folder), "--json")
    for words in (
        ("init", "--unit", "00004"),
        ("period", "open", "26Q3", "--name", "Q", "--from", "01/07/2026", "--to", "30/09/2026"),
    ):
        if run([*words, *data]):
            raise SystemExit("the station was not made")
    return folder


def _processor() -> float:
    """Seconds that the processor spent on processes that have ended: the same however busy the machine is."""
    if sys.platform == "win32":
        raise NotImplementedError
    import resource

    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


def cost(name: str, at: Path, folder: Path) -> Cost:
    """Make the hostile file and have it taken in; what that cost."""
    file = HOSTILE[name](at)
    begun = _processor()
    words = [sys.executable, "-c", _INSIDE, "frame", "import", str(file), "--period", "26Q3", "--data", str(folder)]
    ran = subprocess.run([*words, "--json"], capture_output=True, text=True, env=os.environ, check=False)
    seconds = _processor() - begun
    size = file.stat().st_size // 1024
    file.unlink()
    answer = json.loads(ran.stdout.strip().splitlines()[-1])
    return Cost(size, seconds, int(ran.stderr.strip().splitlines()[-1]), str(answer.get("error", "taken")))


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = station(Path(place) / "station")
        for name in sys.argv[1:] or HOSTILE:
            ending = ".csv" if "MB of" in name or "line" in name else ".xlsx"
            found = cost(name, Path(place) / f"hostile{ending}", folder)
            over = "" if found.seconds <= MOST_SECONDS and found.megabytes <= MOST_MEGABYTES else "  OVER"
            print(
                f"{name:<36}{found.kilobytes:>8} kB{found.seconds:>7.1f} s{found.megabytes:>6} MB  {found.refusal}{over}"
            )
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
