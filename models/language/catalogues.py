"""The gettext catalogues: one po file a topic, joined and compiled once into a mo file beside them.

The compiled file carries the digest of the po files it was made from, so a fresh one is known without clocks and
may be shipped; where it cannot be written (a read-only installation) the words are compiled in memory.
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
    folder = FOLDER / code
    topics = sorted(folder.glob("*.po"))
    return words_in(topics, compiled=folder / "words.mo") if topics else str


@cache
def usage_words_of(code: str) -> Words:
    """The words of language `code` for help and wrong usage: those of our commands and those of click."""
    folder = FOLDER / code / "usage"
    topics = sorted(folder.glob("*.po"))
    return words_in(topics, compiled=folder / "words.mo") if topics else str


def words_in(topics: list[Path], *, compiled: Path) -> Words:
    """The joined words of the po files `topics`; `compiled` is used when fresh and otherwise made anew."""
    sources = [topic.read_bytes() for topic in topics]
    digest = _digest_of(topics, sources)
    with suppress(OSError, ValueError, struct.error):
        ready = gettext.GNUTranslations(BytesIO(compiled.read_bytes()))
        if ready.info().get("project-id-version") == f"sophieu {digest}":
            return ready.gettext
    made = _compile(sources, digest)
    with suppress(Problem):
        write_whole(compiled, made)
    return gettext.GNUTranslations(BytesIO(made)).gettext


def _digest_of(topics: list[Path], sources: list[bytes]) -> str:
    digest = hashlib.sha256()
    for topic, source in zip(topics, sources, strict=True):
        digest.update(f"{topic.name} {len(source)}\n".encode())
        digest.update(source)
    return digest.hexdigest()


def _compile(sources: list[bytes], digest: str) -> bytes:
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    joined = Catalog(project="sophieu", version=digest, charset="utf-8")
    for source in sources:
        for message in read_po(BytesIO(source), charset="utf-8"):
            if message.id:
                joined.add(message.id, message.string, flags=message.flags)
    target = BytesIO()
    write_mo(target, joined)
    return target.getvalue()
