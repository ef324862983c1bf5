"""The gettext catalogues: one po file a language, and one with the words that click says, compiled once beside them.

The compiled file carries the digest of the po file it was made from, so a fresh one is known without clocks and may be
shipped; where it cannot be written (a read-only installation) the words are compiled in memory.
"""

from __future__ import annotations

import gettext
import hashlib
import struct
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path

from models.domain.basics.problems import Problem
from models.files import write_whole

FOLDER = Path(__file__).parent

Words = Callable[[str], str]
"""From the English sentence of the code to the sentence of one language."""


@cache
def words_of(code: str) -> Words:
    """The words of language `code`; English has no catalogue, its sentences are those of the code."""
    return _words_beside(FOLDER / f"{code}.po")


@cache
def click_words_of(code: str) -> Words:
    """What click says of wrong usage, in language `code`."""
    return _words_beside(FOLDER / f"click.{code}.po")


def _words_beside(catalogue: Path) -> Words:
    return words_in(catalogue) if catalogue.exists() else str


def words_in(catalogue: Path) -> Words:
    """The words of the po file `catalogue`; the mo file beside it is used when fresh and otherwise made anew."""
    source = catalogue.read_bytes()
    digest = hashlib.sha256(source).hexdigest()
    compiled = catalogue.with_suffix(".mo")
    with suppress(OSError, ValueError, struct.error):
        ready = gettext.GNUTranslations(BytesIO(compiled.read_bytes()))
        if ready.info().get("project-id-version") == f"sophieu {digest}":
            return ready.gettext
    made = _compile(source, digest)
    with suppress(Problem):
        write_whole(compiled, made)
    return gettext.GNUTranslations(BytesIO(made)).gettext


def _compile(source: bytes, digest: str) -> bytes:
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    words = Catalog(project="sophieu", version=digest, charset="utf-8")
    for message in read_po(BytesIO(source), charset="utf-8"):
        if message.id:
            words.add(message.id, message.string, flags=message.flags)
    target = BytesIO()
    write_mo(target, words)
    return target.getvalue()
