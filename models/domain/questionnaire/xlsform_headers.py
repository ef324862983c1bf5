"""The columns of an XLSForm under all the names that the standard and its programs give them, and which language is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.domain.basics.problems import N_, Sentence
from models.domain.basics.reading import ColumnState, ReadColumn, near_name
from models.domain.questionnaire.paper_words import COLUMNS
from models.domain.questionnaire.xlsform_rows import NOT_ON_PAPER, CellToCorrect

USED: Mapping[str, tuple[str, ...]] = {
    "survey": (
        *("type", "name", "label", "hint", "guidance_hint", "required", "relevant", "constraint", "constraint_message"),
        *(
            "appearance",
            "parameters",
            "score",
            "about",
            "adverse",
            "in_reports",
            "paper_number",
            "paper_page",
            "paper_lines",
            "paper_digits",
            "disabled",
        ),
    ),
    "choices": ("list_name", "name", "label", "coarser"),
    "settings": (
        *(
            "form_title",
            "form_id",
            "version",
            "default_language",
            "variant",
            "respondents",
            "respondents_paper",
            "respondents_who",
            "reference",
            "introduction",
            "how_to_mark",
        ),
        *COLUMNS.values(),
        *("confirmed_source", "confirmed_by", "confirmed_at"),
    ),
}
"""Columns of which something is made."""

_ON_SCREENS = N_("only phones do this")
_WITHOUT_DEFAULTS = N_("paper begins with empty boxes")
_KNOWN: Mapping[str, Mapping[str, str]] = {
    "survey": {
        **dict.fromkeys(
            ("required_message", "autoplay", "rows", "no_app_error_string", "intent", "instance", "control", "body", "bind", "query",
             "note", "compact_tag", "save_to", "sms_field", "sms_option", "sms_separator", "sms_allow_media", "sms_date_format",
             "sms_datetime_format", "sms_response", "short_label", "admin_note", "comment", "comments", "$autoname", "$kuid",
             "$qpath", "$xpath", "kuid", "kobo__score_choices"),
            _ON_SCREENS,
        ),
        "default": _WITHOUT_DEFAULTS,
    },
    "choices": dict.fromkeys(("order", "$autovalue", "$kuid", "geometry"), _ON_SCREENS),
    "settings": dict.fromkeys(
        ("instance_name", "instance_id", "submission_url", "public_key", "style", "allow_choice_duplicates", "auto_send", "auto_delete",
         "sms_keyword", "sms_separator", "sms_allow_media", "sms_date_format", "sms_datetime_format", "sms_response", "namespaces",
         "name", "prefix", "delimiter", "omit_instanceid", "clean_text_values", "instance_xmlns", "flat", "attribute",
         "client_editable", "autosend", "autodelete", "crosswalk"),
        _ON_SCREENS,
    ),
}  # fmt: skip
_FOLLOWED_IN_PART = {"appearance": N_("used for the headings of matrices and for long texts; the rest is for phones")}
_ALIASES: Mapping[str, Mapping[str, str]] = {
    "survey": {
        "caption": "label", "command": "type", "tag": "name", "value": "name", "relevance": "relevant", "skip": "relevant",
        "readonly": "read_only", "calculate": "calculation", "constraining_message": "constraint_message",
        "jr:constraintmsg": "constraint_message", "constraintmsg": "constraint_message", "requiredmsg": "required_message",
        "jr:requiredmsg": "required_message", "noapperrorstring": "no_app_error_string", "jr:noapperrorstring": "no_app_error_string",
        "count": "repeat_count", "jr:count": "repeat_count", "entities:saveto": "save_to", "guidance": "guidance_hint",
    },
    "choices": {"caption": "label", "value": "name", "list": "list_name"},
    "settings": {"set_form_title": "form_title", "title": "form_title", "set_form_id": "form_id", "id_string": "form_id"},
}  # fmt: skip
_PREFIXES = ("bind", "control", "body", "media")
_TRANSLATED = frozenset(
    (
        "label",
        "hint",
        "guidance_hint",
        "constraint_message",
        "required_message",
        "in_reports",
        "image",
        "big-image",
        "audio",
        "video",
    )
)
_VIETNAMESE = re.compile(r"\b(?:vi|vie|vn|viet ?nam(?:ese)?|tiếng việt|tieng viet)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """One column: its number from 0, the words of the file, its name here ("" when unknown), and its language."""

    place: int
    words: str
    column: str
    language: str = ""


def headers_of(sheet: str, words: Sequence[str]) -> tuple[Header, ...]:
    """What each header of a sheet is; empty ones are left out."""
    return tuple(_header(sheet, place, each) for place, each in enumerate(words) if each)


def _header(sheet: str, place: int, words: str) -> Header:
    parts = [part.strip() for part in words.split("::" if "::" in words else ":")]
    if "::" not in words and parts[0].lower() == "jr":
        parts = [words]
    names = ["_".join(part.lower().split()) for part in parts]
    if names[0] in _PREFIXES and len(parts) > 1:
        parts, names = parts[1:], names[1:]
        if names[0] == "jr" and len(names) > 1:
            parts, names = [":".join(parts)], [":".join(names)]
    column = _ALIASES[sheet].get(names[0], names[0])
    language = ""
    if len(parts) > 1:
        if column not in _TRANSLATED:
            return Header(place, words, names[0] if names[0] in _KNOWN[sheet] else "", parts[1])
        language = parts[1]
    return Header(place, words, column if _is_known(sheet, column) else "", language)


def _is_known(sheet: str, column: str) -> bool:
    return column in USED[sheet] or column in _KNOWN[sheet] or (sheet != "settings" and column in NOT_ON_PAPER)


def twice(sheet: str, headers: Iterable[Header]) -> list[CellToCorrect]:
    """A finding for each column that stands there twice, under one name or two."""
    seen: dict[tuple[str, str], Header] = {}
    found = []
    for header in headers:
        key = (header.column or header.words.lower(), header.language.lower())
        if key in seen:
            found.append(CellToCorrect(sheet, 1, header.words, "column_twice", header.words, seen[key].words))
        seen.setdefault(key, header)
    return found


@dataclass(frozen=True)
class Wording:
    """Which language each translated column is printed in; `unclear` names those of a column that only a person can choose."""

    by_column: Mapping[tuple[str, str], str]
    unclear: tuple[str, ...] = ()

    def chosen(self, sheet: str, header: Header) -> bool:
        """Whether this column is the one that is printed."""
        return header.language == self.by_column.get((sheet, header.column), "")


def wordings(headers: Mapping[str, Sequence[Header]], *, asked: str, default: str) -> Wording:
    """The language of each column: the one asked for, the form's default, the one without a name, the only one, Vietnamese."""
    by_column: dict[tuple[str, str], str] = {}
    unclear: tuple[str, ...] = ()
    for sheet, row in headers.items():
        for column in dict.fromkeys(header.column for header in row if header.column in _TRANSLATED):
            languages = [header.language for header in row if header.column == column]
            found = _chosen(languages, asked=asked, default=default)
            if found is None:
                unclear = unclear or tuple(languages)
            else:
                by_column[sheet, column] = found
    return Wording(by_column, unclear)


