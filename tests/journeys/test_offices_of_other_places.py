"""Offices that are not built in: another province, a sub-department, a tax branch, the police of a ward."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop import cli
from kit.province import province_pack
from models.catalogue.pack_files import packed
from models.catalogue.questionnaires import built_in
from models.services.office.letterheads import letterhead_of
from models.store.database import open_station
from tests.builders.scans import pages_of

HEADER = "Mã đơn vị,Hiệu lực từ,Loại,Tên đơn vị,Cấp,Mã cấp trên,Cơ quan chủ quản,Người ký,Ký hiệu,Nơi nhận phiếu\n"
BODIES = (
    "N0101,01/07/2025,Chi cục,Chăn nuôi và Thú y,sở,N0022,,CHI CỤC TRƯỞNG,CCCNTY,\n"
    "T0101,01/07/2025,Thuế cơ sở 1,thành phố Hà Nội,ngành dọc cấp cơ sở,T0000,,TRƯỞNG THUẾ CƠ SỞ,TCS1,\n"
    "C0004,01/07/2025,Công an,phường Ba Đình,ngành dọc cấp cơ sở,C0000,,TRƯỞNG CÔNG AN PHƯỜNG,CAP,\n"
)
EXPECTED = {
    "N0101": ("Sở Nông nghiệp và Môi trường", "Chi cục Chăn nuôi và Thú y", ("CHI CỤC TRƯỞNG",)),
    "T0101": ("Thuế thành phố Hà Nội", "Thuế cơ sở 1 thành phố Hà Nội", ("TRƯỞNG THUẾ CƠ SỞ",)),
    "C0004": ("Công an thành phố Hà Nội", "Công an phường Ba Đình", ("TRƯỞNG CÔNG AN PHƯỜNG",)),
}


Sophieu = Callable[..., dict[str, Any]]


@pytest.fixture
def sophieu(capsys: pytest.CaptureFixture[str]) -> Sophieu:
    """A command as a program gives it: its words, the exit code that it must have, its answer."""

    def run(*words: object, code: int = 0) -> dict[str, Any]:
        capsys.readouterr()
        ended = cli.main([*map(str, words), "--json"])
        out, err = capsys.readouterr()
        assert ended == code, out + err
        answer = json.loads(out)
        assert isinstance(answer, dict)
        return answer

    return run


@pytest.mark.parametrize("code", EXPECTED)
def test_a_body_that_is_not_built_in_is_added_first_then_set_up_and_heads_its_papers(
    sophieu: Sophieu, tmp_path: Path, code: str
) -> None:
    file, data = tmp_path / "don-vi.csv", tmp_path / "data"
    file.write_text(HEADER + BODIES, encoding="utf-8")
    added = sophieu("catalogue", "add", file, "--data", data)
    assert (len(added["units"]), added["rows_account"]["taken"]) == (3, 3)
    sophieu("init", "--unit", code, "--data", data)
    station = open_station(data)
    head = letterhead_of(station)
    station.close()
    superior, body, signing = EXPECTED[code]
    assert (head.superior, head.body, head.signing) == (superior, body, signing)
    assert head.recipients == (f"{superior} (để báo cáo)",)


def test_a_ward_of_another_province_lives_from_the_campaign_file_alone(sophieu: Sophieu, tmp_path: Path) -> None:
    pack, hub, ward = tmp_path / "da-nang.zip", tmp_path / "hub", tmp_path / "ward"
    pack.write_bytes(packed(province_pack(48)))
    founded = sophieu("init", "--pack", pack, "--unit", "48", "--data", hub)
    assert (founded["hub"], founded["rows_account"]["refused"]) == (True, 0)
    span = ("--from", "01/07/2026", "--to", "30/09/2026")
    sophieu("period", "open", "26Q3", "--name", "Quý III/2026", *span, "--data", hub)
    sophieu("package", "campaign", "--period", "26Q3", "--out", tmp_path, "--data", hub)
    (campaign,) = tmp_path.glob("26Q3-*.zip")
    refused = sophieu("init", "--campaign", campaign, "--unit", "00004", "--data", ward, code=1)
    assert refused["error"] == "office_not_asked"
    assert not ward.exists()
    made = sophieu("init", "--campaign", campaign, "--unit", "phường hải châu", "--data", ward)
    assert (made["unit"], made["campaign"]["hub_confirmed"]) == ("20242@2025-07-01", False)
    issued = sophieu("forms", "issue", "--period", "26Q3", "--variant", "CN", "--count", "12", "--data", ward)
    forms = tmp_path / "forms.pdf"
    sophieu("forms", "print", "--period", "26Q3", "--out", forms, "--data", ward)
    assert "ỦY BAN NHÂN DÂN PHƯỜNG HẢI CHÂU" in pages_of(forms.read_bytes())[0].one_line
    answers = tmp_path / "answers.csv"
    asked = [*(question.name for question in built_in()[0].criteria), "D0"]
    rows = [",".join([form["serial"], *("4" for _ in asked)]) for form in issued["forms"]]
    answers.write_text(",".join(["serial", *asked]) + "\n" + "\n".join(rows) + "\n", encoding="utf-8")
    keyed = sophieu("key", "import", answers, "--period", "26Q3", "--data", ward)
    assert keyed["new"] == 12
    sophieu("period", "close", "26Q3", "--data", ward)
    report = tmp_path / "report.pdf"
    sophieu("results", "--period", "26Q3", "--report", report, "--data", ward)
    pages = [page.one_line for page in pages_of(report.read_bytes())]
    assert any("UBND thành phố Đà Nẵng (để báo cáo)" in page for page in pages)
    assert "Hải Châu, ngày" in pages[0]
    assert not any("Hà Nội" in page for page in pages)
