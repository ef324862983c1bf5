"""The command line: `sophieu WORD …`; every act of the window works here, without a screen."""

from __future__ import annotations

import codecs
import json
import os
import sys
from io import TextIOWrapper

import click

from desktop.commands import COMMANDS
from desktop.commands.word import Word
from desktop.usage import language_asked, speaking, spoken
from models.domain.basics.problems import N_
from models.release import VERSION


@click.version_option(
    VERSION, message="%(prog)s %(version)s", help=N_("Say which version of the program this is and end.")
)
@click.group(cls=Word, places=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
def office() -> None:
    """Surveys of satisfaction with administrative services, on paper, offline. Without a command the window opens."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code is 0 done, 1 refused, 2 wrong usage."""
    _speak_vietnamese()
    words = sys.argv[1:] if arguments is None else arguments
    language = language_asked(words)
    with speaking(language) as usage:
        return _run(words, spoken(office, usage), language)


def _run(words: list[str], office: click.Command, language: str) -> int:
    try:
        # without its standalone mode click answers the code of an Exit instead of raising it
        code = office.main(args=words, prog_name="sophieu", standalone_mode=False, obj=language)
    except click.Abort:
        return 1
    except click.ClickException as refusal:
        if "--json" in words:
            click.echo(
                json.dumps(
                    {"error": "wrong_usage", "message": refusal.format_message(), "facts": {}, "deed": None},
                    ensure_ascii=False,
                )
            )
        refusal.show()
        return refusal.exit_code
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 1
    return code if isinstance(code, int) else 0


def _speak_vietnamese() -> None:
    """Lead answers out in UTF-8 where the system's own code has no Vietnamese letters (a file on an older Windows).

    The installer, whose log takes UTF-16 and no UTF-8, asks for that by `SOPHIEU_OUTPUT`.
    """
    wanted = "utf-16-le" if os.environ.get("SOPHIEU_OUTPUT") == "utf-16-le" else "utf-8"
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and codecs.lookup(stream.encoding).name != wanted:
            stream.reconfigure(encoding=wanted, errors="backslashreplace")
