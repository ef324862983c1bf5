"""`sophieu package`: what offices send each other."""

from __future__ import annotations

import click

from desktop.commands.word import Word

PACKAGE = {
    "campaign": "desktop.commands.package.campaign:campaign",
    "stick": "desktop.commands.package.stick:stick",
    "send": "desktop.commands.package.send:send",
    "check": "desktop.commands.package.check:check",
    "merge": "desktop.commands.package.merge:merge",
    "list": "desktop.commands.package.list:show_list",
    "board": "desktop.commands.package.board:show_board",
    "remind": "desktop.commands.package.board:remind",
    "charge": "desktop.commands.package.charge:charge",
    "receipt": "desktop.commands.package.receipt:receipt",
    "forward": "desktop.commands.package.forward:send_on",
    "numbers": "desktop.commands.package.numbers:show_numbers",
    "hand-over": "desktop.commands.package.numbers:hand_over",
    "take-over": "desktop.commands.package.numbers:take_over",
    "keys": "desktop.commands.package.keys:show_keys",
    "confirm": "desktop.commands.package.keys:confirm",
    "end-key": "desktop.commands.package.keys:end",
    "retry": "desktop.commands.package.keys:retry",
    "withdraw": "desktop.commands.package.withdraw:withdraw_package",
    "reinstate": "desktop.commands.package.withdraw:reinstate_package",
    "withdrawals": "desktop.commands.package.withdraw:show_withdrawals",
    "without-effect": "desktop.commands.package.without_effect:show_without_effect",
    "clashes": "desktop.commands.package.clashes:show_clashes",
    "choose": "desktop.commands.package.clashes:choose_content",
}


@click.group(cls=Word, places=PACKAGE)
def package() -> None:
    """Packages that offices send each other."""
