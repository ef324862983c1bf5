"""What is asked before full answers are written: what they contain, who gets them, and why."""

from __future__ import annotations

import tkinter as tk
from datetime import datetime

from desktop import dialogs
from desktop.office import Office
from desktop.screens.results.exporting import AnswerExport
from models.domain.basics.problems import N_, Problem
from models.services.office.full_exports import full_exports, require_reason

_LAST = 3
"""So many earlier ones are named in the question."""


def ask_full_export(parent: tk.Misc, export: AnswerExport) -> None:
    """Ask for format, receiver, reason and file, then write; nothing is written without a reason."""
    office = export.office
    say, language = office.say, office.language
    title, on = say(N_("Full answers, restricted")), say(N_("Go on"))
    formats = export.formats()
    place = dialogs.ask_choice(parent, contents(office), [each.name for each in formats], language, yes=on, title=title)
    if place is None:
        return
    asked = say(N_("Who gets the file? First and last name:"))
    receiver = dialogs.ask_text(parent, asked, language, yes=on, title=title, text=office.who.name)
    if receiver is None:
        return
    asked = say(
        N_("What is it needed for? The reason is noted here with your name, and stands in every row of the file:")
    )
    reason = dialogs.ask_text(parent, asked, language, yes=on, title=title)
    if reason is None:
        return
    try:
        require_reason(office.chosen_period, reason)
    except Problem as problem:
        dialogs.show_problem(parent, problem, language)
        return
    chosen = formats[place]
    kind = dialogs.OfferedFiles(chosen.name, (chosen.suffix,))
    to = dialogs.save_file(parent, title, kind, name=export.full_file_name(chosen))
    if to is not None:
        export.write_full(chosen, to, receiver=receiver, reason=reason)


def contents(office: Office) -> str:
    """What stands in the file and what does not, and who had one before."""
    told = N_(
        "Each row has every answer of one form as it is, with sector, procedure and agency, and nothing put together: somebody "
        "who knows a person may find their row. No form number and no name from the list stands in it. It is for this office's own "
        "analyst; give it to nobody else."
    )
    lines = [office.say(told)]
    before = N_("{at}: {rows} forms for {receiver}, because: {reason}")
    for each in full_exports(office.here)[-_LAST:]:
        at = office.language.datetime(datetime.fromisoformat(each.at))
        lines.append(office.say(before, at=at, rows=each.rows, receiver=each.receiver, reason=each.reason))
    return "\n\n".join([lines[0], "\n".join([office.say(N_("Written before:")), *lines[1:]])] if lines[1:] else lines)
