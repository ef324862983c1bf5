"""How files are written: short, composed letters, one future import, and a map that does not lie."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("desktop", "docs", "exports", "kit", "models", "printing", "tests")
KINDS = {".py", ".po", ".md", ".csv", ".cfg", ".toml"}
MOST_LINES = 500


def texts() -> list[Path]:
    found = [path for path in ROOT.iterdir() if path.suffix in KINDS]
    for folder in FOLDERS:
        found += [path for path in (ROOT / folder).rglob("*") if path.suffix in KINDS]
    # sample files show what offices really send, unlike letters included
    return sorted(path for path in found if ROOT / "tests" / "data" not in path.parents)


def test_no_source_file_is_longer_than_one_reads_in_one_go() -> None:
    lengths = {path: path.read_text(encoding="utf-8").count("\n") for path in texts() if path.suffix == ".py"}
    long = [f"{path.relative_to(ROOT)}: {lines}" for path, lines in lengths.items() if lines > MOST_LINES]
    assert not long, f"more than {MOST_LINES} lines; part them by topic:\n" + "\n".join(long)


def test_every_letter_is_composed() -> None:
    """Decomposed Vietnamese prints with displaced marks and compares unequal to what people type."""
    slips = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in texts()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if not unicodedata.is_normalized("NFC", line)
    ]
    assert not slips, "write these in composed letters (NFC):\n" + "\n".join(slips)


def test_every_path_on_the_map_exists() -> None:
    chart = ROOT / "docs" / "architecture.md"
    text = chart.read_text(encoding="utf-8") if chart.exists() else ""
    named = set(re.findall(r"`([\w.-]+(?:/[\w.-]+)*/?)`", text))
    paths = {name for name in named if "/" in name or Path(name).suffix in KINDS}
    missing = sorted(name for name in paths if not (ROOT / name).exists())
    assert not missing, f"docs/architecture.md names what is not there: {missing}"
