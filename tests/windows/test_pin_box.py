"""The boxes that ask for a PIN: a wrong one is told and typed anew, the lock covers the window and gives it back as it was."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.idle import IdleWatch
from desktop.office import Office
from desktop.pin_box import SecretBox, ask_new_pin, ask_pin, lock, use_recovery_sheet
from desktop.theme import Root
from models.acts import Act
from models.domain.basics.duties import Duty
from models.domain.basics.pins import Proof
from models.services.office.pins import has_pin, new_recovery_sheet, set_pin
from models.services.office.stations import add_person
from tests.builders.acts import act_of
from tests.builders.desks import office_at
from tests.builders.surveys import ward

PIN = "2580"


@pytest.fixture
def office(tmp_path: Path, root: Root) -> Iterator[Office]:
    station = ward(tmp_path / "ward")
    made = office_at(station)
    root.speaks = made.language
    yield made
    station.close()


def answered(root: Root, *rounds: tuple[str, ...] | None) -> list[str]:
    """Fill the entries of the box that comes up and press its main button, round after round; None goes back.

    What the box complains of after each round is added to the list that is given back.
    """
    complaints: list[str] = []

    def answer() -> None:
        if not root.tk.eval("grab current"):
            root.after(20, answer)
            return
        box = next(child for child in root.winfo_children() if isinstance(child, SecretBox))
        for texts in rounds:
            if texts is None:
                box.go_back()
                return
            for entry, text in zip(box.entries, texts, strict=True):
                entry.delete(0, "end")
                entry.insert(0, text)
            box.go_on()
            if not box.winfo_exists():
                return
            complaints.append(box.complaint)

    root.after(50, answer)
    return complaints


def test_a_wrong_pin_is_told_and_typed_anew(root: Root, office: Office) -> None:
    set_pin(office.here, "lan", PIN, act=act_of(office.who))
    told = answered(root, ("1357",), (PIN,))
    proof = ask_pin(root, office, office.who, frozenset({Duty.CLOSE}))
    assert proof == Proof(office.who.author, frozenset({Duty.CLOSE}))
    assert "not the PIN" in told[0]
    answered(root, None)
    assert ask_pin(root, office, office.who) is None


def test_a_new_pin_is_typed_twice_alike(root: Root, office: Office) -> None:
    told = answered(root, (PIN, "2581"), ("1234", "1234"), (PIN, PIN))
    assert ask_new_pin(root, office, office.who) == PIN
    assert "not the same" in told[0]
    assert "anybody would try" in told[1]


def test_the_sheet_gives_a_new_pin(root: Root, office: Office) -> None:
    words = new_recovery_sheet(office.here, act=act_of(office.who))
    answered(root, ("an an", PIN, PIN), (words, PIN, PIN))
    assert use_recovery_sheet(root, office, office.who)
    assert has_pin(office.here, office.who)


def test_the_lock_gives_the_keyboard_back_where_it_was(root: Root, office: Office) -> None:
    set_pin(office.here, "lan", PIN, act=act_of(office.who))
    add_person(office.here, code="minh", name="Minh", act=office_act(office))
    entry = tk.Entry(root)
    entry.pack()
    root.update()
    entry.focus_force()
    assert root.focus_lastfor() is entry
    assert office.is_locked
    answered(root, ("9876543",), (PIN,))
    lock(root, office, is_idle=True, end=lambda: pytest.fail("nobody ended the program"))
    root.update()
    assert not office.is_locked
    assert office.who.code == "lan"
    assert root.focus_lastfor() is entry


def test_idle_is_when_nothing_is_typed(root: Root) -> None:
    called: list[bool] = []
    watch = IdleWatch(root, lambda: 60_000, lambda: called.append(True))
    watch.look()
    assert not called
    patient = IdleWatch(root, lambda: 0, lambda: called.append(True))
    patient.look()
    assert not called
    hasty = IdleWatch(root, lambda: -1, lambda: called.append(True))
    hasty.look()
    assert called == [True]


def office_act(office: Office) -> Act:
    """An act with the PIN given for everything."""
    return replace(act_of(office.who), proof=Proof(office.who.author, frozenset(Duty)))