def _chosen(languages: Sequence[str], *, asked: str, default: str) -> str | None:
    for wanted in filter(None, (asked, default)):
        for language in languages:
            if same_language(language, wanted):
                return language
    if "" in languages:
        return ""
    if len(languages) == 1:
        return languages[0]
    vietnamese = [language for language in languages if _VIETNAMESE.search(language)]
    return vietnamese[0] if len(vietnamese) == 1 else None


def same_language(language: str, wanted: str) -> bool:
    """Whether `Tiếng Việt (vi)`, `tiếng việt` and `vi` name one language."""
    one, other = language.strip().lower(), wanted.strip().lower()
    return bool(one) and (one == other or one.endswith(f"({other})") or other.endswith(f"({one})"))


def read_columns(sheet: str, headers: Sequence[Header], wording: Wording) -> list[ReadColumn]:
    """What became of each column of a sheet."""
    return [_read_column(sheet, header, wording) for header in headers]


def _read_column(sheet: str, header: Header, wording: Wording) -> ReadColumn:
    column = header.column
    if not column:
        known = (
            [*USED[sheet], *NOT_ON_PAPER, *_ALIASES[sheet]] if sheet == "survey" else [*USED[sheet], *_ALIASES[sheet]]
        )
        meant = near_name(header.words.partition(":")[0], known)
        if sheet == "choices" and not meant:
            why = Sentence(N_("not used: columns of one's own in the choices serve filters, which paper has none of"))
            return ReadColumn(header.words, ColumnState.KNOWN, "", why, sheet=sheet)
        return ReadColumn(header.words, ColumnState.UNKNOWN, meant=meant, sheet=sheet)
    if column in _TRANSLATED and (column in USED[sheet]) and not wording.chosen(sheet, header):
        why = Sentence(N_("another language is printed"))
        return ReadColumn(header.words, ColumnState.KNOWN, column, why, sheet=sheet)
    if column in USED[sheet]:
        said = _FOLLOWED_IN_PART.get(column)
        return ReadColumn(header.words, ColumnState.USED, column, Sentence(said) if said else None, sheet=sheet)
    says = _KNOWN[sheet].get(column, _ON_SCREENS)
    return ReadColumn(
        header.words, ColumnState.KNOWN, column, Sentence(N_("not used: {why}"), {"why": says}), sheet=sheet
    )
