"""The questionnaires a station knows: built in, imported from an office's XLSForm, or brought by a campaign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from models.acts import Act, Topic
from models.catalogue.questionnaires import BUILT_IN_IDS, built_in, built_in_sheets, further_questionnaires
from models.domain.basics.deeds import Deed
from models.domain.basics.duties import Duty
from models.domain.basics.home_acts import HomeAct
from models.domain.basics.problems import N_, Problem
from models.domain.basics.typed_words import sentence
from models.domain.book.periods import Period, QuestionnaireName
from models.domain.questionnaire.comparing import FormDifference, compare
from models.domain.questionnaire.questionnaire import Questionnaire
from models.domain.questionnaire.xlsform import Sheets, XlsformRow, read_questionnaire
from models.services.office.allowing import allow, note
from models.services.office.giving_way import from_strangers, note_origin
from models.store import periods as store
from models.store.database import Station

_CONFIRMED = ("confirmed_source", "confirmed_by", "confirmed_at")
"""Columns of the settings that say with what a wording was compared, by whom and when."""


@dataclass(eq=False)
class QuestionnaireUnknown(Problem):
    """No questionnaire with this id."""

    id: str
    known: tuple[str, ...]
    code = "questionnaire_unknown"
    says = N_(
        "There is no questionnaire “{id}”. Known here: {known}. Choose one of these, or take in the office's own."
    )
    deed = Deed.IMPORT_QUESTIONNAIRE


@dataclass(eq=False)
class QuestionnaireEditionTaken(Problem):
    """The same id and edition with other questions is here already."""

    id: str
    edition: str
    code = "questionnaire_edition_taken"
    says = N_(
        "Questionnaire “{id}” edition {edition} is here already with other questions or words, and no edition is changed. "
        "Keep the changed file as the next edition, or give it a new “version” on its settings sheet and take it in again."
    )
    deed = Deed.REVISE_QUESTIONNAIRE


@dataclass(eq=False)
class AlreadyConfirmed(Problem):
    """The questionnaire does not carry the mark of a reference form."""

    id: str
    edition: str
    code = "already_confirmed"
    says = N_("Questionnaire “{id}” edition {edition} is not marked as “not compared”; there is nothing to confirm.")


@dataclass(eq=False)
class SourceMissing(Problem):
    """A confirmation without the legal text."""

    id: str
    code = "source_missing"
    says = N_("Name the legal text that questionnaire “{id}” was compared with.")


@dataclass(eq=False)
class EditionAlike(Problem):
    """The edition would say what the former one says."""

    id: str
    edition: str
    code = "edition_alike"
    says = N_(
        "Nothing differs from questionnaire “{id}” edition {edition}, so there is no new edition to keep. Change something first."
    )


@dataclass(eq=False)
class QuestionnaireIdTaken(Problem):
    """A questionnaire of one's own would have the id of another one."""

    id: str
    code = "questionnaire_id_taken"
    says = N_("There is a questionnaire “{id}” already. Choose another id for the new one.")


@dataclass(eq=False)
class VariantMissing(Problem):
    """The period has no questionnaire for this variant."""

    variant: str
    period: str
    code = "variant_missing"
    says = N_(
        "Period {period} has no questionnaire for {variant}. Choose a kind of respondents that it has, or open a period that has one."
    )


def add_questionnaire(station: Station, sheets: Sheets, *, act: Act) -> Questionnaire:
    """Enter a questionnaire; entering the same again changes nothing, other content under the same edition is refused."""
    allow(station, act, Duty.QUESTIONNAIRE)
    questionnaire = as_described(read_questionnaire(sheets))
    with station.transaction():
        enter_questionnaire(station, questionnaire, sheets, act=act)
        note_origin(station, named(questionnaire), None)
        note(station, act, HomeAct.QUESTIONNAIRE, {"name": questionnaire.id})
    return questionnaire


