"""The people of an office: a short code each, equal on all computers of the unit."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from models.domain.basics.deeds import Deed
from models.domain.basics.duties import Role
from models.domain.basics.folding import without_tones
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import UnitKey


@dataclass(eq=False)
class PersonUnknown(Problem):
    """Nobody with this code is on the name list."""

    person: str
    code = "person_unknown"
    says = N_("“{person}” is not on this office's name list.")
    deed = Deed.ADD_PERSON


@dataclass(eq=False)
class PersonListed(Problem):
    """The code is somebody's already: under another name, everything that person did would be another's."""

    person: str
    name: str
    code = "person_listed"
    says = N_(
        "“{person}” is {name} on this office's name list already, so nothing was changed. Give a new person another code. If "
        "it is the same person under a new name, change the name of the person."
    )


@dataclass(eq=False)
class PersonCodeMalformed(Problem):
    """A person's code has other characters than a–z, 0–9."""

    person: str
    code = "person_code_malformed"
    says = N_(
        "“{person}” cannot be a person's code. Use 1 to 16 small letters a–z and digits, for example lan or minh2."
    )


class Author(str):
    """Who wrote a line as facts name people, `00004/lan`; in a sentence a door shows the name instead."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Person:
    """One person of a unit; `author` is how facts name them: `00004/lan`. `roles` are those at the station that was asked."""

    unit: UnitKey
    code: str
    name: str
    roles: frozenset[Role] = field(default=frozenset(), compare=False)

    @property
    def author(self) -> str:
        return Author(f"{self.unit.code}/{self.code}")


def require_person_code(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]{1,16}", text):
        raise PersonCodeMalformed(text)
    return text


def code_for(name: str, taken: Collection[str] = ()) -> str:
    """A code for a person: the last word of the name without tone marks, `Nguyễn Thị Lan` → `lan`, then `lan2`."""
    words = without_tones(name).lower().split()
    code = re.sub("[^a-z0-9]", "", words[-1] if words else "")[:14] or "canbo"
    number = 1
    while (found := code if number == 1 else f"{code}{number}") in taken:
        number += 1
    return require_person_code(found)
