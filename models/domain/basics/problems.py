"""What cannot be done, as facts: a problem carries values, never a finished sentence.

The sentence stands beside each problem in English with named places; the language catalogues translate it
and the two doors (window and command line) are the only ones that show it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import ClassVar


class Message(str):
    """Words of the code, not of people: the catalogues translate them, also where they are a fact of a problem."""

    __slots__ = ()


def N_(message: str) -> Message:  # noqa: N802 -- gettext's own name for "translate this one later"
    """Mark `message` for the language catalogues without translating it here."""
    return Message(message)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One English sentence of the catalogues with its facts; a fact may be a sentence again."""

    says: str
    facts: Mapping[str, object]

    def __str__(self) -> str:
        return self.says.format(**self.facts)


@dataclass(eq=False)
class Problem(Exception):
    """Root of everything that is refused for a reason a clerk can understand.

    A subclass is a dataclass named for what is so (`PeriodClosed`), whose fields are the facts and whose
    `says` is the English sentence with these facts as named places. The sentence ends with the next step.
    """

    says: ClassVar[str] = ""

    @property
    def code(self) -> str:
        """Machine word of the problem, `PeriodClosed` → `period_closed`."""
        name = type(self).__name__
        return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")

    @property
    def facts(self) -> dict[str, object]:
        """The facts by name, as the sentence and `--json` use them."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @property
    def parts(self) -> tuple[Sentence, ...]:
        """What is told on lines of its own after the sentence, e.g. one place of a file after the other."""
        return ()

    def __str__(self) -> str:
        return self.says.format(**self.facts)
