"""The widgets of the issuing screen: the batches, the form for a new one, and paper to look at before it is printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop import dialogs
from desktop.screens.forms.presenter import Presenter
from desktop.screens.viewing import ScreenView, action
from desktop.widgets.record_table import RecordTable
from desktop.widgets.stage import FormPanel, PaperPanel
from desktop.widgets.table_rows import Column
from models.domain.basics.duties import Duty
from models.domain.basics.folding import without_tones
from models.domain.basics.problems import N_, Problem
from models.domain.book.months import read_month

if TYPE_CHECKING:
    from printing.forms import PrintedFile


class View(ScreenView[Presenter]):
    """Enter on batches makes their paper."""

    def build(self) -> None:
        say = self.say
        self.title(say(N_("Issue and print")), say(N_("Enter on the selected batches makes their forms as a PDF.")))
        self.stage = self.make_stage()
        self.table = RecordTable(
            self.stage,
            (
                Column(say(N_("Form")), 7),
                Column(say(N_("First number")), 13),
                Column(say(N_("Last number")), 13),
                Column(say(N_("Forms")), 10, is_number=True),
                Column(say(N_("Sector")), 22, stretches=True),
                Column(say(N_("Procedure")), 24, stretches=True),
                Column(say(N_("Printed")), 10, is_number=True),
                Column(say(N_("In stock")), 10, is_number=True),
                Column(say(N_("Issued")), 17),
            ),
            self.presenter.office.language,
            fold=without_tones,
            empty=say(N_("No form has been issued in this period yet. Issue some (F2); after a draw, F3 issues as many as "
                         "the sample needs in each sector.")),
            on_open=lambda _: self._print_selected(),
        )  # fmt: skip
        self.stage.show(self.table, focus=self.table.first_focus)

    def draw(self) -> None:
        presenter = self.presenter
        self.table.show(presenter.rows())
        self.enable(self._issue_sample, presenter.plan)
        unprinted = any(line.printed < line.batch.count for line in presenter.lines)
        self.lead(self._issue_sample if presenter.plan else self._print_stock if unprinted else self._ask_issue)
        for does in (self._print_stock, self._print_batches, self._print_slips):
            self.enable(does, presenter.lines)

    def first_focus(self) -> None:
        self.table.first_focus()

    @action(N_("Issue forms…"), "<F2>", main=True, commands=("forms issue",), duty=Duty.ISSUE)
    def _ask_issue(self) -> None:
        say, presenter = self.say, self.presenter
        said = N_(
            "Numbers are minted once and never changed. Leave sector and procedure open for forms given to whoever comes."
        )
        panel = FormPanel(self.stage, presenter.office.language, title=say(N_("Issue forms")), hint=say(said),
                          yes=say(N_("Issue (Enter)")))  # fmt: skip
        whoever = say(N_("whoever comes"))
        variant = panel.fields.choice(say(N_("For")), presenter.kinds())
        count = panel.fields.number(say(N_("How many forms")), least=1, most=99_999)
        sector = panel.fields.choice(
            say(N_("Sector")), [("", whoever), *((name, name) for name in presenter.sectors())]
        )
        procedure = panel.fields.choice(say(N_("Procedure")), [("", say(N_("not known"))), *presenter.procedures()])

        month = panel.fields.text(
            say(N_("Month in which they are counted (may stay empty)")), value=presenter.month, width=10
        )

        def take() -> None:
            try:
                counted_in = read_month(month.value)
            except Problem as problem:
                month.wrong(presenter.office.language.problem(problem))
                return
            presenter.issue(variant=variant.value, count=count.value, sector=sector.value, procedure=procedure.value,
                            month=counted_in)  # fmt: skip
            self.stage.back()

        panel.does(take)
        self.stage.lay_over(panel)
        panel.fields.first_focus()

    @action(N_("Issue for the sample…"), "<F3>", duty=Duty.ISSUE)
    def _issue_sample(self) -> None:
        say, presenter = self.say, self.presenter
        number = presenter.office.language.number
        lines = [f"{each.variant}  {each.sector or say(N_('(no sector)'))} {each.procedure}".rstrip() + f": {number(each.count)}"
                 for each in presenter.plan]  # fmt: skip
        asked = say(N_("Issue the {count} forms that the drawn sample still needs, one batch for each line?"),
                    count=number(sum(each.count for each in presenter.plan)))  # fmt: skip
        if dialogs.confirm(self, "\n".join([asked, "", *lines]), presenter.office.language, yes=say(N_("Issue"))):
            presenter.issue_plan()

    @action(N_("Print what is in stock"), "<F5>", commands=("forms print",), duty=Duty.PRINT)
    def _print_stock(self) -> None:
        self.stage.back()
        self.presenter.print_forms((), self._made)

    def _print_selected(self) -> None:
        if (left := self.presenter.left_stock(self.table.selected)) and not self._want_again(left):
            return
        spans = self.presenter.spans(self.table.selected)
        self.presenter.print_forms(spans, self._made)

    def _want_again(self, left: int) -> bool:
        say, language = self.say, self.presenter.office.language
        asked = N_(
            "{count} of these forms have left the stock: they were handed out, spoiled or are back. Printing them makes a second "
            "paper with the same number. “Print what is in stock” leaves them out."
        )
        return dialogs.confirm(self, say(asked, count=language.number(left)), language,
                               yes=say(N_("Print them again")), dangerous=True)  # fmt: skip

    @action(N_("Print some…"), "<Control-r>", duty=Duty.PRINT)
    def _print_some(self) -> None:
        say, presenter = self.say, self.presenter
        asked = N_("Which forms? One number, or first..last, as in 100001-48..100020-73")
        typed = dialogs.ask_text(self, say(asked), presenter.office.language, yes=say(N_("Make the PDF")))
        if typed:
            presenter.print_forms(presenter.typed_spans(typed), self._made)

    @action(N_("A file for each batch…"), "<Control-e>", duty=Duty.PRINT)
    def _print_batches(self) -> None:
        folder = dialogs.choose_folder(self, self.say(N_("Folder for the files of the print shop")))
        if folder is not None:
            spans = self.presenter.spans(self.table.selected) if len(self.table.selected) > 1 else ()
            self.presenter.print_batches(folder, spans, self._ask_paper)

    @action(N_("Printed on paper…"), "<Control-d>", duty=Duty.PRINT)
    def _note_paper(self) -> None:
        if self.table.selected:
            self._ask_paper(self.presenter.in_batches(self.table.selected))

    @action(N_("Batch slips"), "<Control-l>", commands=("forms slip",))
    def _print_slips(self) -> None:
        self.stage.back()
        self.presenter.print_slips(self._show_slips)

    @action(
        N_("For answers from the network…"),
        "<Control-n>",
        commands=("forms poster", "forms online-slips"),
        duty=Duty.ISSUE,
    )
    def _ask_online(self) -> None:
        say, presenter = self.say, self.presenter
        hint = N_(
            "The address is that of the form on the network. The poster is for everybody; each slip has a number for one answer, which "
            "people type into a field “Số phiếu” of the form."
        )
        panel = FormPanel(self.stage, presenter.office.language, title=say(N_("Answers from the network")), hint=say(hint),
                          yes=say(N_("Make the PDF")))  # fmt: skip
        address = panel.fields.text(say(N_("Address of the form")), value="https://", width=60)
        what = panel.fields.choice(
            say(N_("Make")),
            [("poster", say(N_("a poster for the counter"))), ("slips", say(N_("slips with a number each")))],
        )
        variant = panel.fields.choice(say(N_("For")), presenter.kinds())
        count = panel.fields.number(say(N_("How many slips")), least=1, most=9_999, value=40)

        def take() -> None:
            self.stage.back()
            presenter.print_online(address.value.strip(), slips=count.value if what.value == "slips" else 0,
                                   variant=variant.value, then=self._show_online)  # fmt: skip

        panel.does(take)
        self.stage.lay_over(panel)
        panel.fields.first_focus()

    def _show_online(self, file: Path) -> None:
        if self.winfo_exists():
            title = f"{self.say(N_('Answers from the network'))} – {file.name}"
            self.stage.lay_over(PaperPanel(self.stage, file, self.presenter.office.language, title=title))

    def _show_slips(self, file: Path) -> None:
        if self.winfo_exists():
            title = f"{self.say(N_('Batch slips'))} – {file.name}"
            self.stage.lay_over(PaperPanel(self.stage, file, self.presenter.office.language, title=title))

    def _made(self, files: tuple[PrintedFile, ...]) -> None:
        """Show the files one after the other; behind each it is asked whether it is on paper, and only then it counts."""
        if not self.winfo_exists():
            return
        (first, *others) = files

        def go_on() -> None:
            self.stage.back()
            self._ask_paper((first,))
            if others:
                self._made(tuple(others))

        title = N_("Forms to print – {file}, {count} forms")
        if others:
            title = N_("Forms to print – {file}, {count} forms; then comes {next}")
        told = self.say(title, file=first.file.name, count=self.presenter.office.language.number(first.forms),
                        **({"next": others[0].file.name} if others else {}))  # fmt: skip
        panel = PaperPanel(self.stage, first.file, self.presenter.office.language, title=told, back=go_on)
        self.stage.lay_over(panel, back=go_on)

    def _ask_paper(self, files: tuple[PrintedFile, ...]) -> None:
        """Ask whether these forms are on paper by now."""
        if not self.winfo_exists():
            return
        language = self.presenter.office.language
        asked = N_(
            "Are these {count} forms printed on paper by now? Only then they count as printed. Paper that comes later, from a print "
            "shop for example, is noted with “Printed on paper…”."
        )
        count = language.number(sum(each.forms for each in files))
        if dialogs.confirm(self, self.say(asked, count=count), language, yes=self.say(N_("Yes, they are on paper")),
                           no=self.say(N_("Not yet")), title=self.say(N_("On paper by now?")), dangerous=True):  # fmt: skip
            self.presenter.on_paper(files)
