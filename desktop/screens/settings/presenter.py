"""What the settings screen knows: the languages and text sizes there are, and which are used."""

from __future__ import annotations

from desktop.screens.presenting import ScreenPresenter

LANGUAGES = (("vi", "Tiếng Việt"), ("en", "English"))
TEXT_SIZES = (100, 125, 150, 175, 200)


class Presenter(ScreenPresenter):
    """Language and text size of the window."""

    @property
    def language(self) -> str:
        return self.office.language.code

    @property
    def text_size(self) -> int:
        """Percent, the nearest that is offered."""
        return min(TEXT_SIZES, key=lambda size: abs(size - self.office.text_size))

    def choose_language(self, code: str) -> None:
        if code != self.language:
            self.office.choose_language(code)

    def choose_text_size(self, percent: int) -> None:
        if percent != self.office.text_size:
            self.office.choose_text_size(percent)
