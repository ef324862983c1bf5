"""Who may do what at a station: the roles of its people, the duties that verbs name, and one table of both.

Pure data and one question. The verbs ask it (`models/services/office/allowing.py`); a screen asks the same to say beforehand
why something is not to be had. The table stands in the users' documents too, written from here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Problem, Sentence


class Role(StrEnum):
    """What somebody is at this station; a person may be several. The value stands in the base and in station files."""

    CLERK = "clerk"
    SECOND_KEYER = "second_keyer"
    SUPERVISOR = "supervisor"
    HUB = "hub"
    OFFICER = "officer"
    ADMINISTRATOR = "administrator"


ROLE_NAMES = {
    Role.CLERK: N_("clerk"),
    Role.SECOND_KEYER: N_("second keyer"),
    Role.SUPERVISOR: N_("supervisor"),
    Role.HUB: N_("hub staff"),
    Role.OFFICER: N_("officer"),
    Role.ADMINISTRATOR: N_("administrator"),
}
"""What people call each role."""
ROLE_TELLS = {
    Role.CLERK: N_("lists, samples, paper, keying, packages of the own office"),
    Role.SECOND_KEYER: N_("keys forms a second time, and nothing else"),
    Role.SUPERVISOR: N_("all of that, and rules, closes, withdraws, confirms keys, prints the recovery sheet"),
    Role.HUB: N_("campaigns, packages and keys of other offices, rulings and closing there"),
    Role.OFFICER: N_("results, re-contact, full answers for analysis"),
    Role.ADMINISTRATOR: N_("people, roles, PINs, computers, copies; no forms and no figures"),
}
"""In few words what a role is for; what exactly it may do stands in `MAY`."""
ROLE_OF = {role.value: role for role in Role}
"""The role of each word."""
FOUNDER = frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR})
"""What whoever sets a station up is there."""


class Duty(StrEnum):
    """What a verb does, as the table of roles speaks of it. Reading, copying for safety and checking are nobody's alone."""

    LIST = "list"
    DELETE_LIST = "delete_list"
    ISSUE = "issue"
    PRINT = "print"
    LEDGER = "ledger"
    RETURN = "return"
    KEY = "key"
    KEY_AGAIN = "key_again"
    AMEND = "amend"
    ASK_SECOND = "ask_second"
    RULE = "rule"
    CLOSE = "close"
    PERIOD = "period"
    OPEN_CAMPAIGN = "open_campaign"
    QUESTIONNAIRE = "questionnaire"
    SEND = "send"
    MERGE = "merge"
    GUIDE = "guide"
    NUMBERS = "numbers"
    CHARGE = "charge"
    CONFIRM_KEY = "confirm_key"
    WITHDRAW = "withdraw"
    SETTLE = "settle"
    RECONTACT = "recontact"
    FULL_EXPORT = "full_export"
    DELETE_TEXTS = "delete_texts"
    LETTERHEAD = "letterhead"
    CATALOGUE = "catalogue"
    SECOND_PLACE = "second_place"
    RESTORE = "restore"
    OWN_PIN = "own_pin"
    PEOPLE = "people"
    RECOVERY = "recovery"
    COMPUTER = "computer"


class Allowed(NamedTuple):
    """One line of the table: what the duty is called, who has it, and whether the PIN is asked for again for it."""

    says: str
    roles: frozenset[Role]
    is_asked_again: bool = False


def _of(says: str, *roles: Role, again: bool = False) -> Allowed:
    return Allowed(says, frozenset(roles), again)


_C, _K, _S, _H, _O, _A = Role

