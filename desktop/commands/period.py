"""`sophieu period`: opening, listing, editing, closing and reopening periods."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import click

from desktop.commands.account import ACCOUNT, account_facts, told_account
from desktop.commands.session import DAY, FILE, PERCENT, Session, office_command
from desktop.moment import chance
from desktop.usage import wrong_usage
from desktop.words import told_overlaps
from models.domain.basics.problems import N_
from models.domain.book.open_points import OpenKind
from models.domain.book.periods import NO_END, Period, Target
from models.domain.questionnaire.questionnaire import Questionnaire
from models.language import LANGUAGES, load
from models.services.exchange.before_closing import before_closing
from models.services.exchange.decisions import decisions
from models.services.exchange.editions import close_hub
from models.services.office.asked_offices import AskedOffices, read_office_table, told_refused
from models.services.office.backups import back_up
from models.services.office.closing import close_period, reopen_period, require_open
from models.services.office.editions import is_closed_here
from models.services.office.giving_way import aside
from models.services.office.methods import find_method
from models.services.office.periods import edit_period, open_period, overlaps_of, periods
from models.services.office.questionnaires import questionnaires_named, questionnaires_of
from models.workbooks import read_tables


@click.group()
def period() -> None:
    """Periods of the survey."""


@period.command("open")
@click.argument("code")
@click.option("--name", default="", help="What the period is called on paper.")
@click.option("--basis", default="", help="The decision or plan that it rests on, printed on forms and in reports.")
@click.option("--from", "first", type=DAY, required=True, help="First day of the evaluated dossiers.")
@click.option("--to", "last", type=DAY, default=None, help="Last day of the evaluated dossiers.")
@click.option("--open-ended", is_flag=True, help="In the place of --to: it goes on until somebody closes it.")
@click.option("--survey-from", type=DAY, default=None, help="First day of printing and keying.")
@click.option("--survey-to", type=DAY, default=None, help="Last day of printing and keying.")
@click.option("--questionnaire", "questionnaires", multiple=True, help="Questionnaire id; may be given several times.")
@click.option("--method", "method", default="", help="Name of a method taken in before (default: the built-in one).")
@click.option("--second-share", "share", type=PERCENT, default="0", help="Share of the forms keyed twice, in percent.")
@click.option(
    "--unit", "codes", multiple=True, help="At a hub: code of an office that takes part (default: all under it)."
)
@click.option(
    "--units", "listed", type=FILE, default=None, help="At a hub: table of the offices that take part, with targets."
)
@ACCOUNT
@office_command
def open_new(
    session: Session,
    code: str,
    name: str,
    basis: str,
    first: date,
    last: date | None,
    open_ended: bool,
    survey_from: date | None,
    survey_to: date | None,
    questionnaires: tuple[str, ...],
    method: str,
    share: Fraction,
    codes: tuple[str, ...],
    listed: Path | None,
    account: Path | None,
) -> None:
    """Open a period issued by this office."""
    if open_ended == (last is not None):
        raise wrong_usage(N_("Give --to DAY, or --open-ended."))
    last = last or NO_END
    named = _offices_in(session, listed, last) if listed else None
    asked = [session.catalogue.find_unit(code, last).key for code in codes]
    asked += [unit.key for unit, _ in named.offices] if named else []
    _require_fits(session, questionnaires_named(session.station, questionnaires), basis)
    opened = open_period(
        session.station,
        code=code.upper(),
        name=name,
        evaluated=(first, last),
        survey=(survey_from or first, survey_to or last) if survey_from or survey_to else None,
        seed=chance(),
        questionnaires=questionnaires,
        share=share,
        method=find_method(session.station, method) if method else None,
        units=tuple(dict.fromkeys(asked)),
        basis=basis,
        act=session.act(),
    )
    if named and named.targets:
        opened = edit_period(session.station, opened, targets=named.targets, act=session.act())
    said = N_("Period {period} is open: dossiers finished from {first} to {last} are evaluated.")
    overlaps = overlaps_of(session.station, opened)
    session.complain(told_overlaps(overlaps, session.language))
    session.answer(
        "\n".join(
            [session.say(said, period=opened.code, first=first, last=last), *_told(session, named, listed, account)]
        ),
        **period_facts(opened),
        overlaps=[other.code for other in overlaps],
        units=len(opened.asked(session.catalogue, by=session.station.unit)),
        **(account_facts(session, named.account) if named else {}),
    )


def _require_fits(session: Session, forms: Sequence[Questionnaire], basis: str) -> None:
    """Refuse words on which the period is to rest, where a form does not fit its sheet with them."""
    if basis:
        from printing.forms import require_basis_fits

        require_basis_fits(session.station, forms, basis, load(LANGUAGES[0]))


def _offices_in(session: Session, file: Path, day: date) -> AskedOffices:
    """The offices that a table names; rows that name none are told."""
    read = read_office_table(session.catalogue, read_tables(file), day=day)
    session.complain(session.language.sentence(each) for each in told_refused(read.account.refused))
    return read


def _told(session: Session, named: AskedOffices | None, source: Path | None, to: Path | None) -> list[str]:
    """What a person should know of the table of offices, where there was one."""
    return told_account(session, named.account, source=source, to=to) if named and source else []


@period.command("list")
@office_command
def show_list(session: Session) -> None:
    """List the periods of this station."""
    every, given = periods(session.station), aside(session.station)
    lines = []
    for known in every:
        state = session.say(N_("closed")) if is_closed_here(session.station, known) else session.say(N_("open"))
        if known.key in given:
            # its code is another one's now
            state = session.say(N_("set aside, named {key}"), key=str(known.key))
        span = f"{session.language.date(known.evaluated_from)} – {session.language.date(known.evaluated_to)}"
        lines.append(f"{known.code:<8} {span}  {state:<8} {known.name}")
    session.answer(
        "\n".join(lines)
        or session.say(N_("There is no period yet. Open the hub's campaign file, or a period of your own.")),
        periods=[period_facts(known) | {"aside": known.key in given} for known in every],
    )


@period.command("edit")
@click.argument("code")
@click.option("--name", default=None, help="What the period is called on paper.")
@click.option("--basis", default=None, help="The decision or plan that it rests on; empty: none is printed any more.")
@click.option("--survey-from", type=DAY, default=None, help="First day of printing and keying.")
@click.option("--survey-to", type=DAY, default=None, help="Last day of printing and keying.")
@click.option("--unit", "codes", multiple=True, help="Code of a further office that takes part.")
@click.option("--without", "gone", multiple=True, help="Code of an office that takes part no more.")
@click.option(
    "--units", "listed", type=FILE, default=None, help="Table of further offices that take part, with targets."
)
@click.option("--only", is_flag=True, help="With --units: whoever is not in the table takes part no more.")
@click.option("--target", "aims", multiple=True, metavar="UNIT=N", help="How many forms an office is to bring in.")
@ACCOUNT
@office_command
def edit(
    session: Session,
    code: str,
    name: str | None,
    basis: str | None,
    survey_from: date | None,
    survey_to: date | None,
    codes: tuple[str, ...],
    gone: tuple[str, ...],
    listed: Path | None,
    only: bool,
    aims: tuple[str, ...],
    account: Path | None,
) -> None:
    """Make the next edition of a period that this office opened; send it with a new campaign file."""
    before = session.period(code)
    named = _offices_in(session, listed, before.evaluated_to) if listed else None
    joining = [session.catalogue.find_unit(unit, before.evaluated_to).key for unit in codes]
    joining += [unit.key for unit, _ in named.offices] if named else []
    leaving = [session.catalogue.find_unit(unit, before.evaluated_to).key for unit in gone]
    if only and named:
        leaving += [unit for unit in before.units if unit not in joining]
    _require_fits(session, questionnaires_of(session.station, before), basis or "")
    edited = edit_period(
        session.station,
        before,
        name=name,
        basis=basis,
        survey_from=survey_from,
        survey_to=survey_to,
        units=tuple(joining),
        without=tuple(leaving),
        targets=(*(named.targets if named else ()), *(_target(session, before, aim) for aim in aims)),
        act=session.act(),
    )
    said = N_("Period {period} is now edition {edition}. Send it on with: sophieu package campaign --period {period}")
    session.answer(
        "\n".join(
            [session.say(said, period=edited.code, edition=edited.edition), *_told(session, named, listed, account)]
        ),
        **period_facts(edited),
        units=len(edited.units),
        **(account_facts(session, named.account) if named else {}),
    )


@period.command("close")
@click.argument("code")
@click.option(
    "--waive",
    "kinds",
    multiple=True,
    type=click.Choice([kind.value for kind in OpenKind]),
    help="At a hub: let open points of this kind pass; see results --before-signing.",
)
@click.option("--reason", "reasons", multiple=True, help="Why: one for all kinds, or one for each in their order.")
@office_command
def close(session: Session, code: str, kinds: tuple[str, ...], reasons: tuple[str, ...]) -> None:
    """Close a period: at an office nothing more can be keyed; at a hub the figures of all its offices become the next edition."""
    closed = session.period(code)
    act = session.act()
    if session.station.is_hub:
        _close_hub(session, closed, _waivers(kinds, reasons))
        return
    require_open(session.station, closed.key)
    copy = back_up(session.station, reason="close", act=act)
    points = before_closing(session.station, closed)
    ref = close_period(session.station, closed, act=act)
    said = N_("Period {period} is closed. A backup was made first: {file}")
    session.complain(session.language.sentence(point) for point in points)
    session.answer(
        session.say(said, period=closed.code, file=copy.name),
        period=closed.code,
        closing=str(ref),
        backup=copy,
        open=[session.language.sentence(point) for point in points],
    )


def _close_hub(session: Session, period: Period, waivers: dict[OpenKind, str]) -> None:
    act = session.act()
    copy = back_up(session.station, reason="close", act=act)
    edition = close_hub(session.station, period, waivers=waivers, act=act)
    said = N_(
        "The figures of period {period} are closed as edition {edition}; every table and paper stands on it. A backup was made "
        "first: {file}"
    )
    session.answer(
        session.say(said, period=period.code, edition=edition.number, file=copy.name),
        period=period.code,
        closing=str(edition.ref),
        edition=edition.number,
        units=len(edition.views),
        waived=[{"kind": each.kind, "units": each.units, "reason": each.reason} for each in edition.waived],
        backup=copy,
    )


def _waivers(kinds: tuple[str, ...], reasons: tuple[str, ...]) -> dict[OpenKind, str]:
    if len(reasons) not in (1, len(kinds)) or (reasons and not kinds):
        if not kinds and not reasons:
            return {}
        raise wrong_usage(
            N_("Give one --reason for all kinds that are waived, or one for each of them in their order.")
        )
    given = reasons if len(reasons) == len(kinds) else reasons * len(kinds)
    return {OpenKind(kind): reason for kind, reason in zip(kinds, given, strict=True)}


@period.command("reopen")
@click.argument("code")
@click.option("--reason", default="", help="Why the period is reopened.")
@office_command
def reopen(session: Session, code: str, reason: str) -> None:
    """Reopen a closed period at this office."""
    reopened = session.period(code)
    ref = reopen_period(session.station, reopened, reason=reason, act=session.act())
    said = N_("Period {period} is open again. Close it when the corrections are done.")
    session.answer(session.say(said, period=reopened.code), period=reopened.code, reopening=str(ref))


@period.command("history")
@click.argument("code")
@click.option("--pdf", type=FILE, default=None, help="Print the list as PDF.")
@office_command
def history(session: Session, code: str, pdf: Path | None) -> None:
    """List what was decided about the forms of a period, what was ended too: closings, withdrawals, rulings, keys."""
    known = session.period(code)
    made = decisions(session.station, known)
    if pdf is not None:
        from printing.decisions import print_decisions

        print_decisions(session.station, known, made, language=session.language, to=pdf)
    language = session.language
    lines = [
        f"{language.datetime(datetime.fromisoformat(each.at))}  {session.catalogue.office_told(each.unit)}  {each.by}: "
        f"{each.told(language)}{'' if each.holds else ' – ' + session.say(N_('ended'))}"
        for each in made
    ]
    nothing = session.say(N_("Nothing has been decided in this period."))
    session.answer(
        "\n".join([*(lines or [nothing]), *session.written(pdf)]),
        decisions=[
            {
                "unit": each.unit,
                "line": str(each.ref),
                "kind": each.kind,
                "by": each.by,
                "at": each.at,
                "reason": language.sentence(each.reason),
                "text": language.sentence(each.text),
                "ended_by": None if each.ended_by is None else str(each.ended_by),
            }
            for each in made
        ],
    )


def _target(session: Session, period: Period, text: str) -> Target:
    code, _, forms = text.partition("=")
    if not forms.isdecimal():
        raise wrong_usage(N_("“{text}” is not UNIT=N, for example 00004=120."), text=text)
    return Target(session.catalogue.find_unit(code, period.evaluated_to).key, "", int(forms))


def period_facts(known: Period) -> dict[str, object]:
    """A period as `--json` answers it."""
    return {
        "period": known.code,
        "issuer": known.key.issuer,
        "edition": known.edition,
        "name": known.name,
        "basis": known.basis,
        "evaluated_from": known.evaluated_from,
        "evaluated_to": None if known.is_open_ended else known.evaluated_to,
        "survey_from": known.survey_from,
        "survey_to": None if known.survey_to == NO_END else known.survey_to,
        "questionnaires": [name.id for name in known.questionnaires],
        "second_share": float(known.share * 100),
    }
