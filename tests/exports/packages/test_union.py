"""Merging is a union of facts: any order, any repetition, any split of the packages gives the same base."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.packages.receive import merge_packages
from exports.proof.rebuilding import rebuild
from models.domain.book.facts import Line
from models.services.forms.ledger import Book, read_book
from models.services.office.periods import find_period
from models.services.office.questionnaires import questionnaire_for
from models.store import journal
from models.store.database import Station, open_station
from tests.builders.acts import WARD, act_of
from tests.builders.histories import HISTORY, World
from tests.builders.offices import make_offices


@pytest.fixture(scope="module")
def empty_hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    offices = make_offices(tmp_path_factory.mktemp("offices"), share="1/3")
    offices.close()
    return offices.hub.folder


class Bases:
    """Fresh copies of one empty hub."""

    def __init__(self, empty: Path, folder: Path) -> None:
        self._empty, self._folder, self._count = empty, folder, 0

    def hub(self) -> Station:
        self._count += 1
        place = self._folder / str(self._count)
        shutil.copytree(self._empty, place)
        return open_station(place)

    def file(self, data: bytes) -> Path:
        self._count += 1
        path = self._folder / f"{self._count}.zip"
        path.write_bytes(data)
        return path


def lines_of(station: Station) -> set[Line]:
    every = (
        journal.every_content(station.db, number, stream.station)
        for number, stream in journal.all_streams(station.db).items()
    )
    return {line for contents in every for lines in contents.values() for line in lines}


def book_of(station: Station, *, late: bool) -> Book:
    return read_book(station, find_period(station, "26Q3"), WARD, late=late)


def seen(station: Station) -> object:
    """Facts, accepted answers, ledger, closings and what is late, in a form that can be compared."""
    books = [book_of(station, late=late) for late in (False, True)]
    return lines_of(station), [
        (book.ledger.forms, book.ledger.alarms, book.ledger.keyed_not_issued, book.closings, book.late)
        for book in books
    ]


def merge_all(station: Station, files: list[Path]) -> None:
    """Merge, and hold the conservation of lines for each package."""
    for package in merge_packages(station, files, act=act_of()).packages:
        assert not package.findings
        assert package.facts == package.new + package.already_here + package.clashing + package.refused


def orders(count: int) -> st.SearchStrategy[list[int]]:
    """Every package at least once, some several times, in any order."""
    return st.lists(st.integers(0, count - 1), max_size=3).flatmap(
        lambda again: st.permutations([*range(count), *again])
    )


@given(st.data())
def test_every_base_comes_to_the_same_facts_answers_and_book(
    empty_hub: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    bases = Bases(empty_hub, tmp_path_factory.mktemp("bases"))
    steps, copied = data.draw(HISTORY)
    one, other = bases.hub(), bases.hub()
    try:
        questionnaire = questionnaire_for(one, find_period(one, "26Q3"), "CN")
        world = World(questionnaire.coding, len(questionnaire.singles), copied=copied)
        world.live(list(steps))
        files = [bases.file(package) for package in world.packages]

        confirmed = lines_of(one)
        merge_all(one, files)
        merge_all(other, [files[number] for number in data.draw(orders(len(files)))])

        assert lines_of(one) == world.everything() | confirmed
        assert seen(one) == seen(other)
        again = merge_packages(one, files, act=act_of())
        assert again.total("new") == again.total("clashing") == 0
        before = seen(other)
        rebuild(other, act=act_of())
        assert seen(other) == before
    finally:
        one.close()
        other.close()
