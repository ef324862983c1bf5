"""The screens in the order of the navigation; a new one is a folder and a line here."""

from __future__ import annotations

from desktop.screens.presenting import Screen
from models.domain.basics.problems import N_

START = Screen("start", N_("Set up"))
"""The only screen of a folder that has no station yet."""

SCREENS: tuple[Screen, ...] = (
    Screen("home", N_("Overview"), "tong-quan.md"),
    Screen("periods", N_("Periods"), "ky-khao-sat.md"),
    Screen("frame", N_("List and sample"), "danh-sach-va-chon-mau.md"),
    Screen("forms", N_("Issue and print"), "phat-hanh-va-in-phieu.md"),
    Screen("ledger", N_("Book of forms"), "so-phieu.md"),
    Screen("keying", N_("Keying"), "nhap-phieu.md"),
    Screen("second", N_("Second keying and rulings"), "nhap-phieu.md"),
    Screen("packages", N_("Packages"), "goi-du-lieu.md"),
    Screen("board", N_("Who has sent"), "goi-du-lieu.md", hub_only=True),
    Screen("results", N_("Results"), "ket-qua.md"),
    Screen("settings", N_("Settings"), "sao-luu.md"),
    Screen("people", N_("Users"), "nguoi-dung.md"),
)
