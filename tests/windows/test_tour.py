"""The program in five pictures: each is there, and the keyboard is given back at the end."""

from __future__ import annotations

from desktop.guide import guide_folder
from desktop.theme import Root
from desktop.tour import STEPS, Tour
from models.language import load


def test_the_tour_has_five_pictures_of_the_guide_and_ends_behind_the_last(root: Root) -> None:
    assert [step.picture for step in STEPS if not (guide_folder() / "hinh" / step.picture).is_file()] == []
    ended: list[bool] = []
    tour = Tour(root, load("vi"), then=lambda: ended.append(True))
    root.update()
    for place in range(len(STEPS)):
        assert tour.place == place
        tour.go_on()
    root.update()
    assert not tour.winfo_exists()
    assert ended == [True]