def confirm_questionnaire(station: Station, id_: str, *, source: str, act: Act) -> Questionnaire:
    """The next edition of a questionnaire, whose wording a person has compared with the legal text `source`.

    Same questions and coding, so its answers pool with those of the edition before; the mark “not compared” is gone, and
    its settings sheet says with what, by whom and when it was compared. Periods that are open keep their edition.
    Refuses a questionnaire without that mark, and a blank source.
    """
    allow(station, act, Duty.QUESTIONNAIRE)
    before = find_questionnaire(station, id_)
    if not before.is_reference:
        raise AlreadyConfirmed(id_, before.edition)
    if not sentence(source):
        raise SourceMissing(id_)
    sheets = sheets_of(station, before)
    (settings, *others) = sheets.settings or ()
    cells = {
        **settings.cells,
        "version": _next_edition(before.edition, station.catalogue.place.day_of(act.at)),
        "reference": "no",
        **dict(zip(_CONFIRMED, (source.strip(), act.by.author, act.at), strict=True)),
    }
    return add_questionnaire(station, replace(sheets, settings=(replace(settings, cells=cells), *others)), act=act)


class Revised(NamedTuple):
    """A questionnaire as it was kept, and what it says otherwise than the one it was made from."""

    questionnaire: Questionnaire
    difference: FormDifference


def revise_questionnaire(
    station: Station, before: QuestionnaireName, sheets: Sheets, *, act: Act, own_id: str = ""
) -> Revised:
    """Keep edited sheets as the next edition of the questionnaire they were made from, or under an id of its own.

    No edition that is here is changed, so periods keep their paper. Words that somebody had compared with a legal text are not
    compared any more once the paper is another one: the new edition carries the mark again. Refuses what cannot be read, an id that
    is taken, and sheets that say nothing new.
    """
    allow(station, act, Duty.QUESTIONNAIRE)
    former = find_questionnaire(station, before.id, before.edition)
    known = [each for each in questionnaires(station) if each.id == (own_id or before.id)]
    if own_id and known:
        raise QuestionnaireIdTaken(own_id)
    newest = max((each.edition for each in known), default="")
    (settings, *others) = sheets.settings or (XlsformRow(2, {}),)
    cells = dict(settings.cells)
    cells |= {"form_id": own_id or before.id, "version": _next_edition(newest, station.catalogue.place.day_of(act.at))}
    edited = replace(sheets, settings=(replace(settings, cells=cells), *others))
    made = as_described(read_questionnaire(edited))
    if cells.get("confirmed_source") and made.paper != former.paper:
        for column in _CONFIRMED:
            cells.pop(column, None)
        cells["reference"] = "yes"
        edited = replace(sheets, settings=(replace(settings, cells=cells), *others))
        made = as_described(read_questionnaire(edited))
    difference = compare_here(station, former, made)
    if not difference.changes and not own_id:
        raise EditionAlike(before.id, before.edition)
    return Revised(add_questionnaire(station, edited, act=act), difference)


def compare_here(station: Station, before: Questionnaire, after: Questionnaire) -> FormDifference:
    """What one says otherwise than the other, where the catalogue says of both who the respondents are."""
    with_kind = station.catalogue.with_kind
    return compare(with_kind(before), with_kind(after))


def _next_edition(before: str, today: date) -> str:
    """The day with a number, as XLSForm recommends, and after the edition before."""
    day = f"{today:%Y%m%d}"
    every = (f"{day}{number:02}" for number in range(1, 100))
    return next((edition for edition in every if edition > before), f"{before}.1")


def enter_questionnaire(station: Station, questionnaire: Questionnaire, sheets: Sheets, *, act: Act) -> bool:
    """Enter a questionnaire within a running transaction; answers whether it is new here."""
    known = store.find_questionnaire(station.db, named(questionnaire))
    if known is not None:
        if (known.coding, known.paper) != (questionnaire.coding, questionnaire.paper):
            raise QuestionnaireEditionTaken(questionnaire.id, questionnaire.edition)
        return False
    store.enter_questionnaire(station.db, questionnaire, sheets)
    act.changes(Topic.QUESTIONNAIRE)
    return True


