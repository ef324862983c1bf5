"""The methods a station knows: the usual one, those of its periods, and those an office took in as a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.acts import Act, Topic
from models.catalogue.methods import further_methods
from models.catalogue.translations import method_told
from models.domain.basics.deeds import Deed
from models.domain.basics.duties import Duty
from models.domain.basics.folding import alphabetical
from models.domain.basics.home_acts import HomeAct
from models.domain.basics.own_words import in_every_language
from models.domain.basics.problems import N_, Problem
from models.domain.figures.validity import require_mandatory
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.method_tree import require_asked
from models.domain.questionnaire.questionnaire import Questionnaire, Score
from models.services.office.allowing import allow, note
from models.store import periods as store
from models.store.database import Station


@dataclass(eq=False)
class MethodUnknown(Problem):
    """No method of this name, or several."""

    name: str
    known: tuple[str, ...]
    code = "method_unknown"
    says = N_(
        "There is no single method “{name}” here. Known: {known}. Choose one of these, or take one in from a file."
    )
    deed = Deed.IMPORT_METHOD


@dataclass(eq=False)
class MethodComparesUnknown(Problem):
    """A group of comparison names what is neither a level of the catalogue nor an office."""

    row: str
    group: str
    member: str
    levels: tuple[str, ...]
    code = "method_compares_unknown"
    says = N_(
        "“{member}” under “{row}” (“{group}”) is neither a level nor the code of an office that is known here. Levels are: {levels}. "
        "Correct the row, or add the office to the catalogue first, then try again."
    )


def methods(station: Station) -> tuple[Method, ...]:
    """The built-in methods, the usual one first, then the others by name."""
    built_in = tuple(map(method_told, (Method(), *further_methods())))
    others = (method for method in store.methods(station.db) if method not in built_in)
    return (*built_in, *sorted(others, key=lambda each: (alphabetical(each.name), each.fingerprint)))


def require_method_fits(method: Method, questionnaires: Iterable[Questionnaire]) -> None:
    """Refuse a method whose tree is made from what these questionnaires do not ask (`TreeAsksOthers`, `TreeWrong`)."""
    listed = tuple(questionnaires)
    scored = (each for questionnaire in listed for each in questionnaire.singles if each.score is not Score.NONE)
    require_asked(method.tree, {each.name: each.group for each in scored})
    require_mandatory(method, listed)


def require_members_known(station: Station, method: Method) -> None:
    """Refuse (`MethodComparesUnknown`) a method whose groups of comparison name neither a level nor an office of the catalogue."""
    levels = station.catalogue.levels
    rows = (("group", method.groups), *((f"group {node.code}", node.groups) for node in method.tree))
    for row, groups in rows:
        for name, members in groups:
            for member in members:
                if member not in levels and not station.catalogue.knows(member):
                    raise MethodComparesUnknown(row, name, member, tuple(levels))


def add_method(station: Station, method: Method, *, act: Act) -> Method:
    """Keep a method for the periods to come; the same again changes nothing.

    Refuses (`MethodComparesUnknown`) one whose groups name what the catalogue does not have.
    """
    allow(station, act, Duty.QUESTIONNAIRE)
    require_members_known(station, method)
    with station.transaction():
        store.keep_method(station.db, method)
        note(station, act, HomeAct.METHOD, {"name": method.name})
        act.changes(Topic.QUESTIONNAIRE)
    return method


def find_method(station: Station, name: str) -> Method:
    """The method with this name or beginning of a fingerprint; refuses with `MethodUnknown` none and several."""
    every = methods(station)
    wanted = name.strip().casefold()
    found = [each for each in every if wanted in map(str.casefold, in_every_language(each.name))]
    found = found or [each for each in every if len(wanted) >= 4 and each.fingerprint.startswith(wanted)]
    if len(found) != 1:
        raise MethodUnknown(name, tuple(f"{each.name} ({each.fingerprint[:8]})" for each in every))
    return found[0]
