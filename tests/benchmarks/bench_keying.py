"""What a key costs in the keying screen: to the next row shown with the draft durable, opening a form, finishing one.

Run by `./check bench keying`; needs a display. Goals: p99 of a key at most 16 ms, opening at most 50 ms.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from desktop.app import App
from desktop.screens.keying.view import View
from models.domain.facts import Kind
from models.domain.people import Person
from models.domain.questionnaire import Shape
from models.services.issuing import issue_forms
from models.services.marking import mark_forms
from models.settings import Settings
from tests.builders.surveys import AT, keyed, period_of, sample_rows, ward

FORMS = 60
KEYED_BEFORE = 300


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
        batch = issue_forms(station, period, variant="CN", count=FORMS, by=lan, at=AT)
        mark_forms(station, period, kind=Kind.RETURNED, ranges=(batch.serials,), by=lan, at=AT)
        app = App(station.folder, settings=Settings(text_size="100"))
        app.root.update()
        app.window.go("keying")
        app.root.update()
        view = app.window._view
        assert isinstance(view, View)
        _report(app, view)
        app.close()
        station.close()


def _report(app: App, view: View) -> None:
    rows, opened, finished, drafts = Times(), Times(), Times(), Times()
    pressed = answered = 0
    save = view.presenter.drafts.save

    def timed_save(draft: object) -> None:
        begun = time.perf_counter()
        save(draft)  # type: ignore[arg-type]  # the draft as it came
        drafts.append((time.perf_counter() - begun) * 1000)

    view.presenter.drafts.save = timed_save  # type: ignore[method-assign]
    memory = 0
    for place in range(FORMS):
        opened.append(_press(app, "Return"))
        paper = view._paper
        assert paper is not None
        while paper.unvisited:
            row = paper.rows[paper.current]
            if row.question.shape is Shape.MARK_ROW:
                rows.append(_press(app, str(1 + place % 2)))
                pressed, answered = pressed + 1, answered + 1
            else:
                _press(app, "Return")
        finished.append(_press(app, "Control-Return"))
        if view.presenter.form is not None:
            finished[-1] += _press(app, "Control-Return")
        if place == FORMS // 2:
            memory = _memory()
    print(f"keys per mark row {pressed / answered:.2f}")
    print(rows.line("key to next row shown, draft durable"))
    print(drafts.line("  of this, the draft on disk (fsync)"))
    print(f"opening the first form, widgets made {opened[0]:13.1f} ms")
    print(Times(opened[1:]).line("opening a form"))
    print(finished.line("finishing a form, durable, desk clear"))
    print(f"memory grown over the second half: {(_memory() - memory) / 1024:.1f} MiB")


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
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
