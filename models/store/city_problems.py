"""What a base that many desks share may refuse: it is away, others work in it, or the server does not allow it."""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Problem
from models.domain.basics.system_reasons import Reason


@dataclass(eq=False)
class CityPartsMissing(Problem):
    """The part of the program that speaks with PostgreSQL is not installed."""

    code = "city_parts_missing"
    says = N_(
        "This copy of the program was set up without the part for a base of a city. Whoever looks after the computers adds it: "
        "pip install 'psycopg[binary]'."
    )


@dataclass(eq=False)
class BaseOutOfReach(Problem):
    """The server or the way to it is away."""

    place: str
    reason: Reason
    code = "base_out_of_reach"
    says = N_(
        "The base of the city at {place} cannot be reached ({reason}). What was confirmed before is safe, what was being done is "
        "not. Look at the network or ask who looks after the server, then do it again: the program goes on by itself."
    )


@dataclass(eq=False)
class OutcomeUnknown(Problem):
    """The connection broke in the very moment in which an act was being confirmed."""

    place: str
    code = "outcome_unknown"
    says = N_(
        "The connection to {place} broke in the moment in which the act was to be confirmed, and the base could not be asked since. "
        "It is there as a whole or not at all. Look whether it is there before you do it again."
    )


@dataclass(eq=False)
class BaseBusy(Problem):
    """Another desk wrote for longer than one waits."""

    seconds: int
    code = "base_busy"
    says = N_(
        "Another desk has been writing for more than {seconds} seconds. Nothing was changed. Try again in a minute."
    )


@dataclass(eq=False)
class BaseRefuses(Problem):
    """The server answers, and does not do it."""

    place: str
    reason: Reason
    code = "base_refuses"
    says = N_(
        "The base of the city at {place} does not take this ({reason}). Nothing was changed. Tell whoever looks after the server."
    )


@dataclass(eq=False)
class BaseTooOld(Problem):
    """The server is older than what this program was made for."""

    place: str
    version: str
    code = "base_too_old"
    says = N_("The server at {place} is PostgreSQL {version}; version 14 or a newer one is needed.")


@dataclass(eq=False)
class DeskNotEntered(Problem):
    """The base does not know the station whose keys lie in the folder of this desk."""

    place: str
    code = "desk_not_entered"
    says = N_(
        "The base at {place} does not know this desk. Either it was never entered there, or the base was brought back from a copy "
        "that is older than the desk. Have a station file made at another desk and set this one up with it again."
    )


@dataclass(eq=False)
class CityFounded(Problem):
    """The base has its first desk already."""

    place: str
    unit: str
    code = "city_founded"
    says = N_(
        "The base at {place} is that of {unit} already. Make a station file at a desk that is set up, and set this one up "
        "with it."
    )
    deed = Deed.MAKE_STATION_FILE


@dataclass(eq=False)
class CityOfOther(Problem):
    """The station file is that of another office, or of one whose first desk is not in this base."""

    place: str
    code = "city_of_other"
    says = N_(
        "The station file was not made at a desk of the base at {place}. Make one there, or set this computer up in a folder of "
        "its own."
    )


@dataclass(eq=False)
class CityEmpty(Problem):
    """There is no base yet that a further desk could join."""

    place: str
    code = "city_empty"
    says = N_("There is no base at {place} yet that a further desk could join. Its first desk sets it up.")


@dataclass(eq=False)
class CityOlder(Problem):
    """A computer that is new there does not bring a base up to date: it has no folder yet in which to copy it first."""

    place: str
    code = "city_older"
    says = N_(
        "The base at {place} was last used by an older version of the program. Start this version at a desk that works there, which "
        "copies the base and brings it up to date; then set this computer up."
    )


@dataclass(eq=False)
class SignInRefused(Problem):
    """The server answers and does not let this user in."""

    place: str
    user: str
    reason: Reason
    code = "sign_in_refused"
    says = N_(
        "The server does not let “{user}” in to {place} ({reason}). The password stands in the file of passwords of PostgreSQL "
        "(~/.pgpass, on Windows %APPDATA%\\postgresql\\pgpass.conf), in a line server:port:base:user:password. Nothing was changed."
    )


@dataclass(eq=False)
class BaseBroughtBack(Problem):
    """The base was brought back from a copy since this desk worked in it."""

    place: str
    code = "base_brought_back"
    says = N_(
        "The base at {place} was brought back from a copy since this desk last worked there. What it has sent meanwhile may bear "
        "numbers that would come again, so it has to go on as a new computer."
    )
    deed = Deed.RENEW_DESK


@dataclass(eq=False)
class DeskAlready(Problem):
    """The station works in a city's base already."""

    place: str
    code = "desk_already"
    says = N_("This desk works in the base at {place} already.")


@dataclass(eq=False)
class NoDesk(Problem):
    """The station has its base in its own folder."""

    folder: str
    code = "no_desk"
    says = N_("The station in “{folder}” has its base in this folder; it is no desk of a city's base.")


NO_DESK_YET = (CityEmpty, DeskNotEntered, BaseBroughtBack)
"""The base answers, and there is nobody at this desk who could be asked for a right."""
