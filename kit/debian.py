"""The package for Debian: the program with its parts, on the Python of the system."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
from pathlib import Path

from kit.archives import date_all
from kit.bill import write_bill
from kit.program_folder import ROOT, System, lay_example, lay_parts, lay_program
from kit.sources import KitRefused
from models.release import VERSION

DEBIAN = System(
    "debian-parts.txt",
    (
        *(word for each in ("2_34", "2_28", "2_17") for word in ("--platform", f"manylinux_{each}_x86_64")),
        "--platform", "manylinux2014_x86_64", "--python-version", "3.11", "--implementation", "cp",
        "--abi", "cp311", "--abi", "abi3", "--abi", "none", "--only-binary=:all:",
    ),
    "linux",
)  # fmt: skip
"""Native parts are bound to one minor version of Python, so a package fits the Debian it is named for."""
NAME = f"sophieu_{VERSION}_debian12_amd64.deb"
_AT = "usr/lib/sophieu"
_CONTROL = f"""Package: sophieu
Version: {VERSION}
Architecture: amd64
Maintainer: The Sổ Phiếu authors <sophieu@localhost>
Installed-Size: {{size}}
Depends: python3 (>= 3.11), python3 (<< 3.12), python3-tk, libc6 (>= 2.36), libstdc++6, tzdata
Recommends: xdg-utils, fonts-liberation2 | fonts-dejavu-core
Suggests: cups-client
Section: misc
Priority: optional
Description: khảo sát sự hài lòng bằng phiếu giấy, không cần mạng
 Sổ Phiếu giúp phường, xã khảo sát sự hài lòng của người dân, tổ chức bằng
 phiếu giấy: lập danh sách và chọn mẫu, in phiếu có số, nhập phiếu, gửi gói
 dữ liệu về đơn vị tổng hợp và in bảng kết quả.
 .
 Surveys of satisfaction with administrative services, on paper, offline.
"""
_START = f"""#!/usr/bin/python3 -I
import sys

sys.path[:0] = ["/{_AT}/app", "/{_AT}/parts"]
from desktop.__main__ import main

sys.exit(main())
"""
"""Isolated: neither what else this user installed for Python nor a folder the command stands in is looked into."""
_TRANSLATED = f"""#!/bin/sh
set -e
# nobody but root could keep what each start would translate anew
if [ "$1" = configure ]; then
    python3 -I -m compileall -q --invalidation-mode unchecked-hash /{_AT} || :
fi
"""
_TIDIED = f"""#!/bin/sh
set -e
# the data of an office is in the folder of its user, and stays
find /{_AT} -depth -name __pycache__ -type d -exec rm -rf {{}} +
"""
_ENTRY = """[Desktop Entry]
Type=Application
Name=Sổ Phiếu
Comment=Khảo sát sự hài lòng bằng phiếu giấy
Comment[en]=Surveys of satisfaction, on paper
Exec=sophieu
Icon=sophieu
Terminal=false
Categories=Office;
StartupWMClass=sophieu
"""


def write_debian(to: Path, *, work: Path, moment: int) -> Path:
    """Build the package; answers the bill of its materials, which lies inside too. Equal inputs give equal bytes."""
    program = shutil.which("dpkg-deb")
    if program is None:
        raise KitRefused("dpkg-deb is missing: the package for Debian is built on Debian or Ubuntu")
    root = work / "debian"
    parts = lay_parts(root / _AT / "parts", DEBIAN)
    lay_program(root / _AT / "app")
    _lay_entry(root)
    about = root / "usr/share/doc/sophieu"
    about.mkdir(parents=True)
    shutil.copyfile(ROOT / "LICENSE", about / "copyright")
    changes = (ROOT / "CHANGELOG.md").read_bytes()
    (about / "changelog.gz").write_bytes(gzip.compress(changes, mtime=0))
    lay_example(about / "vi-du")
    bill = about / "sbom.cdx.json"
    write_bill(bill, python=None, parts=parts, faces=root / _AT / "app/printing/typefaces", moment=moment)
    _lay_control(root)
    _set_rights(root)
    date_all(root, moment)
    done = subprocess.run([program, "--root-owner-group", "-Zxz", "--build", str(root), str(to)], capture_output=True, text=True,
                          env=os.environ | {"SOURCE_DATE_EPOCH": str(moment), "LC_ALL": "C.UTF-8"}, check=False)  # fmt: skip
    if done.returncode:
        raise KitRefused(f"dpkg-deb: {done.stderr.strip()}")
    return bill


def _lay_entry(root: Path) -> None:
    """The command, the entry in the menu and its picture."""
    from PIL import Image

    command = root / "usr/bin/sophieu"
    command.parent.mkdir(parents=True)
    command.write_text(_START, encoding="utf-8")
    entry = root / "usr/share/applications/sophieu.desktop"
    entry.parent.mkdir(parents=True)
    entry.write_text(_ENTRY, encoding="utf-8")
    with Image.open(ROOT / "desktop" / "icon.png") as picture:
        for size in (48, 128):
            file = root / f"usr/share/icons/hicolor/{size}x{size}/apps/sophieu.png"
            file.parent.mkdir(parents=True)
            picture.convert("RGBA").resize((size, size), Image.Resampling.LANCZOS).save(file)


def _lay_control(root: Path) -> None:
    size = sum(file.stat().st_size for file in root.rglob("*") if file.is_file()) // 1024
    control = root / "DEBIAN"
    control.mkdir()
    (control / "control").write_text(_CONTROL.format(size=size), encoding="utf-8")
    (control / "postinst").write_text(_TRANSLATED, encoding="utf-8")
    (control / "prerm").write_text(_TIDIED, encoding="utf-8")


def _set_rights(root: Path) -> None:
    """Everybody reads, only root writes, whatever rights the checkout has."""
    runs = {root / "usr/bin/sophieu", root / "DEBIAN/postinst", root / "DEBIAN/prerm"}
    for path in (root, *root.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path in runs else 0o644)
