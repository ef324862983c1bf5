"""The tests of the project on the Python of the kit, watched: what hangs or dies is named, and the others go on."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from kit.sources import fetch
from models.release import VERSION
from tests.windows_kit.installed import Installed, require
from tests.windows_kit.wine import Running

ROOT = Path(__file__).parents[2]
_FOR = ("--platform", "win_amd64", "--python-version", "3.13", "--implementation", "cp", "--only-binary=:all:")
_CUSTOM = """import sys
import _winapi
_winapi.__dict__.pop("CopyFile2", None)
sys.modules["_wmi"] = None
"""
_TELLING = """import os
_FILE = open(os.environ["TELL"], "a", encoding="utf-8")


def _tell(word, name, why=""):
    _FILE.write("\\t".join((word, name, why.encode("unicode_escape").decode())) + "\\n")
    _FILE.flush()


def pytest_runtest_logstart(nodeid, location):
    _tell("begun", nodeid)


def pytest_runtest_logreport(report):
    if report.when == "call" or report.outcome != "passed":
        _tell(report.outcome, report.nodeid, "" if report.passed else report.longreprtext)


def pytest_collectreport(report):
    _tell("failed" if report.failed else "read", report.nodeid, report.longreprtext if report.failed else "")


def pytest_sessionfinish(session, exitstatus):
    _tell("ended", str(int(exitstatus)))
