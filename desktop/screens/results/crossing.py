"""Asking which question is to be crossed with what; the table then stands among the others."""

from __future__ import annotations

from desktop.screens.results.presenter import Presenter
from desktop.widgets.stage import FormPanel, Stage
from models.domain.basics.problems import N_
from models.domain.sheets.crossing import AREA_NAMES, question_told
from models.services.figures.crossing import crossable, traits


def ask_crossing(stage: Stage, presenter: Presenter) -> None:
    """Lay the choice of question and trait over the results."""
    office = presenter.office
    station, period, language = office.here, office.chosen_period, office.language
    say = language.say
    questions = {each.name: question_told(each) for each in crossable(station, period)}
    told = [
        (name, say(AREA_NAMES[name]) if name in AREA_NAMES else questions[name]) for name in traits(station, period)
    ]
    hint = say(N_("Counted from what an export tells of each form, so nobody is recognised."))
    panel = FormPanel(stage, language, title=say(N_("Cross a question")), yes=say(N_("Count")), hint=hint)
    question = panel.fields.choice(say(N_("Question")), list(questions.items()))
    trait = panel.fields.choice(say(N_("Crossed with")), told)

    def do() -> None:
        stage.back()
        presenter.cross(question.value, trait.value)

    panel.does(do)
    stage.lay_over(panel)
    panel.fields.first_focus()
