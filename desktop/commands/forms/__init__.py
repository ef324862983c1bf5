"""`sophieu forms`: paper forms, from the number to the book that must balance."""

from __future__ import annotations

import click

from desktop.commands.word import Word

FORMS = {
    "issue": "desktop.commands.forms.issue:issue",
    "replace": "desktop.commands.forms.issue:replace",
    "print": "desktop.commands.forms.print:print_out",
    "slip": "desktop.commands.forms.print:slip",
    "poster": "desktop.commands.forms.online:poster",
    "online-slips": "desktop.commands.forms.online:slips",
    "mark": "desktop.commands.forms.mark:mark",
    "undo": "desktop.commands.forms.mark:undo",
    "ledger": "desktop.commands.forms.ledger:show_ledger",
    "life": "desktop.commands.forms.ledger:show_life",
    "missing": "desktop.commands.forms.ledger:show_missing",
}


@click.group(cls=Word, places=FORMS)
def forms() -> None:
    """The paper forms of a period."""
