"""Letters on paper: all of Vietnamese, composed, measured, and never silently missing."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from printing.fonts import (
    MissingLetters,
    balanced,
    clean,
    face,
    fitted_text,
    folders_of_system,
    require_glyphs,
    vietnamese_letters,
    width,
    wrap,
)

ROOM = 40.0

texts = some.text(alphabet="abcdeghiklmnopqrstuvxy ăâđêôơưẾỮ\n", max_size=200)


def test_there_are_146_vietnamese_letters_and_both_faces_have_them() -> None:
    assert len(set(vietnamese_letters())) == 146
    for used in (face(), face(sans=True)):
        require_glyphs([vietnamese_letters()], of=used)
        assert used.name


def test_a_missing_letter_is_named_with_its_text() -> None:
    with pytest.raises(MissingLetters) as refused:
        require_glyphs(["Hài lòng", "Đồng ý ☐ 漢"], of=face())
    assert refused.value.letters == "☐ 漢"
    assert refused.value.text == "Đồng ý ☐ 漢"


def test_letters_in_parts_measure_like_composed_ones() -> None:
    parted = unicodedata.normalize("NFD", "Mức độ hài lòng")
    assert clean(parted) == "Mức độ hài lòng"
    assert wrap(parted, face().regular, 11, 200) == ("Mức độ hài lòng",)


@given(texts)
def test_wrapped_lines_fit_and_lose_no_letter(text: str) -> None:
    lines = wrap(text, face().regular, 11, ROOM)
    assert all(width(line, face().regular, 11) <= ROOM for line in lines)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())


@given(texts)
def test_balanced_lines_are_as_few_and_fit(text: str) -> None:
    lines = balanced(text, face().bold, 12, ROOM)
    assert len(lines) == len(wrap(text, face().bold, 12, ROOM))
    assert all(width(line, face().bold, 12) <= ROOM for line in lines)


def test_a_word_longer_than_the_line_is_broken_inside() -> None:
    assert len(wrap("x" * 200, face().regular, 11, ROOM)) > 3


@given(texts)
def test_a_fitted_text_stands_there_whole_and_in_its_room(text: str) -> None:
    fitted = fitted_text(text, face().regular, 11, 100, 4.6)
    assert "".join("".join(fitted.lines).split()) == "".join(clean(text).split())
    assert fitted.step * (len(fitted.lines) - 1) <= 4.6
    assert all(width(line, face().regular, fitted.size) <= 100 for line in fitted.lines)


def test_the_first_window_does_not_wait_for_paper() -> None:
    loads = "import sys, printing.questionnaire_form, printing.visit_list, printing.batch_slip, printing.charts"
    asks = "print(sorted({'reportlab', 'segno', 'PIL'} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", f"{loads}; {asks}"], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_typefaces_are_looked_for_where_the_system_keeps_them() -> None:
    told = {"WINDIR": "D:/WINNT", "LOCALAPPDATA": "C:/Users/Lan/AppData/Local"}
    own = Path("C:/Users/Lan/AppData/Local/Microsoft/Windows/Fonts")
    assert folders_of_system("win32", told) == (Path("D:/WINNT/Fonts"), own)
    assert folders_of_system("win32", {}) == (Path("C:/Windows/Fonts"),)
    assert all(folder.as_posix().startswith("/usr/share/fonts") for folder in folders_of_system("linux", told))
