from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from exports.comments import write_comments
from models.domain.book.branches import links_of
from models.domain.book.facts import first_link
from models.domain.disclosure.screening import MASK
from models.domain.sheets.comments import comments_table
from models.language import load
from models.services.exchange.merging import StreamLines, take_lines
from models.services.figures.comments import comments_of, purge_texts
from models.services.figures.results import figures_of
from models.store import journal
from models.store.sql import rows
from printing.sheets.comments import print_comments
from tests.builders.acts import WARD, act_of
from tests.builders.forms import keyed, sample_rows
from tests.builders.surveys import of_office, period_of, ward

FULL = dict.fromkeys(("TC1", "TC2", "TC3", "TC4", "TT1", "TT2", "TT3", "TT4", "TT5", "CC1", "CC2"), "4")


def test_comments_are_screened_and_sectors_told_as_the_tables_tell_them(tmp_path: Path) -> None:
    with closing(ward(tmp_path / "ward")) as station:
        period = period_of(station)
        keyed(station, period, [FULL | {"F": "Chờ lâu"}, FULL | {"F": "Chờ lâu"}, *[FULL] * 8], sector="Hộ tịch")
        keyed(station, period, [FULL] * 6, sector="Chứng thực")
        keyed(station, period, [FULL | {"F": "Gọi 0912345678"}], sector="Đất đai")
        found = comments_of(station, period, of_office(WARD))
        assert [(comment.sector, comment.text) for _, comment in found.listed] == [
            ("Hộ tịch", "Chờ lâu"),
            ("Hộ tịch", "Chờ lâu"),
            ("", f"Gọi {MASK}"),
        ]
        table = comments_table(found)
        assert [row.cells[-1] for row in table.rows if not row.is_section] == [2, 1]
        write_comments(found, to=tmp_path / "a.csv")
        assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()[0] == "sector,question,comment"
        print_comments(station, period, found, language=load("vi"), to=tmp_path / "a.pdf")
        assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_a_purge_takes_texts_and_salts_and_no_figure(tmp_path: Path) -> None:
    with closing(ward(tmp_path / "ward")) as station:
        period = period_of(station)
        keyed(station, period, sample_rows())
        before = figures_of(station, period, of_office(WARD))
        there = rows(station.db, "SELECT COUNT(*) FROM text")[0][0]
        assert purge_texts(station, period, WARD, act=act_of()) == there > 0
        assert rows(station.db, "SELECT COUNT(*) FROM text") == [(0,)]
        assert comments_of(station, period, of_office(WARD)).listed == ()
        assert figures_of(station, period, of_office(WARD)) == before


@pytest.mark.parametrize("later", [False, True])
def test_a_purged_text_that_is_sent_again_is_not_taken(tmp_path: Path, *, later: bool) -> None:
    with closing(ward(tmp_path / "ward")) as station:
        period = period_of(station)
        keyed(station, period, [FULL | {"F": "Chờ lâu"}])
        ((number, stream),) = journal.streams(station.db, period=period.key).items()
        texts = tuple(journal.texts_of(station.db, number))
        purge_texts(station, period, WARD, act=act_of())
        if later:
            keyed(station, period, [FULL | {"F": "Sau khi xóa"}])
            texts = (*texts, *journal.texts_of(station.db, number))
        lines = journal.lines_of(station.db, number, stream.station)
        with station.transaction():
            links = tuple(map(bytes.fromhex, links_of(stream, lines)))
            take_lines(station, (StreamLines(stream, tuple(lines), links, texts, start=first_link(stream)),))
        found = [each.comment.text for each in comments_of(station, period, of_office(WARD)).listed]
        assert found == (["Sau khi xóa"] if later else [])
