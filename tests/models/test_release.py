"""The version stands in one place."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

from models.release import VERSION

ROOT = Path(__file__).parents[2]


def test_the_installed_program_is_of_the_version_that_it_says() -> None:
    assert version("sophieu") == VERSION


def test_the_changelog_has_dated_releases_and_the_newest_is_this_one() -> None:
    heads = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert heads[0] == "Unreleased"
    assert re.fullmatch(re.escape(VERSION) + r" – \d\d/\d\d/\d{4}", heads[1])


def test_a_release_is_told_in_forty_lines_that_a_user_reads() -> None:
    for told in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## ")[2:]:
        assert told.count("\n") <= 40, told.partition("\n")[0]
