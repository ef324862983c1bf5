"""`sophieu results --before-signing`: what stands open before the figures of a hub are closed."""

from __future__ import annotations

from pathlib import Path

from desktop.commands.session import Session
from models.domain.basics.people import Author
from models.domain.basics.problems import N_
from models.domain.book.periods import Period
from models.services.exchange.before_signing import OpenPoint, before_signing
from models.services.exchange.editions import OnlyHubsClose


def answer_open_points(session: Session, period: Period, *, pdf: Path | None) -> None:
    """List the open points, on paper too; refuses an office that is no hub (`OnlyHubsClose`)."""
    if not session.station.is_hub:
        raise OnlyHubsClose(period.code)
    points = before_signing(session.station, period)
    if pdf:
        from printing.open_points import print_open_points

        print_open_points(session.station, period, points, language=session.language, to=pdf, at=session.at)
    lines = [_told(session, point) for point in points]
    nothing = N_("Nothing stands open: the figures of period {period} can be closed.")
    session.answer(
        "\n".join([*(lines or [session.say(nothing, period=period.code)]), *session.written(pdf)]),
        open=[
            {
                "kind": point.kind,
                "unit": point.unit,
                "text": session.language.sentence(point.text),
                "waived_by": point.waived_by or None,
                "reason": point.reason or None,
            }
            for point in points
        ],
    )


def _told(session: Session, point: OpenPoint) -> str:
    unit = session.catalogue.office_told(point.unit)
    told = f"{point.kind:<8} {unit}: {session.language.sentence(point.text)}"
    if not point.waived_by:
        return told
    said = N_("Waived by {by}: {reason}")
    return f"{told} {session.say(said, by=Author(point.waived_by), reason=point.reason)}"
