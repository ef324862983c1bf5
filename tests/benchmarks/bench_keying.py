"""What keying costs: a key until the next row is shown and durable, opening and finishing forms, tables, start, memory.

Run by `./check bench keying`; needs a display. Goals: p99 of a key 16 ms, opening a form 50 ms, a table of 20,000 numbers
150 ms to open and 50 ms to filter, first painted window 400 ms, memory not growing over 300 forms; opening and finishing a
form as fast in an office of 10,000 forms as in one of 100 (`tests/desktop/screens/keying/test_keying_counts.py` counts it).
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from desktop.app import App
from desktop.screens.keying.view import View
from desktop.widgets.record_table import RecordTable
from desktop.widgets.table_rows import Column
from models.domain.basics.folding import without_tones
from models.domain.basics.people import Person
from models.domain.book.facts import Kind
from models.domain.book.serials import Serial
from models.domain.questionnaire.questionnaire import Shape
from models.services.forms.issuing import issue_forms
from models.services.forms.marking import mark_forms
from models.services.keying.key_queue import KeyQueue
from models.settings import Settings
from tests.benchmarks import bench_window
from tests.builders.acts import act_of
from tests.builders.forms import keyed, sample_rows
from tests.builders.keyers import answers, finishes, office_of, opens
from tests.builders.surveys import period_of, ward

FORMS = 300
KEYED_BEFORE = 300
OFFICES = (100, 1_000, 10_000)
FINISHED = 8


class Times(list[float]):
    """Milliseconds of one kind of act."""

    def line(self, name: str) -> str:
        ordered = sorted(self)
        late = ordered[min(len(ordered) - 1, round(len(ordered) * 0.99))]
        return f"{name:<44} p50 {statistics.median(ordered):6.1f} ms   p99 {late:6.1f} ms   of {len(ordered)}"


def main() -> None:
    """Key forms on a ward that has some hundred already, and print what each act cost."""
    with tempfile.TemporaryDirectory() as folder:
        station = ward(Path(folder) / "ward")
        period = period_of(station)
        keyed(station, period, (sample_rows() * 3)[:KEYED_BEFORE])
        lan = Person(station.unit, "lan", "Nguyễn Thị Lan")
        batch = issue_forms(station, period, variant="CN", count=FORMS, act=act_of(lan))
        mark_forms(station, period, kind=Kind.RETURNED, ranges=(batch.serials,), act=act_of(lan))
        app = App(station.folder, settings=Settings(text_size="100"))
        app.root.update()
        app.window.go("keying")
        app.root.update()
        view = app.window.view
        assert isinstance(view, View)
        _wait(app)
        _report(app, view)
        _report_table(app)
        app.close()
        station.close()
        _report_growth(Path(folder))


def _report(app: App, view: View) -> None:
    rows, opened, finished, drafts, around = Times(), Times(), Times(), Times(), 0
    pressed = answered = 0
    save = view.presenter.drafts.save

    def timed_save(draft: object) -> None:
        begun = time.perf_counter()
        save(draft)  # type: ignore[arg-type]  # the draft as it came
        drafts.append((time.perf_counter() - begun) * 1000)

    view.presenter.drafts.save = timed_save  # type: ignore[method-assign]  # timed on its way
    piles = view.presenter.piles
    laid = Times()
    waiting = list(view.presenter.queue.waiting(second=False))
    for serial in waiting:
        begun = time.perf_counter()
        piles.lay(serial.short)
        laid.append((time.perf_counter() - begun) * 1000)
    begun = time.perf_counter()
    view.presenter.begin_pile()
    app.root.update()
    print(f"beginning a pile of {len(waiting)} forms {(time.perf_counter() - begun) * 1000:.0f} ms")
    memory = 0
    for place in range(FORMS):
        keys = 2
        digits, needs_enter = piles.waiting[0].check, piles.needs_enter
        _press(app, digits[0])
        opened.append(_press(app, digits[1]))
        if needs_enter:
            opened[-1] = _press(app, "Return")
            keys += 1
        paper = view.paper
        assert paper is not None
        while paper.unvisited:
            row = paper.rows[paper.current]
            if row.question.shape is Shape.MARK_ROW:
                rows.append(_press(app, str(1 + place % 2)))
                pressed, answered = pressed + 1, answered + 1
            else:
                _press(app, "Return")
        finished.append(_press(app, "Control-Return"))
        keys += 1
        if view.presenter.form is not None:
            keys += 1
            finished[-1] += _press(app, "Control-Return")
        around += keys
        if place == FORMS // 5:
            memory = _memory()
    print(f"keys per mark row {pressed / answered:.2f}")
    print(f"keys to open and to finish a form {around / FORMS:.2f}")
    print(f"share of the fsync in a key {sum(drafts) / (sum(rows) or 1):.0%}")
    print(laid.line("laying a form on the pile"))
    print(rows.line("key to next row shown, draft durable"))
    print(drafts.line("  of this, the draft on disk (fsync)"))
    print(f"opening the first form of a visit {opened[0]:16.1f} ms")
    print(Times(opened[1:]).line("opening a form"))
    print(finished.line("finishing a form, durable, desk clear"))
    print(f"memory grown from form {FORMS // 5} to {FORMS}: {(_memory() - memory) / 1024:.1f} MiB")


def _report_table(app: App) -> None:
    """A table of 20,000 numbers, opened and then filtered letter by letter."""
    numbers = [
        (Serial("26Q3", "00004", "CN", 100_001 + place).short, "CN", "đã phát", "Đất đai") for place in range(20_000)
    ]
    app.window.close_view()
    begun = time.perf_counter()
    table = RecordTable(
        app.window.content, (Column("Số"), Column("Phiếu"), Column("Trạng thái"), Column("Lĩnh vực", stretches=True)),
        app.office.language, empty="", fold=without_tones,
    )  # fmt: skip
    table.grid(row=0, column=0, sticky="nsew")
    table.show(numbers)
    app.root.update()
    print(f"a table of 20,000 numbers opens in {(time.perf_counter() - begun) * 1000:.0f} ms")
    filtered = Times()
    for typed in ("1", "11", "119", "1199", "dat", "dat dai", "đất đai 1", ""):
        begun = time.perf_counter()
        table.filter(typed)
        app.root.update()
        filtered.append((time.perf_counter() - begun) * 1000)
    print(f"and filters in {filtered[0]:.0f} ms the first time, then at most {max(filtered[1:]):.0f} ms")


def _report_growth(folder: Path) -> None:
    """One form after the other in offices of more and more forms, without the window: what only the base costs."""
    for forms in OFFICES:
        begun = time.perf_counter()
        presenter = office_of(folder, forms)
        presenter.refresh()
        made = time.perf_counter() - begun
        begun = time.perf_counter()
        KeyQueue(presenter.office.here, presenter.office.chosen_period, presenter.by.author)
        read = (time.perf_counter() - begun) * 1000
        opened, finished = Times(), Times()
        for _ in range(FINISHED):
            begun = time.perf_counter()
            opens(presenter)
            opened.append((time.perf_counter() - begun) * 1000)
            answers(presenter)
            begun = time.perf_counter()
            finishes(presenter)
            finished.append((time.perf_counter() - begun) * 1000)
        print(f"an office of {forms:,} forms (made in {made:.1f} s); all of them read once: {read:.0f} ms")
        print(opened.line("  opening a form, all that is shown"))
        print(finished.line("  finishing a form, durable, all that is shown"))
        presenter.let_go()
        presenter.office.here.close()


def _wait(app: App) -> None:
    """Let the window do what it does while nobody keys."""
    until = time.perf_counter() + 1
    while time.perf_counter() < until:
        app.root.update()
        time.sleep(0.01)


def _press(app: App, key: str) -> float:
    focused = app.root.focus_lastfor()
    assert focused is not None
    focused.focus_force()
    app.root.update()
    begun = time.perf_counter()
    focused.event_generate(f"<{key}>" if "-" in key else f"<Key-{key}>")
    app.root.update()
    return (time.perf_counter() - begun) * 1000


def _memory() -> int:
    if sys.platform == "win32":
        raise NotImplementedError
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
    bench_window.main()
