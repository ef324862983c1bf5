"""Every help text and placeholder of the command line, gathered from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator

import click

from desktop import cli
from desktop.usage import spoken


def commands(command: click.Command) -> Iterator[click.Command]:
    yield command
    if isinstance(command, click.Group):
        context = click.Context(command, obj="en")
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from commands(inner)


def helps() -> set[str]:
    """Every help text and placeholder, as the catalogue knows them."""
    found: set[str] = set()
    for command in commands(spoken(cli.office, str)):
        found |= {command.help or "", command.options_metavar or ""}
        if isinstance(command, click.Group):
            found.add(command.subcommand_metavar or "")
        for param in command.params:
            found.add(getattr(param, "help", None) or "")
            metavar = (param.metavar or "").removeprefix("[").removesuffix("]")
            # the sign of several is put behind a name that is translated without it
            found.add(metavar.removesuffix("…") if metavar == f"{param.name}…".upper() else metavar)
    return found - {"", "[vi|en]"}
