"""Fields of a form: Enter goes on, what is wrong is told under the field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from desktop.theme import Root
from desktop.widgets.form_fields import Fields
from models.language import load

Press = Callable[[str], None]


def test_enter_goes_through_the_fields_and_ends(root: Root, press: Press) -> None:
    done: list[int] = []
    fields = Fields(root, load("vi"), on_done=lambda: done.append(1))
    name = fields.text("Tên", needed=True)
    day = fields.day("Ngày")
    count = fields.number("Số phiếu", least=1, most=500)
    fields.pack()
    fields.first_focus()
    root.update()
    press("a\n05072026\n30\n")
    assert (name.value, day.value, count.value, done) == ("a", date(2026, 7, 5), 30, [1])
    assert day.typed == "05/07/2026"


def test_the_first_wrong_field_has_the_keyboard_and_says_why(root: Root) -> None:
    fields = Fields(root, load("vi"))
    fields.text("Tên", value="a", needed=True)
    day = fields.day("Ngày", value=None)
    count = fields.number("Số phiếu", least=1, most=500, value=900)
    fields.pack()
    root.update()
    assert not fields.are_right()
    assert root.focus_lastfor() is day.widget
    assert "1" in count.told.cget("text")
    assert "500" in count.told.cget("text")


def test_a_choice_gives_its_code(root: Root) -> None:
    fields = Fields(root, load("vi"))
    chosen = fields.choice("Loại", [("CN", "Cá nhân"), ("TC", "Tổ chức")], value="TC")
    nothing = fields.choice("Không có", [])
    assert (chosen.value, nothing.value) == ("TC", "")
