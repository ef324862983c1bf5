"""What the kit is made of is pinned by version and hash, and nothing else gets in."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from kit import program_folder, python_folder, sources
from kit.debian import DEBIAN
from kit.program_folder import lay_parts
from kit.sources import KitRefused, digest_of, fetch, pins

LISTS = (
    "windows-parts.txt",
    "debian-parts.txt",
    "windows-python.txt",
    "roots.txt",
    "test-parts.txt",
    "source-parts.txt",
)


@pytest.mark.parametrize("name", LISTS)
def test_every_part_has_one_version_and_one_hash(name: str) -> None:
    found = pins(name)
    assert found
    assert len({pin.name for pin in found}) == len(found)


@pytest.mark.parametrize("system", [program_folder.WINDOWS, DEBIAN])
def test_every_part_that_the_program_asks_for_is_in_the_list(system: program_folder.System) -> None:
    program_folder._require_all_named(system)  # noqa: SLF001 -- asked without fetching anything


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A registry of one part that stands on the shelf already, in a list of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(sources, "HERE", tmp_path)
    monkeypatch.setattr(program_folder, "_require_all_named", lambda _: None)
    folder = tmp_path / "sophieu-kit" / "windows-parts"
    folder.mkdir(parents=True)
    return folder


def wheel(shelf: Path, files: Mapping[str, bytes], *, record: Mapping[str, bytes] | None = None) -> None:
    """Put a part of these files on the shelf; `record` is what its own list says of them."""
    file = shelf / "thing-1.0-py3-none-any.whl"
    lines = [
        f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()},{len(data)}"
        for name, data in (record or files).items()
    ]
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        archive.writestr("thing-1.0.dist-info/RECORD", "\n".join([*lines, "thing-1.0.dist-info/RECORD,,"]))
    text = f"thing==1.0 --hash=sha256:{digest_of(file)}\n"
    (shelf.parents[1] / "windows-parts.txt").write_text(text, encoding="utf-8")


def test_a_part_is_laid_as_its_own_list_says(shelf: Path, tmp_path: Path) -> None:
    wheel(shelf, {"thing/__init__.py": b"pass\n", "thing-1.0.data/scripts/x.exe": b"MZ"})
    lay_parts(tmp_path / "parts")
    assert (tmp_path / "parts" / "thing" / "__init__.py").read_bytes() == b"pass\n"
    assert not list((tmp_path / "parts").rglob("*.exe"))


def test_a_part_whose_file_is_not_what_its_list_says_stops_the_build(shelf: Path, tmp_path: Path) -> None:
    wheel(shelf, {"thing/__init__.py": b"evil\n"}, record={"thing/__init__.py": b"pass\n"})
    with pytest.raises(KitRefused, match="not what the list"):
        lay_parts(tmp_path / "parts")


@pytest.mark.parametrize("name", ["thing/run.bat", "../outside.py", "thing/x.scr"])
def test_a_file_of_no_known_kind_stops_the_build(shelf: Path, tmp_path: Path, name: str) -> None:
    wheel(shelf, {name: b"x"})
    with pytest.raises(KitRefused, match="no known kind"):
        lay_parts(tmp_path / "parts")


def test_an_archive_that_was_changed_on_the_shelf_is_not_used(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel(shelf, {"thing/__init__.py": b"pass\n"})
    (file,) = shelf.iterdir()
    file.write_bytes(file.read_bytes() + b"x")
    # nothing else may bring it either
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(KitRefused):
        fetch("windows-parts.txt")


def test_files_of_python_that_are_signed_nowhere_are_listed_by_digest() -> None:
    known = python_folder._known()  # noqa: SLF001 -- the table itself
    assert all(name.startswith("Lib/") and len(digest) == 64 for name, digest in known.items())
    assert len(known) < 20
