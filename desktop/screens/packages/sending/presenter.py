"""What sending knows and does: what the next package holds, writing it for the hub or another computer, the campaign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.office import Office
from desktop.outlook_words import outlook_stated
from desktop.screens.packages.sections import SectionPresenter
from desktop.stated import Stated
from exports.packages.descriptor import Receiver
from exports.packages.send import Sent, send_returns
from models.acts import Act
from models.domain.basics.problems import N_
from models.domain.book.periods import Period
from models.services.exchange.outlook import Outlook, outlook
from models.services.exchange.packages import check_number, find_package, packages
from models.services.office.known_keys import known_keys, unconfirmed_hub
from printing.handover import grouped, print_handover, record_beside


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, what it is, and what to do next, in order; `record` is the PDF to sign, if there is one."""

    title: str
    stated: tuple[Stated, ...]
    steps: tuple[str, ...]
    record: Path | None = None


class Presenter(SectionPresenter[Written]):
    """The chosen period as it would be sent now."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.is_sealing = True
        self.record: Path | None = None
        self._outlook: Outlook | None = None

    def refresh(self) -> None:
        office = self.office
        is_sender = office.period is not None and not self.is_issuer
        self._outlook = outlook(office.here, office.chosen_period) if is_sender else None

    @property
    def has_period(self) -> bool:
        return self.office.period is not None

    @property
    def is_issuer(self) -> bool:
        """Whether this office opened the period, so that it has nobody to send to and writes the campaign file."""
        return self.office.period is not None and self.office.period.key.issuer == self.office.here.unit

    @property
    def can_forward(self) -> bool:
        """Whether packages of other offices are sent on from here to the level above."""
        return self.office.here.is_hub and self.has_period and not self.is_issuer

    @property
    def is_key_unconfirmed(self) -> bool:
        return self._outlook is not None and self._outlook.unconfirmed is not None

    def title(self) -> str:
        """What this office sends of the period."""
        if self.office.period is None:
            return self.office.say(N_("Send"))
        if self.is_issuer:
            return self.office.say(N_("Campaign of {period}"), period=self.office.period.code)
        return self.office.say(N_("Send {period}"), period=self.office.period.code)

    def stated(self) -> list[Stated]:
        """What would be sent now, line by line."""
        period = self.office.period
        if period is None:
            return [
                Stated("", self.office.say(N_("No period is chosen. Open one on the screen “Periods” first.")), True)
            ]
        name = Stated(self.office.say(N_("Period")), f"{period.code} – {period.name}")
        if self._outlook is None:
            return [name, *self._of_issuer(period)]
        now = outlook_stated(
            self._outlook, period, self.office.catalogue, self.office.language, is_sealing=self.is_sealing
        )
        return [name, *now]

    def other_computers(self) -> tuple[str, ...]:
        """The ids of the other computers of this office from which something has come."""
        here = self.office.here
        return tuple(sorted({known.station for known in known_keys(here) if known.unit == here.unit}))

    def seal_or_not(self) -> None:
        """Seal the next package, or leave it open although the receiver's key is known."""
        self.is_sealing = not self.is_sealing
        self.changed()

    def compare_key(self) -> None:
        """Go to the key of the hub."""
        if self._outlook is not None and self._outlook.unconfirmed is not None:
            self.lead("packages.keys", self._outlook.unconfirmed.station)

    def send(self, folder: Path) -> None:
        """Write everything of the chosen period for the hub into `folder`, with the record to sign beside it."""
        self._send(folder, None)

    def send_to_station(self, folder: Path, station: str) -> None:
        """Write everything of the chosen period for the computer with this id; at a hub also what has arrived."""
        if self.office.here.is_hub:
            self._send_to_desk(folder, station)
        else:
            self._send(folder, Receiver("station", station))

    def _send_to_desk(self, folder: Path, to: str) -> None:
        from exports.packages.between_desks import ForDesk, send_to_desk

        office, say = self.office, self.office.say
        station, period, is_sealed = office.here, office.chosen_period, self.is_sealing

        def work(act: Act) -> ForDesk:
            return send_to_desk(station, period, to=to, out=folder, is_sealed=is_sealed, act=act)

        def done(made: ForDesk) -> None:
            said = N_("{originals} packages as they arrived, {own} with the lines of this office")
            count = say(said, originals=len(made.originals), own=len(made.own))
            stated = [Stated(say(N_("Folder")), str(folder)), Stated(say(N_("Packages")), count)]
            stated += [Stated(say(N_("Campaign file")), str(each)) for each in made.campaigns]
            steps = (
                say(N_("If the other computer does not have the period yet, open the campaign file there first.")),
                say(N_("Take the whole folder in there; then let that computer write its own for this one.")),
                say(N_("When both have taken in what the other wrote, both show the same figures.")),
            )
            self.record = None
            self.laid = Written(say(N_("Everything for the other computer is written")), tuple(stated), steps)
            self.look_again()

        office.run(work, then=done, title=say(N_("Writing the packages")))

    def write_campaign(self, folder: Path) -> None:
        """Write the campaign file of the chosen period into `folder`."""
        from exports.packages.campaign import write_campaign

        office, say = self.office, self.office.say
        with office.act() as act:
            sent = write_campaign(office.here, office.chosen_period, out=folder, act=act)
        self.record = None
        self.laid = Written(
            say(N_("The campaign file is written")),
            (Stated(say(N_("File")), str(sent.path)),),
            (
                say(N_("Send this one file to every office that takes part, by stick or mail.")),
                say(N_("Each opens it once, on the screen “Periods”.")),
                say(
                    N_(
                        "Each telephones before its first sending; read the words of this computer's key to it (tab “Keys”)."
                    )
                ),
            ),
        )
        self.look_again()

    def forward(self, folder: Path) -> None:
        """Write the originals of the offices below, with this office's own lines beside them, for the level above."""
        from exports.packages.forward import Forwarded, forward

        office, say = self.office, self.office.say
        station, period = office.here, office.chosen_period

        def work(act: Act) -> Forwarded:
            return forward(station, period, out=folder, act=act)

        def done(made: Forwarded) -> None:
            said = N_("{originals} packages as they arrived, {own} with the lines of this office")
            count = say(said, originals=len(made.originals), own=len(made.own))
            stated = (Stated(say(N_("Folder")), str(folder)), Stated(say(N_("Packages")), count))
            steps = (
                say(N_("Bring the whole folder to the level above. The packages stay as their offices signed them.")),
            )
            self.record = None
            self.laid = Written(say(N_("Everything for the level above is written")), stated, steps)
            self.look_again()

        office.run(work, then=done, title=say(N_("Writing the packages")))

    def _of_issuer(self, period: Period) -> list[Stated]:
        office, say = self.office, self.office.say
        asked = period.asked(office.catalogue, by=office.here.unit)
        written = [each.at for each in packages(office.here) if (each.kind, each.period) == ("campaign", period.key)]
        last = (
            say(N_("last written on {moment}"), moment=datetime.fromisoformat(max(written)))
            if written
            else say(N_("not written yet: write it with F2 and send it to every office"))
        )
        return [
            Stated(say(N_("Offices")), say(N_("{count} take part"), count=office.language.number(len(asked)))),
            Stated(say(N_("Campaign file")), last, not written),
        ]

    def _send(self, folder: Path, to: Receiver | None) -> None:
        office = self.office
        station, period, is_sealed = office.here, office.chosen_period, self.is_sealing

        def work(act: Act) -> Sent:
            sent = send_returns(station, period, out=folder, to=to, is_sealed=is_sealed, act=act)
            print_handover(station, find_package(station, sent.id), sent.path, language=office.language,
                           to=record_beside(sent.path))  # fmt: skip
            return sent

        office.run(work, then=self._after_sending, title=office.say(N_("Writing the package")))

    def _after_sending(self, sent: Sent) -> None:
        say, number = self.office.say, self.office.language.number
        self.record = record_beside(sent.path)
        held = N_("{lines} lines, {keyings} of them keyings; {size} bytes")
        stated = (
            Stated(say(N_("File")), str(sent.path)),
            Stated(say(N_("Contents")), say(held, lines=number(sent.facts), keyings=number(sent.keyings),
                                            size=number(sent.size))),
            Stated(say(N_("Check number")), grouped(check_number(sent.id))),
            Stated(say(N_("Record to sign")), str(self.record)),
        )  # fmt: skip
        self.laid = Written(say(N_("Package {number} is written"), number=sent.number), stated,
                               self._steps(sent), self.record)  # fmt: skip
        self.look_again()

    def _steps(self, sent: Sent) -> tuple[str, ...]:
        say = self.office.say
        first = (
            N_("Telephone the receiver and compare its key once (Ctrl+K on this tab).")
            if sent.receiver.kind == "unit" and unconfirmed_hub(self.office.here, self.office.chosen_period)
            else None
        )
        steps = (
            first,
            N_("Print the record of handing over in two copies (F5); both sides sign."),
            N_("Hand over or mail the file as it is. Do not open, unpack or rename it."),
            N_(
                "The receipt that comes back is taken in on the tab “Receive”; then this tab says how much has arrived."
            ),
        )
        return tuple(say(step) for step in steps if step)
