"""`sophieu package`: campaign files and returns, checking and merging what arrives."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click

from desktop.commands.answering_packages import receipt, send_on
from desktop.commands.board import show_board
from desktop.commands.package_keys import confirm, retry, show_keys
from desktop.commands.previewing import by_unit, changes_of, show_outlook, told_by_unit
from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, Session, office_command
from desktop.commands.settling_packages import (
    choose_content,
    reinstate_package,
    show_clashes,
    show_withdrawals,
    withdraw_package,
)
from desktop.usage import wrong_usage
from exports.packages.campaign import write_campaign
from exports.packages.checking import check_package
from exports.packages.descriptor import Receiver
from exports.packages.findings import Notice
from exports.packages.merged import MergedPackage
from exports.packages.receive import merge_packages
from exports.packages.send import Sent, send_returns
from models.catalogue import find_unit, office_told
from models.domain.basics.problems import N_, Problem, next_deed
from models.domain.book.periods import Period
from models.services.exchange.packages import check_number, find_package, packages
from models.services.office.backups import back_up
from models.services.office.known_keys import unconfirmed_hub
from printing.handover import grouped
from printing.handover_job import print_handover, record_beside

COMPARE_HUB = N_(
    "The key of the hub is not confirmed yet. Telephone {office} and compare the words: {words}. "
    "Then confirm them once: sophieu package confirm {hub} --fingerprint …"
)
COUNTS = ("facts", "new", "late", "withdrawn", "already_here", "clashing", "refused")


@click.group()
def package() -> None:
    """Packages that offices send each other."""


for further in (
    show_board,
    receipt,
    send_on,
    show_keys,
    confirm,
    retry,
    withdraw_package,
    reinstate_package,
    show_withdrawals,
    show_clashes,
    choose_content,
):
    package.add_command(further)


@package.command("campaign")
@click.option("--period", "code", required=True, help="Code of the period.")
@click.option("--out", type=FILE, required=True, help="Folder to write into.")
@office_command
def campaign(session: Session, code: str, out: Path) -> None:
    """Write the campaign file of a period for all offices that take part."""
    sent = write_campaign(session.station, session.period(code), out=out, at=session.at)
    said = N_("The campaign file is {file}. Send it to every office that takes part; each opens it once.")
    session.answer(session.say(said, file=sent.path), file=sent.path, id=sent.id, number=sent.number)


@package.command("send")
@click.option("--period", "code", required=True, help="Code of the period.")
@click.option("--out", type=FILE, default=None, help="Folder to write into, for example a stick.")
@click.option(
    "--to",
    "to",
    default=None,
    help="Code of the receiving office, or id of a computer of this office (default: the hub).",
)
@click.option("--open", "is_open", is_flag=True, help="Do not seal the package, although the receiver's key is known.")
@click.option("--preview", is_flag=True, help="Say what would be sent to the hub, and write nothing.")
@office_command
def send(session: Session, code: str, out: Path | None, to: str | None, is_open: bool, preview: bool) -> None:
    """Write everything of a period into a package for the hub, or for another computer of this office."""
    period = session.period(code)
    if preview:
        show_outlook(session, period, is_sealing=not is_open)
        return
    if out is None:
        raise wrong_usage(N_("Name the folder to write into with --out, or only look with --preview."))
    receiver = _receiver(period, to)
    sent = send_returns(session.station, period, out=out, to=receiver, at=session.at, is_sealed=not is_open)
    record = record_beside(sent.path)
    noted = find_package(session.station, sent.id)
    print_handover(session.station, noted, sent.path, language=session.language, to=record)
    said = N_(
        "Package {number} is {file}: {facts} lines, {keyings} of them keyings. Bring it to the receiver as it is, unopened."
    )
    lines = [
        session.say(said, number=sent.number, file=sent.path, facts=sent.facts, keyings=sent.keyings),
        session.say(N_("The record of handing over, to be signed by both sides, is {file}."), file=record),
    ]
    unconfirmed = unconfirmed_hub(session.station, period)
    if unconfirmed is not None:
        lines.append(
            session.say(
                COMPARE_HUB, office=office_told(unconfirmed.unit), hub=unconfirmed.unit.code, words=unconfirmed.words
            )
        )
    session.answer(
        "\n".join(lines),
        **_sent(sent),
        hub_confirmed=unconfirmed is None,
        handover=record,
        check_number=check_number(sent.id),
    )


@package.command("check")
@click.argument("files", type=FILE, nargs=-1, required=True)
@office_command
def check(session: Session, files: tuple[Path, ...]) -> None:
    """Check packages without taking anything in."""
    station = session.station if (session.folder / "so-phieu.sqlite").is_file() else None
    reports = [check_package(file, station=station) for file in files]
    lines = []
    for report in reports:
        verdict = N_("{file}: whole and unchanged, {facts} lines.") if report.is_right else N_("{file}: refused.")
        lines.append(session.say(verdict, file=report.file, facts=report.facts))
        if report.id:
            lines.append(session.say(N_("  Check number: {digits}"), digits=grouped(check_number(report.id))))
        lines += _told(session, report.notices)
    session.answer(
        "\n".join(lines),
        packages=[
            {
                "file": report.file,
                "id": report.id,
                "kind": report.descriptor.kind if report.descriptor else None,
                "right": report.is_right,
                "facts": report.facts,
                "check_number": check_number(report.id) if report.id else None,
                "findings": _findings(session, report.findings),
                "notices": _notices(session, report.notices),
            }
            for report in reports
        ],
    )
    for report in reports:
        session.complain(_complaints(session, report.file, report.findings))
    if not all(report.is_right for report in reports):
        raise click.exceptions.Exit(1)


@package.command("merge")
@click.argument("paths", type=FILE, nargs=-1, required=True, metavar="FILE…|DIR")
@click.option("--preview", is_flag=True, help="Count everything, take nothing in.")
@office_command
def merge(session: Session, paths: tuple[Path, ...], preview: bool) -> None:
    """Take packages in: each wholly or not at all. A backup is made first."""
    station = session.station
    with shown_progress(quiet=session.as_json) as progress:
        report = merge_packages(
            station,
            paths,
            at=session.at,
            preview=preview,
            before=lambda: back_up(station, reason="merge", at=session.at),
            progress=progress,
        )
    lines = []
    for merged in report.packages:
        if merged.is_refused and not merged.facts:
            lines.append(session.say(N_("{file}: refused."), file=merged.file))
            continue
        said = N_("{file}: {facts} lines, {new} new, {here} here already, {clashing} clashing, {refused} refused.")
        lines.append(
            session.say(
                said,
                file=merged.file,
                facts=merged.facts,
                new=merged.new,
                here=merged.already_here,
                clashing=merged.clashing,
                refused=merged.refused,
            )
        )
        lines += _told(session, merged.notices)
    if preview:
        lines += told_by_unit(session, report)
    session.answer(
        "\n".join(lines),
        packages=[_merged(session, merged) for merged in report.packages],
        **{name: report.total(name) for name in COUNTS},
        notices=report.total("notices"),
        preview=preview,
        **({"units": by_unit(report), "changes": changes_of(report.changes)} if preview else {}),
    )
    for merged in report.packages:
        session.complain(_complaints(session, merged.file, merged.findings))
    if any(merged.is_refused for merged in report.packages):
        raise click.exceptions.Exit(1)


@package.command("list")
@office_command
def show_list(session: Session) -> None:
    """List the packages that were sent and taken in."""
    known = packages(session.station)
    day, number = session.language.datetime, session.say(N_("no."))
    lines = [
        f"{day(datetime.fromisoformat(each.at))}  {each.kind:<9} {each.unit.code:<6} {each.period.code:<6} "
        f"{number} {each.number:<3} {each.file}"
        for each in known
    ]
    session.answer(
        "\n".join(lines) or session.say(N_("No package has been sent or taken in yet.")),
        packages=[
            {
                "id": each.id,
                "kind": each.kind,
                "station": each.station,
                "unit": each.unit,
                "period": each.period,
                "receiver": each.receiver,
                "number": each.number,
                "own": each.is_own,
                "at": each.at,
                "file": each.file,
                "state": each.state,
            }
            for each in known
        ],
    )


def _receiver(period: Period, to: str | None) -> Receiver | None:
    if to is None:
        return None
    is_station = len(to) == 16 and all(letter in "0123456789abcdef" for letter in to)
    return Receiver("station", to) if is_station else Receiver("unit", str(find_unit(to, period.evaluated_to).key))


def _sent(sent: Sent) -> dict[str, object]:
    return {
        "file": sent.path,
        "id": sent.id,
        "number": sent.number,
        "receiver": str(sent.receiver),
        "facts": sent.facts,
        "keyings": sent.keyings,
        "texts": sent.texts,
        "size": sent.size,
    }


def _merged(session: Session, merged: MergedPackage) -> dict[str, object]:
    counts = {name: getattr(merged, name) for name in COUNTS}
    return {
        "file": merged.file,
        "id": merged.id,
        "unit": merged.unit,
        "period": merged.period,
        "number": merged.number,
        **counts,
        "findings": _findings(session, merged.findings),
        "notices": _notices(session, merged.notices),
    }


def _findings(session: Session, findings: Iterable[Problem]) -> list[dict[str, object]]:
    return [
        {
            "code": finding.code,
            "message": session.language.problem(finding),
            "deed": next_deed(finding),
            **finding.values,
        }
        for finding in findings
    ]


def _notices(session: Session, notices: Iterable[Notice]) -> list[dict[str, object]]:
    return [
        {
            "kind": notice.kind,
            "stream": notice.stream,
            "text": session.language.sentence(notice.sentence),
            "deed": next_deed(notice.sentence),
        }
        for notice in notices
    ]


def _told(session: Session, notices: Iterable[Notice]) -> list[str]:
    return [f"  {session.language.sentence(notice.sentence)}" for notice in notices]


def _complaints(session: Session, file: str, findings: Iterable[Problem]) -> list[str]:
    return [f"{file}: {session.language.problem(finding)}" for finding in findings]
