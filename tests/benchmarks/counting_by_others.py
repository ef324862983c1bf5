"""The counts of the results benchmark by other programs, over the same answers as csv."""

from __future__ import annotations

import csv
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from exports.formats import format_of
from exports.tables import AnswerTable, Sort
from models.language import load


def compare_others(table: AnswerTable, folder: Path, cold: float, warm: float) -> None:
    """The same counts by other programs, over the same answers as csv; those that are not installed are named.

    `cold` is what the figures of so many forms take here from the facts, `warm` when they were counted before.
    """

    def compare(what: str, work: Callable[[], object]) -> None:
        start = time.perf_counter()
        work()
        spent = time.perf_counter() - start
        print(f"{f'  {what}':<62} {spent:8.3f} s  ({1e6 * spent / len(table.rows):.1f} µs a form)")
        print(
            f"    {spent / cold:.2f} times our {cold:.3f} s from the facts, {spent / warm:.1f} times our {warm:.3f} s warm"
        )

    file = folder / "others.csv"
    format_of("csv").write(table, language=load("vi"), to=file)
    names = [field.name for field in table.fields if field.sort is Sort.CODE]

    def counted() -> dict[tuple[str, str], Counter[str]]:
        found: dict[tuple[str, str], Counter[str]] = {}
        with file.open(encoding="utf-8-sig", newline="") as source:
            for row in csv.DictReader(source):
                for name in names:
                    found.setdefault((row["unit"], name), Counter())[row[name]] += 1
        return found

    compare("counts by csv and Counter", counted)
    try:
        import pandas as pd
    except ImportError:
        print("  pandas is not installed")
    else:

        def grouped() -> None:
            frame = pd.read_csv(file, dtype=str, keep_default_na=False)
            for name in names:
                frame.groupby(["unit", name]).size()

        compare("counts by pandas group-by", grouped)
    pspp = shutil.which("pspp")
    if pspp is None:
        print("  PSPP is not installed")
        return
    columns = " ".join(f"{field.name} A200" for field in table.fields)
    script = folder / "others.sps"
    script.write_text(
        f"GET DATA /TYPE=TXT /FILE='{file}' /ARRANGEMENT=DELIMITED /FIRSTCASE=2 /DELIMITERS=',' /QUALIFIER='\"'\n"
        f" /VARIABLES={columns}.\nFREQUENCIES /VARIABLES={' '.join(names)}.\n",
        encoding="utf-8",
    )
    compare(
        "frequencies by PSPP (all offices together)",
        lambda: subprocess.run([pspp, str(script), "-o", str(folder / "others.txt")], check=True, capture_output=True),
    )
