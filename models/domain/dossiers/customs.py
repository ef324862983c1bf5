"""How the one-stop offices of a place keep their lists: words of headers, names of organisations, telephones and clocks, as data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import cached_property, lru_cache

from models.domain.basics.folding import folded, search_key
from models.domain.dossiers.frame_fields import DossierField, words_of
from models.domain.dossiers.frame_people import ApplicantKind

LONGEST_HEADER = 500
"""A longer text names no column; without this bound a page of opening brackets would be searched for hours."""
_BRACKETED = re.compile(r"[(\[{][^)\]}]*[)\]}]")
_NO_WORDS = re.compile(r"[\W_]+")
_KEPT = 4_000


@dataclass(frozen=True, eq=False)
class ListCustoms:
    """What a pack says of lists of dossiers.

    `headers` are the words that name each field, the best first; `not_needed` those of columns that such lists have and the frame
    does not use. A name is of an organisation that holds one of the words `anywhere_without_tones` (no person's name holds them, so
    capitals without tones are understood) or `anywhere`, or begins with one `at_the_start` (these are given names too). `zone` are the
    clocks by which a moment is a day, `phone_prefix` the country's number.
    """

    headers: Mapping[DossierField, tuple[str, ...]] = field(default_factory=dict)
    not_needed: tuple[str, ...] = ()
    anywhere_without_tones: tuple[str, ...] = ()
    anywhere: tuple[str, ...] = ()
    at_the_start: tuple[str, ...] = ()
    phone_prefix: str = ""
    zone: tzinfo | None = None

    @cached_property
    def every_header(self) -> tuple[str, ...]:
        """All words that name a field."""
        return tuple(words for known in self.headers.values() for words in known)

    def best_word(self, field_: DossierField) -> str:
        """The word by which a field is asked for: the best of the place, else ours."""
        return next(iter(self.headers.get(field_, ())), field_.value)

    def meanings_of(self, header: str) -> Iterator[tuple[DossierField, int]]:
        """The field a header names, if any, with the rank of its words; what stands in brackets may be left out."""
        if len(header) > LONGEST_HEADER:
            return
        for text in (words_of(header), words_of(_BRACKETED.sub(" ", header))):
            if text in self._meanings:
                yield self._meanings[text]
                return

    def is_not_needed(self, header: str) -> bool:
        """Whether a column is one that such lists have and the frame does not use."""
        return words_of(header) in self._not_needed

    def kind_of(self, name: str) -> ApplicantKind:
        """Whose name it is, by its words alone; the number of digits says nothing, zeros get lost."""
        return self._kind_of(name)

    @cached_property
    def _meanings(self) -> Mapping[str, tuple[DossierField, int]]:
        return {
            words_of(words): (field_, rank)
            for field_, known in self.headers.items()
            for rank, words in enumerate(known)
        }

    @cached_property
    def _not_needed(self) -> frozenset[str]:
        return frozenset(map(words_of, self.not_needed))

    @cached_property
    def _kind_of(self) -> Callable[[str], ApplicantKind]:
        # most names are of people, and looking for words is sooner done than looking where they stand
        bare_terms = (*self.anywhere_without_tones, *map(search_key, (*self.at_the_start, *self.anywhere)))
        plain = re.compile(rf"\b{_any_of(self.anywhere_without_tones)}")
        toned = re.compile(rf"{_any_of(map(folded, self.at_the_start))}|.*\b{_any_of(map(folded, self.anywhere))}")

        @lru_cache(_KEPT)
        def kind_of(name: str) -> ApplicantKind:
            bare = _NO_WORDS.sub(" ", search_key(name))
            if any(term in bare for term in bare_terms) and (plain.search(bare) or toned.match(folded(name))):
                return ApplicantKind.ORGANISATION
            return ApplicantKind.INDIVIDUAL

        return kind_of


def _any_of(terms: Iterable[str]) -> str:
    """A pattern for one of these whole terms; one that nothing fits when there is none."""
    every = [re.escape(term) for term in terms]
    return "(?:" + "|".join(every) + r")\b" if every else r"(?!)"