"""
"""What a run tells while it goes, so that its hanging or dying loses nothing of what it found."""
_FOLDERS = ("desktop", "docs", "exports", "kit", "models", "printing", "tests")
HALVES = (
    ("tests/models",),
    ("tests/exports", "tests/printing", "tests/desktop", "tests/journeys"),
)  # fmt: skip
_OPTIONS = (
    "-q", "-p", "telling", "-p", "no:randomly", "-p", "no:cacheprovider", "--continue-on-collection-errors",
    "-o", "faulthandler_timeout=0",
    # since Python 3.13 a base that a test leaves unclosed is warned of, at the cost of whichever test comes later
    "-W", "ignore:unclosed database:ResourceWarning",
)  # fmt: skip
_BACKUPS = "tests/models/services/office/test_backups.py"
_FORM = "tests/printing/test_questionnaire_form.py"
_PACKS = "tests/models/catalogue/test_packs.py"
LEFT_OUT = {
    "tests/exports/analysis/test_analysis.py": "counts with duckdb, pyarrow and numpy, which are not on this Python",
    "tests/exports/packages/test_independent_reader.py": "reads with frictionless, which is not on this Python",
    f"{_PACKS}::test_the_built_in_pack_is_a_data_package": "reads with frictionless",
    "tests/exports/formats/test_formats.py": "reads with pandas and pyreadstat, for which Wine lacks a function",
    "tests/exports/test_side_by_side.py": "counts with numpy, for which Wine lacks a function",
    f"{_FORM}::test_printing_is_ten_times_the_plain_rate_in_the_same_run": "compares with what the kit leaves out of reportlab",
    f"{_BACKUPS}::test_a_file_that_cannot_be_moved_leaves_the_station_whole[keys]": "Wine moves what Windows keeps",
}
"""Files and tests that cannot run there, and why."""
_PATIENCE = 150
"""Seconds without a word after which a test hangs: none takes a third of that under Wine."""
_MARKS = "not window and not nightly and not hypothesis"


@dataclass(slots=True)
class _Turn:
    """A run of some files, begun anew behind whatever stopped it."""

    program: Installed
    files: list[str]
    marks: str
    number: int
    found: dict[str, str] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)
    passed_over: list[str] = field(default_factory=list)
    current: str = ""
    is_over: bool = False
    _running: Running | None = None
    _read: int = 0
    _heard: float = 0.0

    @property
    def _told(self) -> Path:
        return self.program.wine.disk / f"told-{self.number}.txt"

    def begin(self) -> None:
        self._told.write_bytes(b"")
        self._read, self.current, self._heard = 0, "", time.monotonic()
        left_out = [
            f"--deselect={each}" if "::" in each else f"--ignore={each}" for each in (*LEFT_OUT, *self.passed_over)
        ]
        words = ("-m", "pytest", *_OPTIONS, "-m", self.marks, *self.files, *left_out)
        self._running = self.program.wine.begin(
            "wine", self.program.wine.disk / "py" / "python.exe", *words, at=self.program.wine.disk / "sp",
            more={"TELL": f"C:\\told-{self.number}.txt"},
        )  # fmt: skip

    def look(self) -> None:
        """Read what was told since; a test that hangs is ended with its run, and one that ended it is named."""
        assert self._running is not None
        has_ended = self._running.process.poll() is not None
        with self._told.open("rb") as file:
            file.seek(self._read)
            text = file.read()
        lines, _, _ = text.rpartition(b"\n")
        self._read += len(lines) + 1 if lines else 0
        for line in lines.decode("utf-8").splitlines():
            self._heard = time.monotonic()
            word, name, why = line.split("\t")
            if word == "ended":
                self.is_over = True
            elif word == "begun":
                self.current = name
            elif word != "read" and self.found.get(name) != "failed":
                self.found[name] = word
                self.why[name] = why.encode().decode("unicode_escape")
        if self.is_over:
            return
        if has_ended or time.monotonic() - self._heard > _PATIENCE:
            self._go_on("it ended the run" if has_ended else f"nothing was heard of it for {_PATIENCE} s")

    def _go_on(self, why: str) -> None:
        assert self._running is not None
        self._running.process.kill()
        self._running.process.wait()
        self.found[self.current or "collecting"] = "failed"
        self.why[self.current or "collecting"] = f"{why}\n{self._running.said()[-1500:]}"
        file = self.current.partition("::")[0]
        if file not in self.files or self.current in self.passed_over:
            self.is_over = True
            return
        self.passed_over.append(self.current)
        self.files = self.files[self.files.index(file) :]
        self.begin()

    def end(self) -> None:
        if self._running is not None and self._running.process.poll() is None:
            self._running.process.kill()


def run(program: Installed, _: Path) -> str:
    """Everything without a window, in two halves at once; how many of the tests here that is."""
    _prepare(program)
    turns = [_Turn(program, files_of(*half), _MARKS, number) for number, half in enumerate(HALVES)]
    found, why = _watch(turns, 7200)
    counts = _counts(found)
    here = _collected(*(folder for half in HALVES for folder in half))
    wrong = [f"{name}\n{why[name][-1500:]}" for name, word in found.items() if word == "failed"]
    require(not wrong, "\n".join([counts, *wrong]))
    return f"{counts}, of {here} tests here; {len(LEFT_OUT)} left out by name"


def run_some(program: Installed, *files: str, seconds: float) -> str:
    """These files alone, with their windows."""
    _prepare(program)
    found, why = _watch([_Turn(program, list(files), "not nightly and not hypothesis", 0)], seconds)
    wrong = [f"{name}\n{why[name][-1500:]}" for name, word in found.items() if word == "failed"]
    require(not wrong, "\n".join([_counts(found), *wrong]))
    return _counts(found)


def _watch(turns: list[_Turn], seconds: float) -> tuple[dict[str, str], dict[str, str]]:
    end = time.monotonic() + seconds
    try:
        for turn in turns:
            turn.begin()
        while not all(turn.is_over for turn in turns):
            time.sleep(1)
            require(time.monotonic() < end, f"not over after {seconds:.0f} s, at {', '.join(t.current for t in turns)}")
            for turn in turns:
                if not turn.is_over:
                    turn.look()
    finally:
        for turn in turns:
            turn.end()
    found: dict[str, str] = {}
    why: dict[str, str] = {}
    for turn in turns:
        found |= turn.found
        why |= turn.why
    return found, why


def _counts(found: dict[str, str]) -> str:
    words = list(found.values())
    return ", ".join(f"{words.count(word)} {word}" for word in ("passed", "skipped", "failed") if word in words)


def files_of(*folders: str) -> list[str]:
    """The files of these folders, each by name, so that a run can be begun anew behind any of them."""
    files = (file for folder in folders for file in sorted((ROOT / folder).rglob("test_*.py")))
    return [name for file in files if (name := file.relative_to(ROOT).as_posix()) not in LEFT_OUT]


def _collected(*folders: str) -> int:
    """How many tests Linux runs of these folders."""
    words = [sys.executable, "-m", "pytest", "-q", "-n0", "--collect-only", "-m", _MARKS, *folders]
    said = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False).stdout
    return sum("::" in line for line in said.splitlines())


def _prepare(program: Installed) -> None:
    """A Python beside that of the kit, which also looks where the tests are; what it runs are the parts of the installed program."""
    disk = program.wine.disk
    if (disk / "py").is_dir():
        return
    shutil.copytree(program.folder / "python", disk / "py")
    (disk / "py" / "python313._pth").unlink()
    site = disk / "py" / "Lib" / "site-packages"
    site.mkdir()
    for source in fetch("test-parts.txt", *_FOR):
        with zipfile.ZipFile(source.file) as wheel:
            wheel.extractall(site)
    parts = program.wine.windows_path(program.folder / "parts")
    about = f"sophieu-{VERSION}.dist-info"
    shutil.copytree(program.folder / "app" / about, site / about)
    (site / "kit.pth").write_text(f"C:\\sp\n{parts}\n", encoding="utf-8")
    (site / "telling.py").write_text(_TELLING, encoding="utf-8")
    (disk / "py" / "Lib" / "sitecustomize.py").write_text(_CUSTOM, encoding="utf-8")
    (disk / "sp").mkdir()
    for name in _FOLDERS:
        shutil.copytree(ROOT / name, disk / "sp" / name, ignore=shutil.ignore_patterns("__pycache__"))
    for file in (each for each in ROOT.iterdir() if each.is_file()):
        shutil.copyfile(file, disk / "sp" / file.name)
