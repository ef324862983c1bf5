"""Equal content gives equal bytes, whatever the disk says of dates and order."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

from kit.archives import date_all, write_zip
from kit.bill import write_bill, write_digests
from kit.installer import _listed
from kit.sources import Pin, Source, digest_of

MOMENT = 1_790_000_000


def folder(at: Path, names: list[str]) -> Path:
    for name in names:
        file = at / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(name.encode())
        os.utime(file, (1, 1))
    return at


def test_a_zip_has_the_same_bytes_wherever_it_is_made(tmp_path: Path) -> None:
    names = ["b/Phường.txt", "a.txt", "b/c/$x.py"]
    one, other = folder(tmp_path / "1", names), folder(tmp_path / "2", names[::-1])
    for place, made in enumerate((one, other)):
        write_zip(tmp_path / f"{place}.zip", made, inside="SoPhieu", moment=MOMENT)
    assert (tmp_path / "0.zip").read_bytes() == (tmp_path / "1.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "0.zip") as archive:
        assert archive.namelist() == ["SoPhieu/a.txt", "SoPhieu/b/Phường.txt", "SoPhieu/b/c/$x.py"]
    date_all(one, MOMENT)
    assert {file.stat().st_mtime for file in one.rglob("*")} == {MOMENT}


def test_the_installer_takes_every_file_in_order_and_by_its_name(tmp_path: Path) -> None:
    stage = folder(tmp_path, ["b/c/$x.py", "a.txt", "b/d.txt"])
    assert list(_listed(stage)) == [
        'SetOutPath "$INSTDIR"',
        f'File "{stage}/a.txt"',
        'SetOutPath "$INSTDIR\\b\\c"',
        f'File "{stage}/b/c/$$x.py"',
        'SetOutPath "$INSTDIR\\b"',
        f'File "{stage}/b/d.txt"',
    ]


def test_the_bill_names_every_part_with_its_digest_and_licence(tmp_path: Path) -> None:
    wheel = tmp_path / "thing-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(
            "thing-1.0.dist-info/METADATA", "Name: thing\nLicense-Expression: MIT\n\nLicense: not this one\n"
        )
    part = Source(Pin("thing", "1.0", digest_of(wheel)), wheel)
    faces = folder(tmp_path / "typefaces", ["LiberationSerif-Regular.ttf"])
    for name in ("1.json", "2.json"):
        write_bill(tmp_path / name, python=part, parts=[part], faces=faces, moment=MOMENT)
    assert (tmp_path / "1.json").read_bytes() == (tmp_path / "2.json").read_bytes()
    bill = json.loads((tmp_path / "1.json").read_text(encoding="utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    thing = next(each for each in bill["components"] if each["name"] == "thing")
    assert thing["licenses"] == [{"expression": "MIT"}]
    assert thing["hashes"] == [{"alg": "SHA-256", "content": part.pin.digest}]
    write_digests(tmp_path / "SHA256SUMS", [wheel])
    assert (tmp_path / "SHA256SUMS").read_text(encoding="utf-8") == f"{part.pin.digest}  {wheel.name}\n"
