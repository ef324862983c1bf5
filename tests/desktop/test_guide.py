"""The guide is read into blocks, every screen has its page, and every page of it is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.guide import (
    BlockKind,
    GuideBlock,
    GuideSpan,
    PageMissing,
    blocks_of,
    find_in_guide,
    guide_folder,
    read_page,
)
from desktop.screens import SCREENS, START


def test_headings_lists_code_tables_pictures_and_links_become_blocks() -> None:
    blocks = blocks_of(
        "# Sổ phiếu\n\nMột **chữ** và `mã`, [trang](so-phieu.md).\n\n1. một\n2. hai\n\n```\nsophieu x\n```\n\n"
        "| A | B |\n|---|---|\n| a | b |\n\n![Hình](hinh/x.png)\n"
    )
    assert [block.kind for block in blocks] == [
        BlockKind.TITLE, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ITEM, BlockKind.CODE,
        BlockKind.HEAD_ROW, BlockKind.ROW, BlockKind.PICTURE,
    ]  # fmt: skip
    assert GuideSpan("chữ", is_bold=True) in blocks[1].spans
    assert GuideSpan("mã", is_code=True) in blocks[1].spans
    assert GuideSpan("trang", link="so-phieu.md") in blocks[1].spans
    assert [block.mark for block in blocks[2:4]] == ["1.", "2."]
    assert [cell[0].text for cell in blocks[6].cells] == ["a", "b"]
    assert blocks[7] == GuideBlock(BlockKind.PICTURE, (GuideSpan("Hình"),), file="hinh/x.png")


@pytest.mark.parametrize("page", sorted({screen.page for screen in (*SCREENS, START)}))
def test_every_screen_has_its_page_in_the_guide(page: str) -> None:
    assert read_page(page)[0].kind is BlockKind.TITLE


def test_every_picture_of_the_guide_is_there_and_small() -> None:
    folder = guide_folder()
    for page in folder.glob("*.md"):
        for block in read_page(page.name):
            if block.kind is BlockKind.PICTURE:
                assert 0 < (folder / block.file).stat().st_size <= 60 * 1024


def test_a_page_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PageMissing):
        read_page("khong-co.md", tmp_path)


def test_the_guide_is_searched_without_tone_marks_and_in_any_order() -> None:
    marked, plain = find_in_guide("quên mã PIN"), find_in_guide("  PIN ma QUEN ")
    assert marked
    assert marked == plain
    assert marked[0].page == "nguoi-dung.md"
    assert read_page(marked[0].page)[marked[0].place].text == marked[0].text
    assert find_in_guide("khongcotunaynhuvay") == find_in_guide("  ") == ()


@given(st.text())
def test_any_text_can_be_read_as_a_page(text: str) -> None:
    assert isinstance(blocks_of(text), tuple)
