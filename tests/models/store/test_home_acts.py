"""The acts that stay at home are told kind by kind, in the order in which they were noted."""

from __future__ import annotations

from models.domain.basics.home_acts import HomeAct
from models.store.database import Station
from models.store.home_acts import home_acts, note_home_act


def test_acts_of_a_kind_are_told_in_the_order_in_which_they_were_noted_with_what_they_speak_of(
    station: Station,
) -> None:
    before = len(home_acts(station.db, HomeAct.QUESTIONNAIRE))
    for name in ("b", "a", "c"):
        # two computers of one office do not go alike
        at = {"b": "2026-09-02", "a": "2026-09-03", "c": "2026-09-01"}[name]
        note_home_act(station.db, at=at, by="00004/lan", station="s", kind=HomeAct.QUESTIONNAIRE, body={"name": name})
        note_home_act(station.db, at=at, by="00004/lan", station="s", kind=HomeAct.PERIOD)
    told = home_acts(station.db, HomeAct.QUESTIONNAIRE)[before:]
    assert [(each.at, each.by, each.station, each.body["name"]) for each in told] == [
        ("2026-09-02", "00004/lan", "s", "b"),
        ("2026-09-03", "00004/lan", "s", "a"),
        ("2026-09-01", "00004/lan", "s", "c"),
    ]
    assert {each.kind for each in told} == {HomeAct.QUESTIONNAIRE.value}
