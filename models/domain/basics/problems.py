"""What cannot be done, as values: a problem carries what it speaks of and what to do next, never a finished sentence.

The sentence stands beside each problem in English with named places; the language catalogues translate it
and the two doors (window and command line) are the only ones that show it. Neither a command nor a key nor a screen stands
in it: the next step is a `Deed`, and each door says where it is done.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import ClassVar

from models.domain.basics.deeds import Deed


class Message(str):
    """Words of the code, not of people: the catalogues translate them, also where they are a value in a sentence."""

    __slots__ = ()


def N_(message: str) -> Message:  # noqa: N802 -- gettext's own name for "translate this one later"
    """Mark `message` for the language catalogues without translating it here."""
    return Message(message)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One English sentence of the catalogues with its values and what to do next; a value may be a sentence again.

    Without words it is only the next step.
    """

    says: str
    values: Mapping[str, object] = field(default_factory=dict)
    deed: Deed | None = None

    def __hash__(self) -> int:
        # what stands in the values need not be hashable
        return hash((self.says, *self.values, self.deed))

    def __str__(self) -> str:
        return self.says.format(**self.values) if self.says else str(self.deed or "")


@dataclass(eq=False)
class Problem(Exception):
    """Root of everything that is refused for a reason a clerk can understand.

    A subclass is a dataclass named for what is so (`PeriodClosed`), whose fields are the values and whose
    `says` is the English sentence with these values as named places. `code` is its word for programs, which no other
    problem has and which stays when the class is renamed (docs/json.md). `deed` is the next step where it is one that a
    door has a place for; otherwise the sentence ends with it.
    """

    code: ClassVar[str]
    says: ClassVar[str] = ""
    deed: ClassVar[Deed | None] = None

    @property
    def values(self) -> dict[str, object]:
        """What the sentence speaks of, by name; `--json` tells it as `facts`."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @property
    def parts(self) -> tuple[Sentence | Problem, ...]:
        """What is told on lines of its own after the sentence, e.g. one place of a file after the other."""
        return ()

    @property
    def sentence(self) -> Sentence:
        """The problem as it is told, where it is kept or counted among other sentences."""
        return Sentence(self.says, self.values, self.deed)

    @property
    def told_with(self) -> Hashable:
        """Problems of one row or file that are equal in this are told in one sentence; None: each in its own."""
        return None

    def told_of(self, every: Sequence[Problem]) -> Sentence:
        """The one sentence for all of `every`, which are `told_with` this one and begin with it."""
        raise NotImplementedError

    def __str__(self) -> str:
        return self.says.format(**self.values)


def told_together(problems: Iterable[Problem]) -> tuple[Sentence | Problem, ...]:
    """Problems as a person is told them: what would be said again and again once, in the place of the first."""
    groups: dict[Hashable, list[Problem]] = {}
    for place, each in enumerate(problems):
        kind = each.told_with
        groups.setdefault((place,) if kind is None else kind, []).append(each)
    return tuple(group[0].told_of(group) if len(group) > 1 else group[0] for group in groups.values())


def next_deed(told: Sentence | Problem) -> Deed | None:
    """What to do next about `told`: its own deed, else that of the first value which carries one."""
    if told.deed is not None:
        return told.deed
    inner = (next_deed(value) for value in told.values.values() if isinstance(value, Sentence | Problem))
    return next((deed for deed in inner if deed is not None), None)
