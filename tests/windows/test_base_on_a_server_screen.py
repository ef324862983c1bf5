"""A desk of a base on a server in its window: set up by keys, thrown out of a base that came back from a copy, and going on in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import dialogs
from desktop.app import App
from desktop.screens import START
from models.settings import Settings
from models.store.address import ADDRESS_FILE, Address
from models.store.city_problems import BaseBroughtBack
from tests.builders.cities import Server
from tests.windows.pressing import press, settled


@pytest.fixture
def address(server: Server) -> Address:
    return server.new_base()


@pytest.fixture
def told(address: Address, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What boxes say; whatever they ask is answered with the address, or with yes."""
    said: list[str] = []

    def agree(_parent: object, sentence: str, _language: object, **_: object) -> bool:
        said.append(sentence)
        return True

    monkeypatch.setattr(dialogs, "ask_text", lambda *_, **__: str(address))
    monkeypatch.setattr(dialogs, "show", lambda _parent, sentence, _language, **_: said.append(sentence))
    monkeypatch.setattr(dialogs, "confirm", agree)
    monkeypatch.setattr(
        dialogs, "show_problem", lambda _parent, problem, language: said.append(language.problem(problem))
    )
    return said


@pytest.fixture
def app(tmp_path: Path, told: list[str]) -> Iterator[App]:
    assert told == []
    made = App(tmp_path / "desk", settings=Settings(text_size="100", toured="yes"))
    settled(made)
    yield made
    made.close()


def test_a_desk_is_set_up_by_keys_and_goes_on_as_a_new_one_when_its_base_came_back(
    app: App, told: list[str], server: Server, address: Address
) -> None:
    press(app, "<Control-b>")
    assert address.place in told[-1]
    press(app, "<Return>", *(f"<Key-{letter}>" for letter in "Ha"), "<Return>")
    settled(app)
    desk = app.office.here
    assert (desk.is_desk, desk.is_hub, app.office.who.name) == (True, True, "Ha")
    assert app.window.shown != START.code
    assert (app.office.folder / ADDRESS_FILE).is_file()

    server.say("UPDATE sophieu.base SET epoch = 'another'", base=address.base)
    with pytest.raises(BaseBroughtBack) as refused, desk.transaction():
        pytest.fail("an act began in a base that came back")
    app.went_wrong(refused.value)
    settled(app)
    app.office.hear_others()
    assert (app.window.shown, app.office.station) == (START.code, None)
    assert "Ctrl+B" in told[-1]

    press(app, "<Control-b>")
    settled(app)
    assert app.office.here.id != desk.id
    assert app.office.here.book == 9
    assert app.window.shown != START.code
