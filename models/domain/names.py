"""Names that people give to persons, computers and periods."""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.problems import N_, Problem


@dataclass(eq=False)
class NameBlank(Problem):
    """A name was given and there is no letter in it."""

    says = N_("The name has no letters. Type a name, or leave it out.")


def given_name(text: str, *, otherwise: str) -> str:
    """The name without blanks around it; `otherwise` where none was given. Refuses blanks alone."""
    if text and not text.strip():
        raise NameBlank
    return text.strip() or otherwise
