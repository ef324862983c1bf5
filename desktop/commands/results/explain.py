"""`sophieu results --explain`: which packages and lines a printed figure stands on, and the same sheet once more."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from desktop.commands.results.figures import measure_facts
from desktop.commands.session import Session
from models.domain.basics.problems import N_
from models.services.figures.explaining import Explanation, explain


def answer_explanation(session: Session, fingerprint: str, *, pdf: Path | None, report: Path | None) -> None:
    """Say what the figures stand on; print sheet and report again only when they come out the same."""
    found = explain(session.station, fingerprint)
    printed = found.printed
    if pdf or report:
        from printing.sheets.again import print_report_again, print_sheet_again, require_proven

        require_proven(found)
        if report:
            print_report_again(session.station, found, to=report, at=session.at)
        if pdf:
            print_sheet_again(session.station, found, to=pdf, at=session.at)
    session.answer(
        "\n".join([*_lines(session, found), *session.written(pdf, report)]),
        **measure_facts(found.figures),
        fingerprint=printed.fingerprint,
        period=printed.period,
        unit=printed.unit,
        hub=printed.is_hub,
        late=printed.is_late,
        language=printed.language,
        method=printed.method,
        printed_at=printed.at,
        proven=found.is_proven,
        streams=[
            {"unit": head.unit, "station": head.station, "n": head.n, "chain": head.chain} for head in printed.heads
        ],
        changed=[head.station for head in found.changed],
        packages=[
            {"id": each.id, "unit": each.unit, "number": each.number, "at": each.at, "file": each.file}
            for each in found.packages
        ],
    )


def _lines(session: Session, found: Explanation) -> list[str]:
    say, printed = session.say, found.printed
    lines = [
        say(N_("Control code {fingerprint}"), fingerprint=printed.fingerprint),
        say(
            N_("Period {period}, office {unit}"),
            period=printed.period,
            unit=session.catalogue.office_told(printed.unit),
        ),
        say(N_("First shown or printed here: {at}"), at=_moment(session, printed.at)),
        *([say(N_("Edition {edition}, closed."), edition=found.figures.edition)] if printed.edition else []),
        say(N_("It stands on these lines (station, office, last line, chain hash):")),
        *(f"  {head.station}  {head.unit.code}  {head.n}  {head.chain or '–'}" for head in printed.heads),
    ]
    if found.packages:
        lines.append(say(N_("Packages that carry lines of it:")))
        lines += [f"  {each.file}  {each.unit.code}  {_moment(session, each.at)}" for each in found.packages]
    proven = N_("Made again from these lines: the same numbers under the same control code.")
    failed = N_("Made again from these lines: NOT the same. Check the base with: sophieu verify")
    return [*lines, say(proven) if found.is_proven else say(failed)]


def _moment(session: Session, at: str) -> str:
    """A moment as people here read it; a dash where none was noted."""
    return session.language.datetime(datetime.fromisoformat(at)) if at else "–"
