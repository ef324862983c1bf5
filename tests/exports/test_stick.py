"""A stick for the offices: whole or not there, proven by digest, and usable by whoever finds it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from types import SimpleNamespace

import pypdfium2
import pytest

from desktop.stick import write_stick
from exports import stick
from exports.stick import DIGESTS, PAGE, KitDamaged, NoKit, StickFails, kit_in
from models.domain.basics.problems import Problem
from models.files import DiskFull, FolderMissing
from models.progress import Cancelled
from models.services.exchange.packages import packages
from tests.builders.acts import act_of
from tests.builders.offices import Offices

SETUP, ZIP = "SoPhieu-0.2.0-setup.exe", "SoPhieu-0.2.0.zip"


class Stop:
    def step(self, done: int, total: int, what: str = "") -> None:
        raise Cancelled


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    """A kit of two files, beside the rest of an older one, and what else the list of a kit names."""
    folder = tmp_path / "bộ cài"
    folder.mkdir()
    lines = []
    for name in (SETUP, ZIP, "SoPhieu-0.1.9-setup.exe", "SoPhieu-0.2.0.cdx.json"):
        content = name.encode() * 100_000
        (folder / name).write_bytes(content)
        lines.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
    (folder / DIGESTS).write_text("".join(lines), encoding="utf-8")
    return folder


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "USB"
    folder.mkdir()
    (folder / "của Lan.txt").write_bytes(b"x")
    return folder


def there(usb: Path) -> set[str]:
    return {path.name for path in usb.iterdir()}


def test_kit_campaign_and_page_are_there_and_nothing_else_is_touched(offices: Offices, kit: Path, usb: Path) -> None:
    found = kit_in(kit)
    assert found.version == "0.2.0"
    written = write_stick(offices.hub, offices.period, kit=found, to=usb, act=act_of())
    assert there(usb) == {"của Lan.txt", SETUP, ZIP, DIGESTS, PAGE, written.campaign.name}
    for line in (usb / DIGESTS).read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((usb / name).read_bytes()).hexdigest() == digest
    with pypdfium2.PdfDocument(usb / PAGE) as page:
        assert len(page) == 1
        words = page[0].get_textpage().get_text_range().replace("\r\n", " ")
    assert all(name in words for name in (SETUP, ZIP, "SHA256SUMS"))
    assert written.campaign.name.partition("-campaign")[0] in words


def test_a_folder_without_a_kit_is_called_so(tmp_path: Path, kit: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(NoKit):
            kit_in(folder)
    (kit / DIGESTS).write_text("no list", encoding="utf-8")
    with pytest.raises(NoKit):
        kit_in(kit)


@pytest.mark.parametrize("trouble", ["damaged", "full", "gone", "failing", "stopped", "not ours"])
def test_a_stick_that_cannot_be_written_has_nothing_new(
    offices: Offices, kit: Path, usb: Path, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    found, to, station, act = kit_in(kit), usb, offices.hub, act_of()
    expected: type[BaseException]
    match trouble:
        case "damaged":
            (kit / ZIP).write_bytes(b"other")
            expected = KitDamaged
        case "full":
            monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=1))
            expected = DiskFull
        case "gone":
            to, expected = usb / "none", FolderMissing
        case "failing":
            monkeypatch.setattr(stick, "_digest_on_disk", lambda _: "other")
            expected = StickFails
        case "stopped":
            act, expected = act_of(progress=Stop()), Cancelled
        case _:
            station, expected = offices.first, Problem
    before = list(packages(station))
    with pytest.raises(expected):
        write_stick(station, offices.period, kit=found, to=to, act=act)
    assert there(usb) == {"của Lan.txt"}
    assert list(packages(station)) == before
