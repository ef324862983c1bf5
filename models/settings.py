"""What this station remembers about the person at the desk: language, folder, size of the window."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from models.domain.basics.problems import Problem
from models.files import FileMissing, move, read_bounded, write_whole
from models.language import LANGUAGES

FILE_NAME = "settings.json"
_LIMIT = 100_000
_MOST_PLACES, _LIMIT_OF_PLACES = 500, 1_000_000


@dataclass(frozen=True)
class Settings:
    """All settings as text.

    `text_size` is the percent chosen (empty: as large as the screen wants), `period` (issuer and code) and `person`
    (code) are those that were chosen last, `folders` (JSON) where files were last, by purpose, `toured` whether the
    program was shown in five pictures.
    """

    language: str = LANGUAGES[0]
    text_size: str = ""
    period: str = ""
    person: str = ""
    folders: str = ""
    toured: str = ""


def data_folder() -> Path:
    """Where the station of this user lives when nobody names a folder."""
    from platformdirs import user_data_path

    return user_data_path("sophieu", appauthor=False)


def places_file() -> Path:
    """Where it is remembered in which folders this user has worked; not in any of them, so that all are found."""
    from platformdirs import user_config_path

    return user_config_path("sophieu", appauthor=False) / "folders.json"


def note_place(folder: Path, *, at: Path) -> None:
    """Remember in the file `at` that somebody works in `folder`; who may not write there works all the same."""
    found = places(at=at)
    if found[:1] == (folder.absolute(),):
        return
    known = [folder.absolute(), *(each for each in found if each != folder.absolute())]
    text = json.dumps([str(each) for each in known[:_MOST_PLACES]], ensure_ascii=False, indent=2) + "\n"
    with suppress(OSError, Problem):
        at.parent.mkdir(parents=True, exist_ok=True)
        write_whole(at, text.encode())


def places(*, at: Path) -> tuple[Path, ...]:
    """The folders that were worked in, the last one first, as the file `at` remembers them."""
    try:
        found = json.loads(read_bounded(at, _LIMIT_OF_PLACES))
    except (Problem, ValueError, RecursionError):
        return ()
    return tuple(Path(each) for each in found if isinstance(each, str)) if isinstance(found, list) else ()


def load_settings(folder: Path) -> Settings:
    """The settings of the station in `folder`; a value that cannot be used is the default.

    A file that is not ours any more is kept as `settings.json.corrupt`, and the program starts with the defaults.
    """
    path = folder / FILE_NAME
    try:
        found = json.loads(read_bounded(path, _LIMIT))
        if not isinstance(found, dict):
            raise TypeError(path)
    except FileMissing:
        return Settings()
    except (Problem, ValueError, TypeError, RecursionError):
        with suppress(OSError, Problem):
            move(path, path.with_name(FILE_NAME + ".corrupt"))
        return Settings()
    known = {field.name: found[field.name] for field in fields(Settings) if isinstance(found.get(field.name), str)}
    if known.get("language") not in LANGUAGES:
        known.pop("language", None)
    return Settings(**known)


def save_settings(folder: Path, settings: Settings) -> None:
    """Write `settings` whole; refuses as `write_whole` does."""
    text = json.dumps(asdict(settings), ensure_ascii=False, indent=2) + "\n"
    write_whole(folder / FILE_NAME, text.encode())
