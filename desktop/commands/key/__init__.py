"""`sophieu key`: what is keyed of returned forms, and what is said about it afterwards."""

from __future__ import annotations

import click

from desktop.commands.word import Word

KEY = {
    "import": "desktop.commands.key.import_table:import_file",
    "amend": "desktop.commands.key.amend:amend_form",
    "void": "desktop.commands.key.amend:void_form",
    "disputes": "desktop.commands.key.disputes:disputes",
    "rule": "desktop.commands.key.disputes:rule_form",
    "ask-second": "desktop.commands.key.second:second",
    "raise-share": "desktop.commands.key.second:raise_command",
    "agreement": "desktop.commands.key.second:agreement_command",
    "confirmed": "desktop.commands.key.confirmed:confirmed_command",
    "batches": "desktop.commands.key.batches:batches_command",
    "close-batch": "desktop.commands.key.batches:close_command",
    "purge-texts": "desktop.commands.key.purge_texts:purge_command",
}


@click.group(cls=Word, places=KEY)
def key() -> None:
    """Keying of returned forms."""
