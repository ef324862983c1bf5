"""A word of the command line with further words behind it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click

from desktop.usage import spoken
from models.language.catalogues import words_of


class Word(click.Group):
    """The file of a further word is loaded when that word is called."""

    def __init__(self, *, places: Mapping[str, str], **settings: object) -> None:
        """`places` says of each further word where it stands: `module:name`."""
        super().__init__(**settings)  # type: ignore[arg-type]  # click's own settings, handed through
        self.places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.places:
            return None
        module, name = self.places[cmd_name].split(":")
        return spoken(getattr(import_module(module), name), words_of(str(ctx.obj)))
