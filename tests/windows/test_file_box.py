"""Choosing files by keys: places, the newest first, a path typed whole, and asking before anything is written over."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop import dialogs
from desktop import file_places as places
from desktop.dialogs import OfferedFiles
from desktop.file_box import FileBox, Wanted
from desktop.file_places import FolderMemory
from desktop.theme import Root
from desktop.widgets.focused import grabbing
from models.language import load

XLSX = OfferedFiles("Excel", (".xlsx",))
Keys = Callable[..., None]


@pytest.fixture
def folder(root: Root, tmp_path: Path) -> Path:
    """A folder with two workbooks and a folder, where the boxes begin."""
    (tmp_path / "cũ").mkdir()
    for number, name in enumerate(("một.xlsx", "hai.xlsx", "ba.csv")):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (1_000_000 + number, 1_000_000 + number))
    root.speaks, root.folders = load("vi"), FolderMemory()
    for purpose in ("open .xlsx", "save .xlsx", "folder *"):
        root.folders.note(purpose, tmp_path)
    return tmp_path


@pytest.fixture
def keys(root: Root) -> Keys:
    """Press keys in whatever box stands open then, one after the other."""

    def press(*pressed: str) -> None:
        def step(left: tuple[str, ...], tries: int = 100) -> None:
            boxes = [each for each in root.winfo_children() if isinstance(each, FileBox)]
            inner = [each for box in boxes for each in box.winfo_children() if each.winfo_class() == "Toplevel"]
            if not boxes:
                return
            if grabbing(root) is None and tries:
                # a busy machine takes longer to show a box than to press a key
                root.after(50, lambda: step(left, tries - 1))
                return
            if left[1:]:
                # before the key: a box that it opens waits inside of it
                root.after(120, lambda: step(left[1:]))
            target = (inner or boxes)[-1]
            focused = target.focus_lastfor() or target
            focused.focus_force()
            focused.event_generate(left[0])

        root.after(200, lambda: step(pressed))

    return press


def test_the_newest_file_that_fits_is_opened_by_enter(root: Root, folder: Path, keys: Keys) -> None:
    keys("<Down>", "<Return>")
    assert dialogs.open_files(root, "Chọn tệp", (XLSX,)) == (folder / "hai.xlsx",)


def test_a_folder_is_entered_and_left_by_keys(root: Root, folder: Path, keys: Keys) -> None:
    keys("<Return>", "<Alt-Up>", "<Down>", "<Down>", "<Return>")
    assert dialogs.open_files(root, "Chọn tệp", (XLSX,)) == (folder / "một.xlsx",)


def test_esc_chooses_nothing(root: Root, folder: Path, keys: Keys) -> None:
    keys("<Escape>")
    assert dialogs.open_files(root, "Chọn tệp", (XLSX,)) == ()


def box_for(root: Root, *, is_private: bool = False) -> FileBox:
    wanted = Wanted("Chọn tệp", "open .xlsx", (".xlsx",), writes=is_private, private=is_private)
    return FileBox(root, root.speaks, root.folders, wanted)


def test_a_path_that_is_typed_whole_is_taken_and_one_that_is_not_there_is_told(root: Root, folder: Path) -> None:
    box = box_for(root)
    box.typed.set(str(folder / "không có.xlsx"))
    box.take_typed()
    assert "không có.xlsx" in str(box.told.cget("text"))
    box.typed.set(str(folder / "cũ"))
    box.take_typed()
    assert box.folder == folder / "cũ"
    box.typed.set(str(folder / "ba.csv"))
    box.take_typed()
    assert box.answer == (folder / "ba.csv",)


def test_a_new_name_is_saved_with_its_ending(root: Root, folder: Path, keys: Keys) -> None:
    keys("<Control-Return>")
    assert dialogs.save_file(root, "Lưu", XLSX, name="mới.xlsx") == folder / "mới.xlsx"


def test_nothing_is_written_over_before_it_is_asked(root: Root, folder: Path, keys: Keys) -> None:
    keys("<Control-Return>", "<Escape>", "<Escape>")
    assert dialogs.save_file(root, "Lưu", XLSX, name="hai.xlsx") is None


def test_names_go_onto_a_stick_only_when_somebody_says_so(
    root: Root, folder: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "sticks", lambda _mounts=None: (folder,))
    box = box_for(root, is_private=True)
    assert box.folder != folder
    asked: list[str] = []
    monkeypatch.setattr(dialogs, "confirm", lambda _parent, sentence, *_, **__: asked.append(sentence))
    box.go(folder)
    box.typed.set("danh sách")
    box.choose([folder / "danh sách.xlsx"])
    assert box.answer == ()
    assert "tên người" in asked[0]
    box.destroy()


def test_a_folder_is_chosen_by_the_button(root: Root, folder: Path, keys: Keys) -> None:
    keys("<Control-Return>")
    assert dialogs.choose_folder(root, "Chọn thư mục") == folder


def test_a_folder_whose_path_is_typed_is_chosen_and_no_other_one(root: Root, folder: Path, keys: Keys) -> None:
    box = FileBox(root, root.speaks, root.folders, Wanted("Chọn thư mục", "folder *", folder=True))
    assert box.folder == folder
    box.typed.set(str(folder / "không có"))
    box.yes.invoke()
    assert (box.answer, "không có" in str(box.told.cget("text"))) == ((), True)
    box.typed.set(str(folder / "cũ"))
    box.yes.invoke()
    assert box.answer == (folder / "cũ",)


def test_every_file_and_place_is_drawn_beside_its_name(root: Root, folder: Path) -> None:
    (folder / "a.zip").write_bytes(b"x")
    wanted = Wanted("Mở", "open .xlsx", (".xlsx", ".csv", ".zip"))
    box = FileBox(root, root.speaks, root.folders, wanted)
    box.go(folder)
    box.table.tree.configure(height=8)
    box.geometry("800x500")
    box.deiconify()
    box.update()
    lines = box.table.tree.get_children()
    drawn = [str(box.table.tree.item(line, "image")[0]) for line in lines]
    names = [str(box.table.tree.item(line, "values")[0]) for line in lines]
    assert len(names) == 5
    of = dict(zip(names, drawn, strict=True))
    assert of["một.xlsx"] == of["hai.xlsx"] == of["ba.csv"]
    assert len({of["một.xlsx"], of["a.zip"], of["cũ/"]}) == 3
    assert all(box.places.item(place, "image") for place in box.places.get_children())
    box.destroy()


def test_the_place_that_is_shown_is_marked(root: Root, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "sticks", lambda _mounts=None: (folder,))
    box = FileBox(root, root.speaks, root.folders, Wanted("Mở", "open"))
    for shown, marked in ((folder, [folder]), (folder / "cũ", []), (folder, [folder])):
        box.go(shown)
        root.update()
        assert [box._places[int(each)].folder for each in box.places.selection()] == marked  # noqa: SLF001 -- the list beside
        assert box.folder == shown
    box.destroy()


def test_a_box_over_the_file_box_gives_the_input_back_to_it(root: Root, folder: Path, keys: Keys) -> None:
    held: list[object] = []

    def look() -> None:
        held.append(grabbing(root))
        for each in root.winfo_children():
            each.destroy()

    root.after(1_500, look)
    keys("<Control-Return>", "<Escape>")
    dialogs.save_file(root, "Lưu", XLSX, name="hai.xlsx")
    assert isinstance(held[0], FileBox)