MAY: Mapping[Duty, Allowed] = {
    Duty.LIST: _of(N_("take in a list of dossiers and draw a sample"), _C, _S),
    Duty.DELETE_LIST: _of(N_("delete the list of dossiers"), _S, _A),
    Duty.ISSUE: _of(N_("issue forms"), _C, _S),
    Duty.PRINT: _of(N_("print forms"), _C, _S),
    Duty.LEDGER: _of(N_("mark where forms are, count batches and visits"), _C, _S),
    Duty.RETURN: _of(N_("note that forms are back"), _C, _K, _S),
    Duty.KEY: _of(N_("key forms"), _C, _S),
    Duty.KEY_AGAIN: _of(N_("key forms a second time"), _C, _K, _S),
    Duty.AMEND: _of(N_("amend or void what was keyed"), _C, _K, _S),
    Duty.ASK_SECOND: _of(N_("ask for second keyings"), _S, _H),
    Duty.RULE: _of(N_("rule on forms that two keyings differ on"), _S, _H, again=True),
    Duty.CLOSE: _of(N_("close a period or the figures, reopen"), _S, _H, again=True),
    Duty.PERIOD: _of(N_("open or change a period"), _S, _H),
    Duty.OPEN_CAMPAIGN: _of(N_("open the campaign file of the hub"), _C, _S, _H, _A),
    Duty.QUESTIONNAIRE: _of(N_("add or confirm questionnaires and methods"), _S, _H),
    Duty.SEND: _of(N_("send packages"), _C, _S, _H),
    Duty.MERGE: _of(N_("take packages in"), _C, _S, _H),
    Duty.GUIDE: _of(N_("send campaign files, letters and receipts to offices"), _S, _H),
    Duty.NUMBERS: _of(N_("hand the book of numbers over or take it over"), _S, _H, again=True),
    Duty.CHARGE: _of(N_("say who is in charge of which office"), _S, _H),
    Duty.CONFIRM_KEY: _of(N_("confirm or end a key"), _S, _H, again=True),
    Duty.WITHDRAW: _of(N_("withdraw lines or let them count again"), _S, _H, again=True),
    Duty.SETTLE: _of(N_("choose between contents, take late lines in"), _S, _H),
    Duty.RECONTACT: _of(N_("draw forms for re-contact and note what was found"), _C, _S, _H, _O),
    Duty.FULL_EXPORT: _of(N_("export full answers"), _S, _O),
    Duty.DELETE_TEXTS: _of(N_("delete comments"), _S, _H, _A),
    Duty.LETTERHEAD: _of(N_("change the letterhead"), _S, _A),
    Duty.CATALOGUE: _of(N_("add units and procedures"), _S, _H, _A),
    Duty.SECOND_PLACE: _of(N_("choose the second place for copies"), _S, _A),
    Duty.RESTORE: _of(N_("bring a copy back, make the base again"), _S, _A, again=True),
    Duty.OWN_PIN: _of(N_("change one's own PIN"), *Role, again=True),
    Duty.PEOPLE: _of(N_("put people on the list, change their names, roles and PINs"), _A, again=True),
    Duty.RECOVERY: _of(N_("print the recovery sheet"), _S, _A, again=True),
    Duty.COMPUTER: _of(N_("add a computer to the office"), _A, again=True),
}
"""Duty → who has it."""

ASKED_AGAIN = frozenset(duty for duty, allowed in MAY.items() if allowed.is_asked_again)


def may(roles: Collection[Role], duty: Duty, *, has_pins: bool) -> bool:
    """Whether somebody with these roles has the duty.

    A person without a role may do everything in an office where nobody has a PIN (`has_pins`), because there anybody could
    act in any name; elsewhere what a clerk may.
    """
    if not roles:
        return not has_pins or Role.CLERK in MAY[duty].roles
    return not MAY[duty].roles.isdisjoint(roles)


@dataclass(eq=False)
class RoleLacking(Problem):
    """The person has no role for this."""

    person: str
    duty: Sentence
    needed: tuple[Sentence, ...]
    code = "role_lacking"
    says = N_(
        "{person} has no role for this here: {duty}. It is for: {needed}. Have one of them do it, or have the administrator "
        "change the roles."
    )
    deed = Deed.SHOW_PEOPLE

    @classmethod
    def of(cls, person: str, duty: Duty) -> RoleLacking:
        return cls(person, Sentence(MAY[duty].says), tuple(role_words(MAY[duty].roles)))


@dataclass(eq=False)
class RoleUnknown(Problem):
    """No role has this name."""

    role: str
    known: tuple[str, ...]
    code = "role_unknown"
    says = N_("“{role}” is no role. The roles are: {known}.")


def role_words(roles: Collection[Role]) -> list[Sentence]:
    """The names of roles, in the order of the table."""
    return [Sentence(ROLE_NAMES[role]) for role in Role if role in roles]


def read_roles(typed: Collection[str]) -> frozenset[Role]:
    """The roles of these words; refuses (`RoleUnknown`)."""
    for word in typed:
        if word not in ROLE_OF:
            raise RoleUnknown(word, tuple(role.value for role in Role))
    return frozenset(ROLE_OF[word] for word in typed)
