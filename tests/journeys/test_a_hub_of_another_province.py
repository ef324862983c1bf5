"""A hub of another province through its whole life, by data alone, with wards, a body under a department, a tax branch, a ward's police.

All found themselves from the campaign file and head their papers each in its own way; no word of the built-in place stands anywhere.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desktop import cli
from kit.province import province_codes, province_pack
from models.catalogue.pack_files import packed
from models.catalogue.questionnaires import built_in
from models.domain.basics.units import Unit
from models.security import fingerprint_words, from_text
from models.store.database import open_station
from tests.builders.files import csv_file
from tests.builders.scans import pages_of
from tests.builders.word import text_of

Sophieu = Callable[..., dict[str, Any]]
PERIOD = ("--period", "26Q3")
BASIS = "Kế hoạch số 15/KH-UBND ngày 02/7/2026"
BUILT_IN_PLACE = re.compile(r"h[àa]\s*n[ộo]i|hanoi|ba\s+đình|\bH26\b|thủ đô", re.IGNORECASE)
CN = built_in()[0]
ASKED = (*(each.name for each in CN.criteria), "D0", "A1", "A2", "C2", "C4", "C6")
DAY = date(2026, 9, 30)
HEADER = (
    "Mã đơn vị",
    "Hiệu lực từ",
    "Loại",
    "Tên đơn vị",
    "Cấp",
    "Mã cấp trên",
    "Cơ quan chủ quản",
    "Người ký",
    "Ký hiệu",
)
BODY, TAX, POLICE = "N0102", "T0101", "C0101"


@pytest.fixture
def sophieu(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Sophieu:
    """A command on the station of this name; its answer names nothing of the built-in place."""

    def run(station: str, *words: object, code: int = 0) -> dict[str, Any]:
        capsys.readouterr()
        ended = cli.main([*map(str, words), "--data", str(tmp_path / station), "--json"])
        out, err = capsys.readouterr()
        assert ended == code, out + err
        assert BUILT_IN_PLACE.findall(out + err) == []
        answer = json.loads(out)
        assert isinstance(answer, dict)
        return answer

    return run


@dataclass
class Province:
    """A hub, two wards and three offices of other branches below it, and the folder where their papers go."""

    sophieu: Sophieu
    folder: Path
    top: Unit
    ward: Unit
    few: Unit

    @property
    def offices(self) -> tuple[str, ...]:
        return self.ward.key.code, self.few.key.code, BODY, TAX, POLICE

    @property
    def where(self) -> str:
        """The province as papers name it within a sentence."""
        return f"{self.top.label.lower()} {self.top.name}"

    def confirm(self, here: str, other: str) -> None:
        """Compare the words of a key, as by telephone."""
        station = open_station(self.folder / other)
        words, code = fingerprint_words(from_text(station.public_key)), station.unit.code
        station.close()
        self.sophieu(here, "package", "confirm", code, "--fingerprint", words)

    def founded(self, office: str, campaign: Path, *, forms: int) -> None:
        """An office from the campaign file alone, with forms issued; the ward draws a sample of its list first."""
        self.sophieu(office, "init", "--campaign", campaign, "--unit", office, "--name", "Lan")
        self.confirm(office, "hub")
        if office == self.ward.key.code:
            listed = dossiers(self.folder / "list.csv", 24)
            self.sophieu(office, "frame", "import", listed, *PERIOD)
            self.sophieu(office, "sample", "draw", *PERIOD, "--size", "20", "--seed", "1")
            self.sophieu(office, "sample", "list", *PERIOD, "--pdf", self.folder / "visits.pdf")
            self.sophieu(office, "forms", "issue", *PERIOD, "--by-sample")
        else:
            self.sophieu(office, "forms", "issue", *PERIOD, "--variant", "CN", "--count", forms)
        self.sophieu(office, "forms", "print", *PERIOD, "--out", self.folder / f"{office}-forms.pdf")
        self.sophieu(office, "forms", "slip", *PERIOD, "--out", self.folder / f"{office}-slips.pdf")

    def keyed(self, office: str, *, all_but: int = 0) -> None:
        """The forms of an office that nobody keyed yet, but the last ones; then the period is closed and its papers are made."""
        ledger = self.sophieu(office, "forms", "ledger", *PERIOD)["forms"]
        free = [form["serial"] for form in ledger if form["state"] == "in_stock"]
        chosen = random.Random(office)
        rows = [
            (serial, *(chosen.choice("34455") for _ in CN.criteria), chosen.choice("45"), "1", "3", "2", "2", "1")
            for serial in (free[:-all_but] if all_but else free)
        ]
        table = csv_file(self.folder / f"{office}.csv", ("serial", *ASKED), *rows)
        assert self.sophieu(office, "key", "import", table, *PERIOD)["new"] == len(rows)
        self.sophieu(office, "period", "close", "26Q3")
        self.papers(office, office)

    def papers(self, station: str, name: str, *more: str) -> None:
        """Everything that a station prints and writes of its results."""
        kinds = {"pdf": ".pdf", "xlsx": ".xlsx", "report": "-report.pdf", "docx": ".docx", "notice": "-notice.docx"}
        kinds |= {"minutes": "-minutes.docx"} | {each: f"-{each}.docx" for each in more}
        asked = [word for kind, end in kinds.items() for word in (f"--{kind}", self.folder / f"{name}{end}")]
        self.sophieu(station, "results", *PERIOD, *asked)

    def sent(self, *offices: str) -> None:
        """The packages of these offices, taken in at the hub."""
        for office in offices:
            out = self.folder / f"sent-{office}"
            out.mkdir(exist_ok=True)
            self.sophieu(office, "package", "send", *PERIOD, "--out", out)
            newest = max(out.glob("*-returns-*"), key=lambda path: path.name)
            self.sophieu("hub", "package", "merge", newest)

    def report(self, name: str) -> str:
        return " ".join(page.one_line for page in pages_of((self.folder / f"{name}-report.pdf").read_bytes()))


def dossiers(to: Path, count: int) -> Path:
    """A list of finished dossiers as a one-stop system writes it."""
    header = ("Mã hồ sơ", "Lĩnh vực", "Chủ hồ sơ", "Điện thoại", "Ngày trả kết quả")
    rows = [(f"HS{n:04}", "Hộ tịch" if n % 2 else "Đất đai", f"Nguyễn Văn {n}", f"09000000{n:02}", "09/07/2026")
            for n in range(count)]  # fmt: skip
    return csv_file(to, header, *rows)


def made(sophieu: Sophieu, folder: Path, code: int) -> Province:
    """The hub of the province with this code, its period opened with the offices asked."""
    pack = folder / "pack.zip"
    pack.write_bytes(packed(province_pack(code)))
    top = f"{code:02}"
    founded = sophieu("hub", "init", "--pack", pack, "--unit", top, "--name", "Minh")
    assert founded["hub"]
    station = open_station(folder / "hub")
    unit = station.catalogue.unit_named(station.unit)
    first, second, *_ = station.catalogue.answering_under(station.unit, DAY)
    station.close()
    province = Province(sophieu, folder, unit, first, second)
    ward = first.full_name[0].lower() + first.full_name[1:]
    since = "01/07/2025"
    table = csv_file(
        folder / "bodies.csv",
        HEADER,
        ("N0101", since, "Sở", "Nông nghiệp và Môi trường", "sở", top, f"UBND {province.where}", "GIÁM ĐỐC", "SNNMT"),
        (BODY, since, "Chi cục", "Chăn nuôi và Thú y", "trực thuộc sở", "N0101", "", "CHI CỤC TRƯỞNG", "CCCNTY"),
        ("T0100", since, "Thuế", province.where, "ngành dọc", top, "Cục Thuế", "TRƯỞNG THUẾ", "CTT"),
        (TAX, since, "Thuế cơ sở 1", province.where, "ngành dọc cấp cơ sở", "T0100", "", "TRƯỞNG THUẾ CƠ SỞ", "TCS1"),
        ("C0100", since, "Công an", province.where, "ngành dọc", top, "Bộ Công an", "GIÁM ĐỐC", "CA"),
        (POLICE, since, "Công an", ward, "ngành dọc cấp xã", "C0100", "", "TRƯỞNG CÔNG AN", "CAX"),
    )
    assert sophieu("hub", "catalogue", "add", table)["rows_account"]["taken"] == 6
    span = ("--from", "01/07/2026", "--to", "30/09/2026", "--name", "Quý III/2026", "--basis", BASIS)
    units = [word for office in province.offices for word in ("--unit", office)]
    sophieu("hub", "period", "open", "26Q3", *span, *units)
    return province


def everything(folder: Path) -> Iterator[tuple[str, str]]:
    """Every paper, workbook, table and package of a folder with all that can be read in it."""
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or {"pictures", "backups"} & set(path.parts):
            continue
        if path.suffix == ".pdf":
            yield path.name, " ".join(page.one_line for page in pages_of(path.read_bytes()))
        elif path.suffix == ".docx":
            yield path.name, text_of(path)
        elif path.suffix == ".xlsx":
            book = load_workbook(path)
            yield path.name, " ".join(str(cell) for sheet in book for row in sheet.values for cell in row if cell)
        elif path.suffix in (".csv", ".json", ".txt"):
            yield path.name, path.read_text(encoding="utf-8-sig")


def heads(province: Province) -> dict[str, tuple[str, ...]]:
    """What stands over, under and beside the papers of each kind of office."""
    top, ward = province.top, province.ward
    upper = province.where.upper()
    return {
        "hub2": (f"ỦY BAN NHÂN DÂN {upper}", "/BC-UBND", f"{top.name}, ngày", "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH"),
        ward.key.code: (f"ỦY BAN NHÂN DÂN {ward.full_name.upper()}", "/BC-UBND", f"{ward.name}, ngày",
                        "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH", f"UBND {province.where} (để báo cáo)"),
        BODY: ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "CHI CỤC CHĂN NUÔI VÀ THÚ Y", "/BC-CCCNTY", f"{top.name}, ngày",
               "CHI CỤC TRƯỞNG", "Sở Nông nghiệp và Môi trường (để báo cáo)"),
        TAX: (f"THUẾ {upper}", f"THUẾ CƠ SỞ 1 {upper}", "/BC-TCS1", f"{top.name}, ngày", "TRƯỞNG THUẾ CƠ SỞ",
              f"Thuế {province.where} (để báo cáo)"),
        POLICE: (f"CÔNG AN {upper}", f"CÔNG AN {ward.full_name.upper()}", "/BC-CAX", f"{top.name}, ngày", "TRƯỞNG CÔNG AN",
                 f"Công an {province.where} (để báo cáo)"),
    }  # fmt: skip


def lacking(text: str, wanted: tuple[str, ...]) -> list[str]:
    """What does not stand in a text, wherever lines break in it."""
    squeezed = "".join(text.split())
    return [words for words in wanted if "".join(words.split()) not in squeezed]


def test_a_hub_of_da_nang_lives_from_its_pack_to_its_second_edition(sophieu: Sophieu, tmp_path: Path) -> None:
    province = made(sophieu, tmp_path, 48)
    ward, few = province.offices[:2]
    sophieu("hub", "package", "campaign", *PERIOD, "--out", tmp_path)
    (campaign,) = tmp_path.glob("26Q3-48-campaign-*.zip")
    for office in province.offices:
        province.founded(office, campaign, forms=6 if office == few else 24)
        form = " ".join(
            page.one_line for page in pages_of((tmp_path / f"{office}-forms.pdf").read_bytes(), only=slice(1))
        )
        assert lacking(form, (BASIS, *heads(province).get(office, ())[:1])) == []
        province.keyed(office, all_but=1)

    province.sent(ward, few, BODY, TAX)
    for office in (ward, few, BODY, TAX):
        province.confirm("hub", office)
    board = {each["unit"]: each for each in sophieu("hub", "package", "board", *PERIOD)["units"]}
    assert len(board) == 5
    open_points = {each["kind"]: each for each in sophieu("hub", "results", *PERIOD, "--before-signing")["open"]}
    assert set(open_points) == {"silent", "too_few"}
    refused = sophieu("hub", "period", "close", "26Q3", "--waive", "silent", "--reason", "chưa gửi", code=1)
    assert refused["error"] == "not_ready_to_close"
    waived = ("--waive", "silent", "--waive", "too_few", "--reason", "chưa gửi", "--reason", "ít phiếu")
    assert sophieu("hub", "period", "close", "26Q3", *waived)["edition"] == 1
    province.papers("hub", "hub1", "commendation")

    # what comes after the closing counts from the next edition on
    sophieu(ward, "period", "reopen", "26Q3", "--reason", "sót một phiếu")
    province.keyed(ward)
    province.sent(ward, POLICE)
    province.confirm("hub", POLICE)
    late = sophieu("hub", "late", "list", *PERIOD)
    assert {each["unit"].partition("@")[0] for each in late["units"]} == {ward, POLICE}
    assert sophieu("hub", "period", "close", "26Q3", "--waive", "too_few", "--reason", "ít phiếu")["edition"] == 2
    province.papers("hub", "hub2", "commendation")
    (tmp_path / "profiles").mkdir()
    sophieu("hub", "results", *PERIOD, "--profiles", tmp_path / "profiles")
    sophieu("hub", "export", *PERIOD, "--format", "csv", "--out", tmp_path / "answers.csv")
    sophieu("hub", "results", "--year", "2026", "--pdf", tmp_path / "year.pdf", "--xlsx", tmp_path / "year.xlsx")
    assert sophieu("hub", "verify")["whole"]
    assert sophieu("hub", "package", "remind", *PERIOD, "--unit", few)["text"]

    for name, wanted in heads(province).items():
        assert lacking(province.report(name), (*wanted, f"Căn cứ: {BASIS}.")) == [], name
        assert lacking(text_of(tmp_path / f"{name}.docx"), (*wanted, f"Căn cứ: {BASIS}.")) == [], name
    assert lacking(text_of(tmp_path / "hub2-notice.docx"), ("/TB-UBND", f"Căn cứ: {BASIS}.")) == []
    listed = text_of(tmp_path / "hub2-commendation.docx")
    assert lacking(listed, ("/DS-UBND", province.ward.full_name, "CHỦ TỊCH")) == []
    told = dict(everything(tmp_path))
    assert len(told) > 40
    assert {name: BUILT_IN_PLACE.findall(text) for name, text in told.items() if BUILT_IN_PLACE.search(text)} == {}
    # each kind of offices is ranked among its own
    ranked = {each["unit"].partition("@")[0]: each["group"] for each in sophieu("hub", "results", *PERIOD)["units"]}
    assert len({ranked[ward], ranked[BODY], ranked[TAX]}) == 3
    assert ranked[TAX] == ranked[POLICE]


@pytest.mark.parametrize("turn", [0, *(pytest.param(turn, marks=pytest.mark.nightly) for turn in range(1, 5))])
def test_the_hub_of_a_province_that_the_day_draws_reports_under_its_own_names(
    turn: int, sophieu: Sophieu, tmp_path: Path
) -> None:
    """Which one follows from the seed that the run of the tests names."""
    code = random.sample([each for each in province_codes() if each not in (1, 48)], turn + 1)[turn]
    folder = tmp_path / f"{code:02}"
    folder.mkdir()
    province = made(lambda station, *words, **more: sophieu(f"{folder.name}/{station}", *words, **more), folder, code)
    hub, ward = province.sophieu, province.ward.key.code
    hub("hub", "package", "campaign", *PERIOD, "--out", folder)
    (campaign,) = folder.glob("26Q3-*-campaign-*.zip")
    for office in (ward, TAX):
        province.founded(office, campaign, forms=24)
        province.keyed(office, all_but=1)
    province.sent(ward, TAX)
    for office in (ward, TAX):
        province.confirm("hub", office)
    waived = ("--waive", "silent", "--reason", "chưa gửi")
    assert hub("hub", "period", "close", "26Q3", *waived)["edition"] == 1
    province.papers("hub", "hub2")
    wanted = {name: each for name, each in heads(province).items() if name in ("hub2", ward, TAX)}
    assert {name: lacking(province.report(name), each) for name, each in wanted.items()} == {
        name: [] for name in wanted
    }
    told = dict(everything(folder))
    assert {name: BUILT_IN_PLACE.findall(text) for name, text in told.items() if BUILT_IN_PLACE.search(text)} == {}
