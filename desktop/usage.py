"""Help and wrong usage in the person's language: our own words, and those of click from a catalogue of their own.

click asks gettext for its words under the names `_` and `ngettext`, and gettext would choose the language from the
environment. Here the station chooses, so for the time of one command click is handed the words of its language.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from importlib import import_module
from inspect import cleandoc

import click

from models.domain.basics.problems import Problem
from models.language import LANGUAGES
from models.language.catalogues import Words, click_words_of, words_of
from models.settings import data_folder, load_settings
from models.store.address import folder_named

CLICK = tuple(
    import_module(f"click.{name}")
    for name in ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")
)
"""The parts of click that speak to people."""


def language_asked(words: Sequence[str]) -> str:
    """The code of the language of a command line that may be wrong: as it asks, else as its station remembers."""
    asked = _value_of("--language", words)
    if asked in LANGUAGES:
        return str(asked)
    try:
        folder = folder_named(_value_of("--data", words))
    except Problem:
        # told later, by the command itself
        folder = data_folder()
    return load_settings(folder).language


def _value_of(option: str, words: Sequence[str]) -> str | None:
    for place, word in enumerate(words):
        if word == option and place + 1 < len(words):
            return words[place + 1]
        if word.startswith(f"{option}="):
            return word.partition("=")[2]
    return None


@contextmanager
def speaking(code: str) -> Iterator[Words]:
    """Have click speak the language `code`; answers the words of our own help."""
    words = click_words_of(code)

    def one_or_many(one: str, many: str, count: int) -> str:
        return words(one if count == 1 else many)

    _hand_over(words, one_or_many)
    try:
        yield words_of(code)
    finally:
        _hand_over(gettext.gettext, gettext.ngettext)


def _hand_over(words: Words, one_or_many: Callable[[str, str, int], str]) -> None:
    for module in CLICK:
        for name, function in {"_": words, "ngettext": one_or_many}.items():
            if hasattr(module, name):
                setattr(module, name, function)


def spoken(command: click.Command, words: Words) -> click.Command:
    """`command` as it is, with its help in other words; so are the commands in a group."""
    told = copy(command)
    if command.help:
        told.help = words(cleandoc(command.help))
    told.options_metavar = words(command.options_metavar or "")
    told.params = [_spoken(param, words) for param in command.params]
    if isinstance(told, click.Group):
        told.subcommand_metavar = words(told.subcommand_metavar or "")
        told.commands = {name: spoken(each, words) for name, each in told.commands.items()}
    return told


def _spoken(param: click.Parameter, words: Words) -> click.Parameter:
    told = copy(param)
    if isinstance(told, click.Option):
        told.help = words(told.help) if told.help else told.help
        takes_words = not told.is_flag and not isinstance(told.type, click.Choice)
        if takes_words:
            told.metavar = words(told.metavar or told.type.name.upper())
    elif told.metavar:
        told.metavar = words(told.metavar)
    elif not isinstance(told.type, click.Choice):
        name = words(str(told.name).upper()) + ("" if told.nargs == 1 else "…")
        told.metavar = name if told.required else f"[{name}]"
    return told


def wrong_usage(message: str, /, **values: object) -> click.UsageError:
    """A wrong usage of our own, said in the language of the command that runs; `message` is a marked sentence."""
    return click.UsageError(said(message, **values))


def said(message: str, /, **values: object) -> str:
    """`message` in the language of the command that runs."""
    from models.language import load

    context = click.get_current_context(silent=True)
    return load(str(context.obj) if context else LANGUAGES[-1]).say(message, **values)
