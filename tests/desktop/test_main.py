"""Starting the program without a screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_without_a_screen_the_commands_that_need_none_are_named(tmp_path: Path) -> None:
    bare = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    done = subprocess.run([sys.executable, "-m", "desktop", "--data", str(tmp_path)], cwd=ROOT, text=True,
                          env=bare | {"PYTHONUTF8": "1"}, capture_output=True, timeout=60, check=False)  # fmt: skip
    assert done.returncode == 1
    assert "sophieu demo" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_presenters_and_tasks_need_no_toolkit() -> None:
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts)
             for path in sorted((ROOT / "desktop" / "screens").glob("*/presenter.py"))]  # fmt: skip
    imports = "; ".join(f"import {name}" for name in [*names, "desktop.tasks", "desktop.office", "desktop.screens"])
    program = f"import sys; {imports}; assert 'tkinter' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=60)
