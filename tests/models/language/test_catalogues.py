"""Catalogues are compiled once, again when they change, and in memory where nothing can be written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from models.language.catalogues import words_in

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def a_catalogue(folder: Path, vietnamese: str) -> Path:
    catalogue = folder / "vi.po"
    catalogue.write_text(f'{HEAD}msgid "form"\nmsgstr "{vietnamese}"\n', encoding="utf-8")
    return catalogue


def test_a_catalogue_is_compiled_once_beside_itself(tmp_path: Path) -> None:
    catalogue = a_catalogue(tmp_path, "phiếu")
    words = words_in(catalogue)
    assert (words("form"), words("else")) == ("phiếu", "else")
    first = (tmp_path / "vi.mo").stat().st_mtime_ns
    assert words_in(catalogue)("form") == "phiếu"
    assert (tmp_path / "vi.mo").stat().st_mtime_ns == first


def test_a_changed_catalogue_is_compiled_again(tmp_path: Path) -> None:
    words_in(a_catalogue(tmp_path, "biểu"))
    assert words_in(a_catalogue(tmp_path, "phiếu"))("form") == "phiếu"


@pytest.mark.parametrize("rest", [b"", b"not a catalogue", b"\xde\x12\x04\x95\x00\x00\x00\x00\xff"])
def test_a_damaged_compiled_file_is_made_again(tmp_path: Path, rest: bytes) -> None:
    compiled = tmp_path / "vi.mo"
    compiled.write_bytes(rest)
    assert words_in(a_catalogue(tmp_path, "phiếu"))("form") == "phiếu"
    assert compiled.read_bytes() != rest


def test_where_nothing_can_be_written_the_words_are_still_there(tmp_path: Path) -> None:
    (tmp_path / "vi.mo").mkdir()
    assert words_in(a_catalogue(tmp_path, "phiếu"))("form") == "phiếu"


def test_fresh_words_load_without_babel() -> None:
    ask = "import sys, models.language as m; m.load('vi'); sys.exit('babel' in sys.modules)"
    subprocess.run([sys.executable, "-c", "import models.language as m; m.load('vi')"], check=True)
    subprocess.run([sys.executable, "-c", ask], check=True)
