"""An act: what one person does at one moment, handed as one value to whatever leaves rows, paper or files behind."""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.basics.people import Person
from models.progress import NO_PROGRESS, Progress


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts, when (as facts write a moment), a fresh random word for what needs one, and who hears how far it is.

    `backs_up`: the base is copied before anything comes in from outside; given up only where nothing can be lost.
    """

    by: Person
    at: str
    salt: str = ""
    progress: Progress = NO_PROGRESS
    backs_up: bool = True
