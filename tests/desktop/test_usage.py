"""Help and wrong usage speak the person's language."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from desktop import cli
from desktop.usage import CLICK
from models.language.catalogues import FOLDER, words_of
from tests.builders.help_texts import helps


def said_by_click() -> set[str]:
    """Every text that click may say."""
    found: set[str] = set()
    for module in CLICK:
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def test_every_help_text_is_vietnamese() -> None:
    words = words_of("vi")
    missing = [
        text for text in helps() if words(text) == text and words(text.removesuffix("…")) == text.removesuffix("…")
    ]
    assert not [text for text in missing if text != "STATION:FROM..TO"], missing


def test_the_words_of_click_are_those_that_click_says() -> None:
    with (FOLDER / "click.vi.po").open("rb") as file:
        entries = {str(message.id) for message in read_po(file, charset="utf-8") if message.id}
    assert not entries - said_by_click()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["person", "add"], "Lỗi: Thiếu tham số 'MÃ'."),
        (["export", "--perriod", "x"], "Lỗi: Không có tùy chọn --perriod. Có phải là '--period' không?"),
        (["results", "--all", "--period"], "Lỗi: Tùy chọn --period cần một giá trị đi kèm."),
        (["forms", "issue", "--variant", "X"], "Lỗi: Giá trị của '--variant' không dùng được"),
        (["forms", "issue", "--count", "x"], "“x” không phải là số nguyên."),
        (["demo", "x", "--wards", "0"], "0 không nằm trong khoảng"),
        (["nothing"], "Lỗi: Không có lệnh nothing."),
        (["person", "list", "x"], "Lỗi: Thừa tham số (x)"),
        (["period", "open", "26Q4", "--from", "x", "--to", "y"], "“x” không phải ngày như 31/12/2026."),
        (["init"], "Lỗi: Hãy cho --unit MÃ, kèm nhiều nhất một trong --pack và --campaign"),
        (["package"], "Cách dùng: sophieu package [TÙY_CHỌN] LỆNH"),
    ],
)
def test_wrong_usage_is_told_in_vietnamese(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*words, *([] if len(words) == 1 or words[-1] == "--period" else ["--data", str(tmp_path)])]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert not {"Usage", "Error", "Options", "Try"} & set(told.replace(":", " ").split())


def test_help_is_told_in_the_language_of_the_station(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "settings.json").write_text('{"language": "en"}', encoding="utf-8")
    assert cli.main(["person", "--data", str(tmp_path), "--help"]) == 2
    assert "Error: No such option '--data'." in capsys.readouterr().err
    assert cli.main(["person", "add", "--data", str(tmp_path), "--help"]) == 0
    assert "Put a person on the name list." in capsys.readouterr().out
    assert cli.main(["person", "add", "--data", str(tmp_path), "--language", "vi", "--help"]) == 0
    assert "Thêm một người vào danh sách cán bộ." in capsys.readouterr().out
    assert cli.main(["person", "add", "--language=en", "--help"]) == 0
    assert "Show this message and exit." in capsys.readouterr().out
