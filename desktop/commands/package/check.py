"""`sophieu package check`: reading packages without taking anything in; how findings are told."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from desktop.commands.session import FILE, Session, office_command
from exports.packages.checking import check_package
from models.domain.basics.problems import N_, Problem, next_deed
from models.services.exchange.notices import Notice
from models.services.exchange.packages import check_number
from models.store.database import has_base
from printing.handover import grouped


@click.command("check")
@click.argument("files", type=FILE, nargs=-1, required=True)
@office_command
def check(session: Session, files: tuple[Path, ...]) -> None:
    """Check packages without taking anything in."""
    station = session.station if has_base(session.folder) else None
    reports = [check_package(file, station=station) for file in files]
    lines = []
    for report in reports:
        verdict = N_("{file}: whole and unchanged, {facts} lines.") if report.is_right else N_("{file}: refused.")
        lines.append(session.say(verdict, file=report.file, facts=report.facts))
        if report.id:
            lines.append(session.say(N_("  Check number: {digits}"), digits=grouped(check_number(report.id))))
        lines += notices_told(session, report.notices)
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
                "findings": findings_facts(session, report.findings),
                "notices": notices_facts(session, report.notices),
            }
            for report in reports
        ],
    )
    for report in reports:
        session.complain(findings_told(session, report.file, report.findings))
    if not all(report.is_right for report in reports):
        raise click.exceptions.Exit(1)


def findings_facts(session: Session, findings: Iterable[Problem]) -> list[dict[str, object]]:
    """Why a package is refused, as `--json` answers it."""
    return [
        {
            "code": finding.code,
            "message": session.language.problem(finding),
            "deed": next_deed(finding),
            **finding.values,
        }
        for finding in findings
    ]


def notices_facts(session: Session, notices: Iterable[Notice]) -> list[dict[str, object]]:
    """What is to be noted about a package, as `--json` answers it."""
    return [
        {
            "kind": notice.kind,
            "stream": notice.stream,
            "text": session.language.sentence(notice.sentence),
            "deed": next_deed(notice.sentence),
        }
        for notice in notices
    ]


def notices_told(session: Session, notices: Iterable[Notice]) -> list[str]:
    """What is to be noted about a package, in lines."""
    return [f"  {session.language.sentence(notice.sentence)}" for notice in notices]


def findings_told(session: Session, file: str, findings: Iterable[Problem]) -> list[str]:
    """Why a package is refused, in lines that name its file."""
    return [f"{file}: {session.language.problem(finding)}" for finding in findings]
