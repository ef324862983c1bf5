"""The example in the kit is a campaign file that a fresh office of this release opens."""

from __future__ import annotations

from pathlib import Path

from desktop.__main__ import main
from kit.sources import HERE


def test_a_fresh_office_opens_the_example(tmp_path: Path) -> None:
    assert main(["init", "--unit", "00004", "--data", str(tmp_path)]) == 0
    assert main(["campaign", "open", str(HERE / "example" / "ky-khao-sat-mau.zip"), "--data", str(tmp_path)]) == 0
    assert main(["forms", "issue", "--period", "26Q3", "--variant", "CN", "--count", "1", "--data", str(tmp_path)]) == 0
