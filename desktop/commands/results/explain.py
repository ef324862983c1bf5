"""`sophieu results --explain`: which packages and lines a printed figure stands on, and the same sheet once more."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.commands.results.figures import measure_facts
from desktop.commands.session import Session
from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Problem
from models.language import load
from models.services.figures.explaining import Explanation, explain, subject_of
from models.services.figures.reporting import report_of
from models.services.office.periods import find_period


@dataclass(eq=False)
class StateNotThere(Problem):
    """The lines that are here do not give the fingerprint any more."""

    fingerprint: str
    streams: tuple[str, ...]
    code = "state_not_there"
    says = N_(
        "The figures with the control code {fingerprint} cannot be made again: the lines have changed here since "
        "({streams}). Nothing was written."
    )
    deed = Deed.VERIFY


def answer_explanation(session: Session, fingerprint: str, *, pdf: Path | None, report: Path | None) -> None:
    """Say what the figures stand on; print sheet and report again only when they come out the same."""
    found = explain(session.station, fingerprint)
    printed, period = found.printed, find_period(session.station, found.printed.period)
    changed = tuple(head.station for head in found.changed)
    if (pdf or report) and not found.is_proven:
        raise StateNotThere(printed.fingerprint, changed)
    language = load(printed.language)
    if report:
        from printing.sheets.report import print_report

        made = report_of(
            session.station,
            period,
            subject_of(session.station, printed),
            late=printed.is_late,
            language=printed.language,
            within=printed.within(),
        )
        print_report(session.station, period, made, language=language, to=report, at=session.at)
    if pdf:
        from printing.sheets.result_sheet import print_result_sheet

        print_result_sheet(session.station, period, found.figures, language=language, to=pdf, at=session.at)
    session.answer(
        "\n".join([*_lines(session, found), *session.written(pdf, report)]),
        **measure_facts(found.figures.measure),
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
        changed=changed,
        packages=[
            {"id": each.id, "unit": each.unit, "number": each.number, "at": each.at, "file": each.file}
            for each in found.packages
        ],
    )


def _lines(session: Session, found: Explanation) -> list[str]:
    say, printed = session.say, found.printed
    lines = [
        say(N_("Control code {fingerprint}"), fingerprint=printed.fingerprint),
        say(N_("Period {period}, office {unit}"), period=printed.period, unit=printed.unit),
        say(N_("First shown or printed here: {at}"), at=printed.at or "–"),
        say(N_("It stands on these lines (station, office, last line, chain hash):")),
        *(f"  {head.station}  {head.unit.code}  {head.n}  {head.chain or '–'}" for head in printed.heads),
    ]
    if found.packages:
        lines.append(say(N_("Packages that carry lines of it:")))
        lines += [f"  {each.file}  {each.unit.code}  {each.at}" for each in found.packages]
    proven = N_("Made again from these lines: the same fingerprint.")
    failed = N_("Made again from these lines: NOT the same. Check the base with: sophieu verify")
    return [*lines, say(proven) if found.is_proven else say(failed)]
