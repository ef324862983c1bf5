"""Native files are signed by whom they should be, or there is no kit."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kit.signatures import is_signed, require_signed
from kit.sources import KitRefused

NEEDS_OSSLSIGNCODE = pytest.mark.skipif(shutil.which("osslsigncode") is None, reason="./check kit brings osslsigncode")


@pytest.mark.parametrize(("magic", "table"), [(b"\x0b\x02", 112), (b"\x0b\x01", 96)])
def test_a_file_is_signed_when_its_fifth_table_is_not_empty(tmp_path: Path, magic: bytes, table: int) -> None:
    head, file = 0x80, tmp_path / "x.exe"
    data = bytearray(b"MZ" + bytes(1022))
    data[0x3C] = head
    data[head + 24 : head + 26] = magic
    file.write_bytes(data)
    assert not is_signed(file)
    data[head + 24 + table + 32] = 1
    file.write_bytes(data)
    assert is_signed(file)


@NEEDS_OSSLSIGNCODE
def test_what_is_not_signed_is_refused(tmp_path: Path) -> None:
    roots = tmp_path / "roots.pem"
    roots.write_text("", encoding="utf-8")
    file = tmp_path / "x.exe"
    file.write_bytes(b"MZ" + bytes(2000))
    with pytest.raises(KitRefused, match="does not verify"):
        require_signed(file, roots)
