"""Native files are signed by whom they should be, or there is no kit."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kit.signatures import require_signed
from kit.sources import KitRefused

pytestmark = pytest.mark.skipif(shutil.which("osslsigncode") is None, reason="./check kit brings osslsigncode")


def test_what_is_not_signed_is_refused(tmp_path: Path) -> None:
    roots = tmp_path / "roots.pem"
    roots.write_text("", encoding="utf-8")
    file = tmp_path / "x.exe"
    file.write_bytes(b"MZ" + bytes(2000))
    with pytest.raises(KitRefused, match="does not verify"):
        require_signed(file, roots)
