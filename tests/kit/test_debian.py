"""The package for Debian is readable by everybody, writable by root alone, and bound to the Python its parts are made for."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from kit import debian


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_rights_do_not_follow_the_checkout(tmp_path: Path) -> None:
    former = os.umask(0o077)
    try:
        debian._lay_entry(tmp_path)  # noqa: SLF001 -- a part of what takes long as a whole
        debian._lay_control(tmp_path)  # noqa: SLF001 -- as above
    finally:
        os.umask(former)
    debian._set_rights(tmp_path)  # noqa: SLF001 -- as above
    runs = {path.name for path in tmp_path.rglob("*") if path.is_file() and path.stat().st_mode & 0o777 == 0o755}
    assert runs == {"sophieu", "postinst", "prerm"}
    assert {path.stat().st_mode & 0o777 for path in tmp_path.rglob("*") if path.is_dir()} == {0o755}
    entry = (tmp_path / "usr/share/applications/sophieu.desktop").read_text(encoding="utf-8")
    assert "Exec=sophieu\n" in entry


def test_it_fits_the_python_that_its_parts_are_made_for() -> None:
    options = debian.DEBIAN.options
    assert options[options.index("--python-version") + 1] == "3.11"
    assert "python3 (>= 3.11), python3 (<< 3.12)" in debian._CONTROL  # noqa: SLF001 -- the text itself
