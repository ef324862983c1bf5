"""The message boxes answer to the keyboard alone."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from tkinter import ttk

import pytest

from desktop import dialogs
from desktop.theme import Root
from models.domain.basics.problems import Problem
from models.language import load

Later = Callable[..., list[str]]
VI = load("vi")


@dataclass(eq=False)
class Full(Problem):
    says = "The cupboard is full. Empty it."


def words_in(widget: tk.Misc) -> Iterator[str]:
    for child in widget.winfo_children():
        if isinstance(child, ttk.Label):
            yield str(child["text"])
        yield from words_in(child)


@pytest.fixture
def later(root: Root) -> Iterator[Later]:
    """Press keys one after the other in the box that will open; what stands in it is added to the list that is given back.

    With `ahead` they come before the box is seen. A box that never opened fails the test.
    """
    awaited: list[list[str]] = []

    def do(*keys: str, ahead: bool = False) -> list[str]:
        told: list[str] = []
        awaited.append(told)

        def press() -> None:
            if not ahead and not root.tk.eval("grab current"):
                root.after(20, press)
                return
            box = next(child for child in root.winfo_children() if child.winfo_class() == "Toplevel")
            told.extend(words_in(box))
            for key in keys:
                focused = box.focus_lastfor()
                assert focused is not None
                focused.focus_force()
                focused.event_generate(key)
                if not box.winfo_exists():
                    return
                box.update()

        root.after(0 if ahead else 80, press)
        return told

    yield do
    assert all(awaited), "no box was opened"


@pytest.mark.parametrize("key", ["<Return>", "<Escape>"])
def test_a_problem_is_told_until_it_is_understood(root: Root, later: Later, key: str) -> None:
    told = later(key)
    dialogs.show_problem(root, Full(), VI)
    assert VI.problem(Full()) in told
    assert not [child for child in root.winfo_children() if child.winfo_class() == "Toplevel"]


@pytest.mark.parametrize(("key", "answer"), [("<Return>", True), ("<Escape>", False)])
def test_a_question_is_answered_by_enter_or_escape(root: Root, later: Later, key: str, answer: bool) -> None:  # noqa: FBT001 -- given by its name in the table
    later(key)
    assert dialogs.confirm(root, "Đóng kỳ?", VI, yes="Đóng kỳ") is answer


def test_what_is_dangerous_begins_on_the_way_back(root: Root, later: Later) -> None:
    later("<Return>")
    assert not dialogs.confirm(root, "Xóa?", VI, yes="Xóa", dangerous=True)


def test_enter_typed_before_a_dangerous_box_is_seen_goes_back(root: Root, later: Later) -> None:
    later("<Return>", ahead=True)
    assert not dialogs.confirm(root, "Xóa?", VI, yes="Xóa", dangerous=True)


def test_the_other_button_is_reached_by_an_arrow(root: Root, later: Later) -> None:
    later("<Left>", "<Return>")
    assert dialogs.confirm(root, "Xóa?", VI, yes="Xóa", dangerous=True)


def test_a_text_is_typed_and_taken(root: Root, later: Later) -> None:
    later("<Key-7>", "<Return>")
    assert dialogs.ask_text(root, "Bao nhiêu?", VI, yes="Lấy", text="cũ") == "7"


def test_going_back_takes_no_text(root: Root, later: Later) -> None:
    later("<Escape>")
    assert dialogs.ask_text(root, "Bao nhiêu?", VI, yes="Lấy", text="cũ") is None


@pytest.mark.parametrize(
    ("keys", "answer"),
    [(("<Key-2>", "<Return>"), 1), (("<Down>", "<Down>", "<Return>"), 2), (("<Up>", "<Return>"), 2),
     (("<Escape>",), None)],
)  # fmt: skip
def test_a_choice_is_made_by_digit_or_arrow(
    root: Root, later: Later, keys: tuple[str, ...], answer: int | None
) -> None:
    later(*keys)
    assert dialogs.ask_choice(root, "Ai nhập?", ["Hòa", "Đức", "Mỵ"], VI, yes="Chọn") == answer


def test_a_question_left_open_is_not_answered_by_enter_alone(root: Root, later: Later) -> None:
    later("<Return>", "<Return>", "<Escape>")
    assert dialogs.ask_choice(root, "Which?", ("one", "all"), VI, yes="Ask", is_open=True) is None
    later("<Return>", "<Key-2>", "<Return>")
    assert dialogs.ask_choice(root, "Which?", ("one", "all"), VI, yes="Ask", is_open=True) == 1
    later("<Down>", "<Return>")
    assert dialogs.ask_choice(root, "Which?", ("one", "all"), VI, yes="Ask", is_open=True) == 0


def test_a_box_without_a_window_under_it_stands_alone_and_is_answered(root: Root, later: Later) -> None:
    root.withdraw()
    root.update()
    later("<Return>")
    assert dialogs.confirm(root, "Somebody is here.", VI, yes="Try again", no="Close")
    assert not root.winfo_viewable()
