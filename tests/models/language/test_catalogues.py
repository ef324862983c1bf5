"""Catalogues are compiled once, again when a topic changes, and in memory where nothing can be written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from models.language.catalogues import words_in

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def a_topic(folder: Path, name: str, english: str, vietnamese: str) -> Path:
    topic = folder / f"{name}.po"
    topic.write_text(f'{HEAD}msgid "{english}"\nmsgstr "{vietnamese}"\n', encoding="utf-8")
    return topic


def test_topics_are_joined_and_compiled_beside_them(tmp_path: Path) -> None:
    topics = [a_topic(tmp_path, "paper", "form", "phiếu"), a_topic(tmp_path, "people", "person", "người")]
    compiled = tmp_path / "words.mo"
    words = words_in(topics, compiled=compiled)
    assert (words("form"), words("person"), words("else")) == ("phiếu", "người", "else")
    first = compiled.stat().st_mtime_ns
    assert words_in(topics, compiled=compiled)("form") == "phiếu"
    assert compiled.stat().st_mtime_ns == first


def test_a_changed_topic_is_compiled_again(tmp_path: Path) -> None:
    compiled = tmp_path / "words.mo"
    words_in([a_topic(tmp_path, "paper", "form", "biểu")], compiled=compiled)
    assert words_in([a_topic(tmp_path, "paper", "form", "phiếu")], compiled=compiled)("form") == "phiếu"


@pytest.mark.parametrize("rest", [b"", b"not a catalogue", b"\xde\x12\x04\x95\x00\x00\x00\x00\xff"])
def test_a_damaged_compiled_file_is_made_again(tmp_path: Path, rest: bytes) -> None:
    compiled = tmp_path / "words.mo"
    compiled.write_bytes(rest)
    assert words_in([a_topic(tmp_path, "paper", "form", "phiếu")], compiled=compiled)("form") == "phiếu"
    assert compiled.read_bytes() != rest


def test_where_nothing_can_be_written_the_words_are_still_there(tmp_path: Path) -> None:
    topics = [a_topic(tmp_path, "paper", "form", "phiếu")]
    assert words_in(topics, compiled=tmp_path / "no such folder" / "words.mo")("form") == "phiếu"


def test_fresh_words_load_without_babel() -> None:
    ask = "import sys, models.language as m; m.load('vi'); sys.exit('babel' in sys.modules)"
    subprocess.run([sys.executable, "-c", "import models.language as m; m.load('vi')"], check=True)
    subprocess.run([sys.executable, "-c", ask], check=True)
