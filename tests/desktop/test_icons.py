"""Drawings beside words: every screen and every kind of file has one, and each is drawn at any size within its field."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from desktop.file_places import file_places
from desktop.icons import STROKES, drawn, icon_of_file
from desktop.screens import SCREENS, START


def test_every_screen_and_place_has_an_icon_of_its_own() -> None:
    codes = [screen.code for screen in (*SCREENS, START)]
    assert set(codes) <= set(STROKES)
    assert {place.icon for place in file_places()} <= set(STROKES)
    pictures = {drawn(code, size=24, colour="#ffffff") for code in codes}
    assert len(pictures) == len(codes)


@pytest.mark.parametrize("size", [16, 21, 48])
def test_an_icon_is_drawn_within_its_field_at_any_size(size: int) -> None:
    for name in STROKES:
        picture = Image.open(io.BytesIO(drawn(name, size=size, colour="#1b2733")))
        assert picture.size == (size, size)
        alpha = picture.getchannel("A")
        box = alpha.getbbox()
        assert box is not None, name
        # something is drawn over most of the field, and nothing is cut off at its edge
        assert box[3] - box[1] > size * 0.5, name
        rows = [alpha.tobytes()[at : at + size] for at in range(0, size * size, size)]
        edge = (*rows[0], *rows[-1], *(row[0] for row in rows), *(row[-1] for row in rows))
        assert max(edge) < 200, name


@pytest.mark.parametrize(
    ("name", "icon"),
    [
        ("danh sách.XLSX", "table"),
        ("tra-loi.csv", "table"),
        ("26Q3-00004-returns-0001.zip.age", "package"),
        ("phieu.pdf", "text"),
        ("anh", "page"),
        ("anh.jpeg", "page"),
    ],
)
def test_a_file_is_drawn_by_the_ending_of_its_name(name: str, icon: str) -> None:
    assert icon_of_file(name) == icon
    assert icon_of_file(name, is_folder=True) == "folder"
