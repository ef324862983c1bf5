"""A clerk for tests: lays a pile and keys it in a real window, one key at a time, and tells each key before pressing it.

Run as a program of its own so that it can be killed: `keyer.py FOLDER ANSWERS.json PERSON PASS`, answers by number of the
form in the order in which the paper lies, PASS `first` or `second`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.app import App
from models.domain.book.serials import parse_serial
from models.domain.questionnaire.questionnaire import Shape
from models.services.office.stations import find_person
from models.settings import Settings

if TYPE_CHECKING:
    from desktop.screens.keying.view import View
    from desktop.widgets.question_row import QuestionRow

KEYSYMS = {" ": "space", "*": "asterisk", "?": "question", "-": "minus", "\n": "Return"}


def keys_of(row: QuestionRow, code: str) -> str:
    """The keys that bring a row from what it shows to `code` and go on."""
    if row.question.shape is Shape.MARK_ROW:
        return code or "0"
    if row.question.shape is Shape.SEVERAL_MARKS and code not in ("*", "?"):
        ticked = set((row.code or "").split())
        return "".join(sorted(ticked ^ set(code.split()))) + "\n"
    return code if code in ("*", "?") else code + "\n"


class Clerk:
    """One sitting at the window."""

    def __init__(self, folder: Path, person: str) -> None:
        self.app = App(folder, settings=Settings(text_size="100"))
        self.app.root.update()
        self.app.office.choose_person(find_person(self.app.office.here, person))
        self.app.window.go("keying")
        self.app.root.update()

    @property
    def view(self) -> View:
        view = self.app.window.view
        assert view is not None
        return view  # type: ignore[return-value]  # this screen has this view

    def press(self, key: str) -> None:
        """Say the key, then press it."""
        name = key if len(key) > 1 else f"<Key-{KEYSYMS.get(key, key)}>"
        print(name, flush=True)
        focused = self.app.root.focus_lastfor()
        assert focused is not None
        focused.focus_force()
        focused.event_generate(name)
        self.app.root.update()

    def lays_pile(self, numbers: Iterable[str]) -> bool:
        """Lay what lies on the desk and is not laid yet, in this order, and begin; False when nothing is left to key."""
        presenter = self.view.presenter
        piles, queue = presenter.piles, presenter.queue
        by_number = {str(parse_serial(text).number): parse_serial(text) for text in queue.forms}
        paper = [serial for number in numbers if queue.awaits(serial := by_number[number], second=presenter.is_second)]
        if not paper:
            return False
        self.press("<F2>")
        for serial in paper:
            if serial not in piles.pile.order:
                for key in f"{serial.short}\n":
                    self.press(key)
        self.press("<Control-Return>")
        return True

    def opens_next(self) -> None:
        """Type the two check digits of the paper that lies on top."""
        piles = self.view.presenter.piles
        keys = piles.waiting[0].check + "\n" * piles.needs_enter
        for key in keys:
            self.press(key)

    def key_form(self, codes: Mapping[str, str]) -> None:
        """Key the open form until nothing is left to ask, then finish it."""
        paper = self.view.paper
        assert paper is not None
        for key in self._keys(codes):
            self.press(key)

    def _keys(self, codes: Mapping[str, str]) -> Iterator[str]:
        paper = self.view.paper
        assert paper is not None
        while paper.unvisited:
            row = paper.rows[paper.current]
            if row.code is not None and row.question.shape is not Shape.SEVERAL_MARKS:
                paper.stand_on(paper.unvisited[0])
                continue
            yield from keys_of(row, codes.get(row.question.name, ""))
        yield "<Control-Return>"
        if self.view.presenter.form is not None:
            yield "<Control-Return>"


def main(folder: str, answers: str, person: str, act: str) -> None:
    """Key what waits for this person in this pass until nothing waits."""
    intended = json.loads(Path(answers).read_text(encoding="utf-8"))
    clerk = Clerk(Path(folder), person)
    while True:
        presenter = clerk.view.presenter
        if presenter.form is None:
            if presenter.is_second != (act == "second"):
                clerk.press("<F3>")
            if not presenter.piles.pile.is_begun and not clerk.lays_pile(intended):
                break
            clerk.opens_next()
        assert presenter.form is not None
        clerk.key_form(intended[str(presenter.form.serial.number)])
    clerk.app.close()
    print("done", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
