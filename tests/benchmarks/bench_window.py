"""Time from process start to the first painted window, each run in a fresh process; needs a display.

Run by `./check bench window`; the goal is 0.4 s. The imports of the base are part of it.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 7
ROOT = Path(__file__).parents[2]
PAINT = """
import sys, time
from pathlib import Path
from desktop.app import App
from models.settings import load_settings
import peewee
folder = Path(sys.argv[1])
app = App(folder, settings=load_settings(folder))
app.root.update()
print(time.time())
app.close()
"""


def main() -> None:
    """Print the median, the best and the worst of a few runs."""
    with tempfile.TemporaryDirectory() as folder:
        times = []
        for _ in range(RUNS + 1):
            begun = time.time()
            told = subprocess.run(
                [sys.executable, "-c", PAINT, folder], cwd=ROOT, capture_output=True, text=True, check=True
            )
            times.append(float(told.stdout) - begun)
    times = sorted(times[1:])
    print(f"first painted window: median {statistics.median(times) * 1000:.0f} ms of {RUNS} runs, "
          f"{times[0] * 1000:.0f} to {times[-1] * 1000:.0f} ms")  # fmt: skip


if __name__ == "__main__":
    main()
