"""The letters on paper: which face is at hand, whether it has every letter, how wide words are."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from models.domain.basics.problems import N_, Problem

POINT = 25.4 / 72
"""One typographic point in millimetres."""

_STYLES = ("regular", "bold", "italic", "bold_italic")
_LETTERS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")


@dataclass(eq=False)
class NoFace(Problem):
    """No face with Vietnamese letters was found on this machine."""

    looked_in: str
    code = "no_face"
    says = N_(
        "No typeface with Vietnamese letters was found; looked in {looked_in}. "
        "Install Liberation Serif (on Debian the package fonts-liberation2) or Times New Roman and print again."
    )


@dataclass(eq=False)
class MissingLetters(Problem):
    """The face lacks letters of a text that is to be printed."""

    letters: str
    face: str
    text: str
    code = "missing_letters"
    says = N_(
        "The typeface {face} has no letter for {letters}, needed in “{text}”. "
        "Replace these letters in the text, or install Liberation Serif (on Debian the package fonts-liberation2), "
        "and print again."
    )


@dataclass(frozen=True, slots=True)
class Face:
    """One typeface, ready for drawing: `name` for the footer, and the drawing names of its four styles."""

    name: str
    regular: str
    bold: str
    italic: str
    bold_italic: str


def clean(text: str) -> str:
    """The text as it is printed: NFC, because letters in parts are drawn with displaced marks."""
    return unicodedata.normalize("NFC", text)


def vietnamese_letters() -> str:
    """The 146 letters that Vietnamese adds: twelve vowels in six tones and đ, small and capital."""
    small = "".join(clean(letter + tone) for letter in _LETTERS for tone in _TONES) + "đ"
    return small + small.upper()


def _files(stem: str, names: tuple[str, str, str, str], folders: Iterable[Path]) -> tuple[str, list[Path]] | None:
    for folder in folders:
        found = [folder / name for name in names]
        if all(file.is_file() for file in found):
            return stem, found
    return None


def folders_of_system(platform: str, told: Mapping[str, str]) -> tuple[Path, ...]:
    """Where a system keeps typefaces, by its name and its environment; on Windows also where a user without rights installs."""
    if platform != "win32":
        return tuple(Path("/usr/share/fonts/truetype") / name for name in ("liberation2", "liberation", "dejavu"))
    own = [Path(told["LOCALAPPDATA"]) / "Microsoft" / "Windows" / "Fonts"] if told.get("LOCALAPPDATA") else []
    return (Path(told.get("WINDIR") or "C:/Windows") / "Fonts", *own)


def _candidates(*, sans: bool) -> list[tuple[str, tuple[str, str, str, str], list[Path]]]:
    kind = "Sans" if sans else "Serif"
    own = Path(__file__).parent / "typefaces"
    folders = list(folders_of_system(sys.platform, os.environ))
    liberation = [f"Liberation{kind}-{style}.ttf" for style in ("Regular", "Bold", "Italic", "BoldItalic")]
    times = (
        ("arial.ttf", "arialbd.ttf", "ariali.ttf", "arialbi.ttf")
        if sans
        else ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf")
    )
    slanted = "Oblique" if sans else "Italic"
    stem = "DejaVuSans" if sans else "DejaVuSerif"
    dejavu = (f"{stem}.ttf", f"{stem}-Bold.ttf", f"{stem}-{slanted}.ttf", f"{stem}-Bold{slanted}.ttf")
    plain = (f"{stem}.ttf", f"{stem}-Bold.ttf", f"{stem}.ttf", f"{stem}-Bold.ttf")
    return [
        (
            f"Liberation {kind}",
            (liberation[0], liberation[1], liberation[2], liberation[3]),
            [own, *folders],
        ),
        ("Arial" if sans else "Times New Roman", times, folders),
        (f"DejaVu {kind}", dejavu, folders),
        (f"DejaVu {kind}", plain, folders),
    ]


@cache
def face(*, sans: bool = False) -> Face:
    """The best face at hand that has every Vietnamese letter, made ready once.

    Liberation (metrics of Times New Roman and Arial) from our own folder or the system, then Windows' own,
    then DejaVu. Refuses with `NoFace` when none of them has all letters.
    """
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, names, folders in _candidates(sans=sans):
        found = _files(name, names, folders)
        if found is None:
            continue
        drawn = [f"{name.replace(' ', '')}-{style}" for style in _STYLES]
        fonts = [TTFont(label, str(file)) for label, file in zip(drawn, found[1], strict=True)]
        if any(ord(letter) not in font.face.charToGlyph for font in fonts for letter in vietnamese_letters()):
            continue
        for font in fonts:
            pdfmetrics.registerFont(font)
        return Face(name, *drawn)
    looked = sorted({str(folder) for _, _, folders in _candidates(sans=sans) for folder in folders})
    raise NoFace(looked_in=", ".join(looked))


def require_glyphs(texts: Iterable[str], *, of: Face) -> None:
    """Refuse with `MissingLetters`, before anything is drawn, when the face lacks a letter of the texts."""
    from reportlab.pdfbase import pdfmetrics

    font = pdfmetrics.getFont(of.regular)
    known = font.face.charToGlyph  # type: ignore[attr-defined]  # not in the stubs
    for text in texts:
        missing = sorted({letter for letter in clean(text) if ord(letter) not in known and letter not in "\n\t"})
        if missing:
            listed = " ".join(letter if letter.isprintable() else f"U+{ord(letter):04X}" for letter in missing)
            raise MissingLetters(letters=listed, face=of.name, text=clean(text)[:60])


REPLACEMENT = "?"
"""What stands for a letter that the typeface lacks, where a paper is needed all the same."""


def printable(text: str, *, of: Face) -> str:
    """The text with each letter that the face lacks replaced; the same text where it lacks none."""
    from reportlab.pdfbase import pdfmetrics

    known = pdfmetrics.getFont(of.regular).face.charToGlyph  # type: ignore[attr-defined]  # not in the stubs
    return "".join(letter if ord(letter) in known or letter in "\n\t" else REPLACEMENT for letter in clean(text))


@lru_cache(maxsize=20_000)
def width(text: str, font: str, size: float) -> float:
    """How wide one line of text is, in millimetres."""
    from reportlab.pdfbase import pdfmetrics

    return float(pdfmetrics.stringWidth(text, font, size)) * POINT


@lru_cache(maxsize=20_000)
def wrap(text: str, font: str, size: float, room: float) -> tuple[str, ...]:
    """The text in lines of at most `room` millimetres, broken at spaces; a longer word is broken inside."""
    lines: list[str] = []
    for paragraph in clean(text).split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}" if line else word
            if width(longer, font, size) <= room:
                line = longer
                continue
            if line:
                lines.append(line)
            line = word
            while width(line, font, size) > room and len(line) > 1:
                fits = next(n for n in range(len(line) - 1, 0, -1) if n == 1 or width(line[:n], font, size) <= room)
                lines.append(line[:fits])
                line = line[fits:]
        lines.append(line)
    return tuple(lines)


@lru_cache(maxsize=4_000)
def balanced(text: str, font: str, size: float, room: float, least: float = 1.0) -> tuple[str, ...]:
    """As few lines as `wrap` gives, but no lonely word at the end.

    The last line gets at least the share `least` of the longest, as far as the words allow.
    """
    lines = wrap(text, font, size, room)
    word = max((width(word, font, size) for word in clean(text).split()), default=room)
    narrow = room - 1
    while (
        len(lines) > 1
        and narrow > word
        and (
            width(lines[-1], font, size) < least * max(width(line, font, size) for line in lines)
            and len(tried := wrap(text, font, size, narrow)) == len(lines)
        )
    ):
        lines = tried
        narrow -= 1
    return lines


_CLOSE = 1.05
"""From line to line where a text has to fit, in heights of its letters;"""
_SMALLEST = 4.5
"""and the smallest letters for it, in points."""


class Fitted(NamedTuple):
    """A text in lines that fit: in letters of so many points, and how far it is from line to line, in millimetres."""

    size: float
    lines: tuple[str, ...]
    step: float


def fitted_text(text: str, font: str, size: float, room: float, deep: float) -> Fitted:
    """The whole text in `room` times `deep` millimetres, in letters as large as fit and no larger than `size`.

    Nothing of it is left out: of a text that does not fit even in the smallest letters the lines stand closer.
    """
    words = " ".join(clean(text).split())
    letters = size
    while letters > _SMALLEST:
        lines = balanced(words, font, letters, room)
        if len(lines) == 1 or len(lines) * letters * POINT * _CLOSE <= deep:
            return Fitted(letters, lines, letters * POINT * _CLOSE)
        letters -= 0.5
    lines = wrap(words, font, _SMALLEST, room)
    return Fitted(_SMALLEST, lines, min(_SMALLEST * POINT * _CLOSE, deep / len(lines)))
