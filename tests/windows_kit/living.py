"""The life of an installed program: it comes, is refused while it runs, is renewed, goes back, and goes without the data."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from kit.installer import write_installer
from kit.program_folder import lay_top
from models.release import VERSION
from tests.windows_kit.installed import Installed, Waiting, require

TOO_OLD, RUNNING, NOT_BACKED_UP, NOT_STARTING, NOT_WRITTEN, NO_FORMER = 10, 11, 12, 13, 14, 15
"""Exit codes of the installer, as docs/kit.md lists them."""
MOST_MEGABYTES, MOST_LAID = 36, 130
"""What an installer may weigh, and what it may take on the disk, its translated modules included."""
_HOLDER = """import json, pathlib, subprocess, sys
python, held, copy, folder = sys.argv[1:5]
with open(held, "rb"):
    done = subprocess.run([python, "C:\\\\start.py", "backup", "restore", copy, "--data", folder, "--json"], capture_output=True)
print(done.returncode, json.loads(done.stdout.decode().strip().splitlines()[-1]).get("error"))
"""


_LOOKS = (
    "import desktop.guide as guide, printing.fonts as fonts; "
    "print(len(guide.read_page('index.md')) > 3, fonts.face().name, fonts.face(sans=True).name)"
)
IS_RUNNING = (
    "import ctypes; kernel = ctypes.windll.kernel32; kernel.OpenMutexW.restype = ctypes.c_void_p; "
    "print(bool(kernel.OpenMutexW(0x100000, 0, 'Local\\\\SoPhieu')))"
)


def install(program: Installed, setup: Path) -> str:
    """Silently, for one user; the program answers, knows its version, finds its guide, its typefaces and its licences."""
    ended = program.wine.run(setup, "/S", seconds=900)
    require(ended.code == 0, f"the installer ends with {ended.code}: {ended.said}")
    require(program.python.is_file(), "there is no Python")
    require(program.registered("DisplayVersion") == VERSION, "the version is not registered")
    require(list((program.local.parents[0] / "Roaming").rglob("Sổ Phiếu.lnk")), "there is no entry in the start menu")
    started = time.monotonic()
    told = program.wine.run(program.python, "-m", "desktop", "--help")
    took = time.monotonic() - started
    require(told.code == 0 and "sophieu" in told.said, told.said)
    found = program.wine.run(program.python, "-c", _LOOKS)
    require("True Liberation Serif Liberation Sans" in found.said, found.said)
    require(
        (program.folder / "app" / "printing" / "typefaces" / "LICENSE.txt").is_file(),
        "the typefaces lack their licence",
    )
    files = [file for file in program.folder.rglob("*") if file.is_file()]
    weighs, laid = setup.stat().st_size / 1e6, sum(file.stat().st_size for file in files) / 1e6
    require(weighs <= MOST_MEGABYTES and laid <= MOST_LAID, f"{weighs:.1f} MB, laid out {laid:.1f} MB")
    return f"{weighs:.1f} MB, laid out {laid:.1f} MB in {len(files)} files; --help answers in {took:.1f} s"


def old(program: Installed, setup: Path) -> str:
    """On a Windows before 10 nothing is installed or changed."""
    before = sorted(program.folder.rglob("*"))
    program.wine.be("win81")
    try:
        code = program.wine.run(setup, "/S").code
    finally:
        program.wine.be("win10")
    require(code == TOO_OLD, f"the installer ends with {code} on Windows 8.1")
    require(sorted(program.folder.rglob("*")) == before, "something was changed")
    return f"refused with {TOO_OLD} on Windows 8.1"


def held(program: Installed, _: Path) -> str:
    """A copy that cannot come back since another program has a file open changes nothing, and says which file it is."""
    folder = program.wine.disk / "held"
    there = program.wine.windows_path(folder)
    program.answer("init", "--unit", "00004", "--name", "Nguyễn Thị Lan", "--data", there)
    copy = program.answer("backup", "now", "--data", there)["file"]
    script = program.wine.disk / "holder.py"
    script.write_text(_HOLDER, encoding="utf-8")
    codes = []
    # the base is moved first, so that only the drafts tell whether it goes back; Wine moves a folder whatever is open in it
    (folder / "drafts.sqlite").write_bytes(b"drafts")
    for name in ("so-phieu.sqlite", "drafts.sqlite"):
        before = _content(folder)
        file = program.wine.windows_path(folder / name)
        said = program.wine.run(program.python, "C:\\holder.py", program.python, file, copy, there).said.strip()
        require(said.startswith("1 "), f"{name} is open, and the answer is: {said}")
        require(not list(folder.glob("before-restore-*")), f"{name}: something was moved")
        require(not list(folder.glob("arriving*")), f"{name}: something was left")
        require(_content(folder) == before, f"{name}: something was changed")
        codes.append(said.split()[1])
    require(program.command("verify", "--data", there).code == 0, "verify finds something wrong")
    require(
        program.command("backup", "restore", copy, "--data", there).code == 0,
        "nobody has it open, and it does not come back",
    )
    return f"refused with {', '.join(codes)}, nothing changed; then it came back"


def _content(folder: Path) -> dict[str, bytes]:
    """Keys and drafts; the base itself is told by what it answers."""
    return {each.name: each.read_bytes() for each in (*folder.glob("keys/*"), *folder.glob("drafts*"))}


def running(program: Installed, setup: Path) -> str:
    """While the window is open neither installer nor uninstaller touches anything."""
    window = program.wine.begin(
        "wine", program.folder / "python" / "pythonw.exe", "C:\\start.py", "--data", "C:\\window"
    )
    try:
        Waiting().until(
            lambda: "True" in program.wine.run(program.python, "-c", IS_RUNNING).said, "the window does not open"
        )
        code = program.wine.run(setup, "/S").code
        require(code == RUNNING, f"the installer ends with {code} while the program runs")
        require(program.python.is_file(), "the installer changed something while the program runs")
    finally:
        program.wine.run("taskkill", "/F", "/IM", "pythonw.exe", seconds=30)
        window.process.wait(30)
    return f"refused with {RUNNING}"


def upgrade(program: Installed, setup: Path) -> str:
    """The data is copied by the former program first; when that fails, nothing is renewed."""
    data = _data_of(program)
    mark = program.folder / "app" / "former.txt"
    mark.write_text("former", encoding="utf-8")
    base = (data / "so-phieu.sqlite").read_bytes()
    (data / "so-phieu.sqlite").write_bytes(b"no base" * 1000)
    code = program.wine.run(setup, "/S", seconds=900).code
    require(
        (code, mark.is_file()) == (NOT_BACKED_UP, True),
        f"the data cannot be copied, and the installer ends with {code}",
    )
    (data / "so-phieu.sqlite").write_bytes(base)
    before = len(list((data / "backups").glob("*.sqlite")))
    code = program.wine.run(setup, "/S", seconds=900).code
    require(code == 0, f"the installer ends with {code}")
    require(len(list((data / "backups").glob("*.sqlite"))) == before + 1, "the data was not copied first")
    require(
        not mark.exists() and (program.folder / "previous" / "app" / "former.txt").is_file(),
        "the former version is not kept",
    )
    require(program.command("person", "list").code == 0, "the renewed program does not read the data")
    return f"refused with {NOT_BACKED_UP} when the data cannot be copied; else copied, renewed, the former version kept"


def broken(program: Installed, setup: Path) -> str:
    """A new version that does not start, and one that cannot be written wholly: the former one is back, and works."""
    _data_of(program)
    stage = program.wine.place / "broken"
    shutil.copytree(program.folder / "python", stage / "python")
    (stage / "app" / "desktop").mkdir(parents=True)
    (stage / "app" / "desktop" / "__main__.py").write_text("raise SystemExit(3)\n", encoding="utf-8")
    lay_top(stage)
    mark = program.folder / "app" / "before.txt"
    mark.write_text("before", encoding="utf-8")
    new = program.wine.place / "broken-setup.exe"
    write_installer(new, stage, work=program.wine.place, version="99.0", moment=0, is_quick=True)
    codes = [program.wine.run(new, "/S", seconds=900).code]
    _require_as_before(program, mark)
    # the last file that the installer writes stands where a folder is
    last = program.folder / "sophieu.ico"
    last.unlink()
    (last / "in the way").mkdir(parents=True)
    codes.append(program.wine.run(setup, "/S", seconds=900).code)
    _require_as_before(program, mark)
    (last / "in the way").rmdir()
    last.rmdir()
    mark.unlink()
    require(codes == [NOT_STARTING, NOT_WRITTEN], f"the installers end with {codes}")
    return f"ended with {codes[0]} and {codes[1]}, the former version back and working each time"


def _require_as_before(program: Installed, mark: Path) -> None:
    require(mark.is_file(), "the former version is not back")
    require(not (program.folder / "previous").exists(), "something of the former version stayed aside")
    require(program.registered("DisplayVersion") == VERSION, "another version is registered")
    require(program.command("person", "list").code == 0, "the former program does not read the data")


def _data_of(program: Installed) -> Path:
    """The station of this user of Windows, made where there is none yet."""
    data = program.local / "sophieu"
    if not (data / "so-phieu.sqlite").is_file():
        program.answer("init", "--unit", "00004", "--name", "Nguyễn Thị Lan")
    return data


def back(program: Installed, setup: Path) -> str:
    """The former version comes back; there is only one."""
    code = program.wine.run(setup, "/S", "/BACK").code
    require(code == 0 and (program.folder / "app" / "former.txt").is_file(), f"/BACK ends with {code}")
    require(program.command("person", "list").code == 0, "the former program does not read the data")
    code = program.wine.run(setup, "/S", "/BACK").code
    require(code == NO_FORMER, f"a second /BACK ends with {code}")
    return f"the former version is back; a second time is refused with {NO_FORMER}"


def uninstall(program: Installed, _: Path) -> str:
    """The program goes, with its entries; the data stays."""
    data = program.local / "sophieu"
    before = sorted(path.name for path in data.iterdir()) if data.is_dir() else []
    program.wine.run(program.folder / "go-bo.exe", "/S")
    Waiting().until(lambda: not program.folder.exists(), "the folder of the program stays")
    require(not program.registered("DisplayName"), "it is still registered")
    require(not list((program.local.parents[0] / "Roaming").rglob("Sổ Phiếu.lnk")), "the entry in the start menu stays")
    require(not data.is_dir() or sorted(path.name for path in data.iterdir()) == before, "the data was touched")
    return f"gone; {len(before)} entries of the data kept"