def questionnaires(station: Station) -> tuple[Questionnaire, ...]:
    """All that can be chosen for a period: the built-in ones, then the station's own; the newest edition of each id last.

    Of each the station's catalogue says who its respondents are, where it does not say so itself.
    """
    own = tuple(_read(sheets) for sheets in store.questionnaires(station.db))
    taken = {(questionnaire.id, questionnaire.edition) for questionnaire in own}
    brought = (*built_in(), *further_questionnaires())
    every = (*(q for q in brought if (q.id, q.edition) not in taken), *own)
    return tuple(map(station.catalogue.with_kind, every))


def find_questionnaire(station: Station, id_: str, edition: str | None = None) -> Questionnaire:
    """One questionnaire (its newest edition unless named); refuses with `QuestionnaireUnknown`.

    Unless named, what came with the campaign of an office that is not heard here is passed over where there is another one.
    """
    every = questionnaires(station)
    if edition is None:
        strange = from_strangers(station)
        heard = tuple(each for each in every if named(each) not in strange)
        every = heard if any(each.id == id_ for each in heard) else every
    return _chosen(every, id_, edition)


def _chosen(every: tuple[Questionnaire, ...], id_: str, edition: str | None) -> Questionnaire:
    fitting = [q for q in every if q.id == id_ and (edition is None or q.edition == edition)]
    if not fitting:
        editions = tuple(sorted(f"{q.id}@{q.edition}" for q in every if q.id == id_))
        asked = f"{id_}@{edition}" if editions else id_
        raise QuestionnaireUnknown(asked, editions or tuple(sorted({q.id for q in every})))
    return max(fitting, key=lambda q: q.edition)


def sheets_of(station: Station, questionnaire: Questionnaire) -> Sheets:
    """The XLSForm sheets a questionnaire was read from."""
    kept = store.find_questionnaire(station.db, named(questionnaire))
    return built_in_sheets(questionnaire.id) if kept is None else Sheets.from_json(kept.sheets)


def questionnaires_named(station: Station, ids: Iterable[str]) -> tuple[Questionnaire, ...]:
    """The newest editions of these questionnaires; without a name those of a period that names none."""
    return tuple(find_questionnaire(station, id_) for id_ in tuple(ids) or BUILT_IN_IDS)


def questionnaires_of(station: Station, period: Period) -> tuple[Questionnaire, ...]:
    """The questionnaires of a period, in its order."""
    every = questionnaires(station)
    return tuple(_chosen(every, name.id, name.edition) for name in period.questionnaires)


def kinds_of(station: Station, period: Period) -> tuple[str, ...]:
    """The codes of the kinds of respondents that a period has questionnaires for."""
    return tuple(dict.fromkeys(questionnaire.variant for questionnaire in questionnaires_of(station, period)))


def questionnaire_for(station: Station, period: Period, variant: str) -> Questionnaire:
    """The questionnaire of a period for a kind of respondents; refuses with `VariantMissing`."""
    for questionnaire in questionnaires_of(station, period):
        if questionnaire.variant == variant:
            return questionnaire
    raise VariantMissing(variant, period.code)


def named(questionnaire: Questionnaire) -> QuestionnaireName:
    return QuestionnaireName(questionnaire.id, questionnaire.edition)


@lru_cache(maxsize=64)
def _read(sheets: str) -> Questionnaire:
    return as_described(read_questionnaire(Sheets.from_json(sheets)))


def as_described(questionnaire: Questionnaire) -> Questionnaire:
    """What a questionnaire with the questions of a built-in one does not say about respondents it says like that one.

    Bases and campaigns from before have the built-in ones without those words.
    """
    like = next(
        (each for each in (*built_in(), *further_questionnaires()) if each.coding == questionnaire.coding), None
    )
    if like is None or not questionnaire.assumed:
        return questionnaire
    about = {question.name: question.about for question in like.asked}
    questions = (replace(each, about=about.get(each.name, each.about)) for each in questionnaire.questions)
    return replace(questionnaire, questions=tuple(questions), assumed=())
