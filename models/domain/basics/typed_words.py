"""Names and sentences that people give: to persons, computers and periods, and as reasons and sources."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from models.domain.basics.problems import N_, Problem


@dataclass(eq=False)
class NameBlank(Problem):
    """A name was given and there is no letter in it."""

    code = "name_blank"
    says = N_("The name has no letters. Type a name, or leave it out.")


@dataclass(eq=False)
class ReasonWithoutWords(Problem):
    """A reason of digits and signs alone: most likely a number that was typed into the wrong field."""

    typed: str
    code = "reason_without_words"
    says = N_("“{typed}” is no reason: it has no words. Was it a number for another field? Write the reason in words.")


_KEYS_ALONE = re.compile(r"[0-9*?\s-]+")

_SEEN = "LNPS"
"""What the categories of Unicode begin with whose signs are seen."""
LONGEST = 300
"""Letters of the longest name, reason or source: the longest citations of decisions stay under it."""


@dataclass(eq=False)
class WordsTooLong(Problem):
    """A name, reason or source that is longer than a sentence."""

    beginning: str
    letters: int
    most: int

    code = "words_too_long"
    says = N_("“{beginning}…” has {letters} letters; at most {most} fit here. Shorten it to a sentence and try again.")


def given_name(text: str, *, otherwise: str) -> str:
    """The name without blanks around it; `otherwise` where none was given. Refuses blanks alone and what is too long."""
    if text and not text.strip():
        raise NameBlank
    return sentence(text) or otherwise


def sentence(text: str) -> str:
    """What a person wrote as a name, reason or source, without blanks around it; refuses (`WordsTooLong`) whole pages.

    Signs of which none is seen, such as a space without width, are nothing.
    """
    told = text.strip() if any(unicodedata.category(sign)[0] in _SEEN for sign in text) else ""
    if len(told) > LONGEST:
        raise WordsTooLong(told[:40], len(told), LONGEST)
    return told


def keys_alone(text: str) -> bool:
    """Whether a text is nothing but the keys that answer questions and number forms: as if it was meant for another field."""
    return bool(_KEYS_ALONE.fullmatch(text))


def reason_words(text: str) -> str:
    """A reason as a `sentence`; refuses (`ReasonWithoutWords`) digits alone, which are a number that strayed."""
    told = sentence(text)
    if keys_alone(told) and any(sign.isdigit() for sign in told):
        raise ReasonWithoutWords(told[:40])
    return told
