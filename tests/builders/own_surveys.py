"""Surveys by chance on questionnaires of an office's own: any order of blocks, several questions about people in several places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from models.domain.basics.people import Person
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.domain.questionnaire.xlsform import Sheets
from models.domain.questionnaire.xlsform_rows import rows_of
from models.services.forms.issuing import issue_forms
from models.services.office.questionnaires import add_questionnaire
from models.store.database import Station
from tests.builders.acts import WARD, act_of
from tests.builders.forms import key_all
from tests.builders.streams import speaking_for
from tests.builders.surveys import period_of

SECTORS = ("Hộ tịch", "Chứng thực", "Đất đai", "Xây dựng")
JOINT = "2.000986"
PROCEDURES = ("", "1.001193", JOINT, "2.000815")
NUMBER = "so"
"""A question about nothing that tells every form apart, so that its row is found again."""
WORDS = "y_kien"
Rows = list[tuple[str, ...]]
LEVELS = ("Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng")


@dataclass(frozen=True)
class Asked:
    """A question about the respondent: its values and how often each is given, of whom it is asked, and its classes."""

    name: str
    label: str
    kind: str
    values: tuple[str, ...]
    weights: tuple[int, ...]
    classes: tuple[str, ...] = ()
    asked_if: tuple[str, str] | None = None


@dataclass(frozen=True)
class OwnPaper:
    """A questionnaire and what it asks of people."""

    variant: str
    asked: tuple[Asked, ...]
    sheets: Sheets


@dataclass(frozen=True)
class OwnForm:
    """One keyed form; `said` are the answers about the respondent that were given, `number` tells it apart."""

    number: str
    office: str
    variant: str
    sector: str
    procedure: str
    agency: str
    said: dict[str, str]
    text: str

    @property
    def area(self) -> str:
        return "joint" if self.procedure == JOINT else self.sector


def _asked(chance: Random, prefix: str, *, most: int = 5) -> list[Asked]:
    """Questions about people, one of them perhaps asked of some only."""
    found: list[Asked] = []
    for n in range(chance.randint(2, most)):
        kind = chance.choices(("one", "several", "digits"), (8, 1, 1))[0] if n else "one"
        count = chance.choice((2, 2, 3, 4, 5, 6))
        values = tuple(str(each) for each in range(1, count + 1))
        weights = tuple(chance.choice((1, 2, 4, 12, 30)) for _ in values)
        classes: tuple[str, ...] = ()
        if kind == "one" and count > 3 and chance.random() < 0.6:
            cut = chance.randint(1, count - 1)
            classes = tuple(
                "" if chance.random() < 0.1 else "Nhóm đầu" if at < cut else "Nhóm sau" for at in range(count)
            )
        asked_if = None
        first = next((each for each in found if each.kind == "one" and each.asked_if is None), None)
        if kind == "one" and first is not None and chance.random() < 0.15:
            asked_if = (first.name, chance.choice(first.values))
        name = f"{prefix}{n}"
        found.append(Asked(name, f"Về ông bà {name}", kind, values, weights, classes, asked_if))
    return found


def own_paper(chance: Random, variant: str, *, like: OwnPaper | None = None, says: bool = True) -> OwnPaper:
    """A questionnaire whose blocks stand in any order; some questions about people are those of another one."""
    prefix = chance.choice("BGHNPQ") + ("" if variant == "CN" else "T")
    asked = _asked(chance, prefix)
    if like is not None and chance.random() < 0.6:
        kept = [each for each in like.asked if each.asked_if is None][: chance.randint(1, 2)]
        asked = [*kept, *asked[: chance.randint(1, 2)]]
        names = {each.name for each in asked}
        asked = [each for each in asked if each.asked_if is None or each.asked_if[0] in names]
    cut = chance.randint(1, len(asked))
    parts = [part for part in (asked[:cut], asked[cut:]) if part]
    blocks: list[Rows] = []
    for n, part in enumerate(parts):
        rows: Rows = [("begin_group", f"N{n}{prefix}", f"Phần {n}", "", "", "respondent" if says else "")]
        for each in part:
            kind = {
                "one": f"select_one l_{each.name}",
                "several": f"select_multiple l_{each.name}",
                "digits": "integer",
            }
            relevant = f"${{{each.asked_if[0]}}} = '{each.asked_if[1]}'" if each.asked_if else ""
            rows.append((kind[each.kind], each.name, each.label, "", relevant, ""))
        blocks.append([*rows, ("end_group", "", "", "", "", "")])
    if asked != sorted(asked, key=lambda each: each.asked_if is not None):
        chance.shuffle(blocks)
    events: Rows = [
        ("begin_group", "E1", "Sự việc", "", "", "events"),
        ("select_one co_khong", "gap", "Có gặp", "", "", ""),
    ]
    events += [("end_group", "", "", "", "", "")]
    factor: Rows = [("begin_group", "YT", "Yếu tố", "factor", "", "")]
    factor += [("select_one muc_do", f"TC{n}", f"Tiêu chí {n}", "criterion", "", "") for n in (1, 2)]
    factor += [("end_group", "", "", "", "", "")]
    general: Rows = [("select_one muc_do", "chung", "Nhìn chung", "overall", "", "")]
    words: Rows = [("text", WORDS, "Ý kiến", "", "", "events")]
    number: Rows = [("integer", NUMBER, "Số", "", "", "events")]
    blocks += [events, factor, general, words, number]
    chance.shuffle(blocks)
    survey = [("type", "name", "label", "score", "relevant", "about"), *(row for block in blocks for row in block)]
    choices = [("list_name", "name", "label", "coarser")]
    choices += [("muc_do", str(n), word, "") for n, word in enumerate(LEVELS, 1)]
    choices += [("co_khong", "1", "Có", ""), ("co_khong", "2", "Không", "")]
    for each in asked:
        for n, value in enumerate(each.values):
            if each.kind != "digits":
                coarser = each.classes[n] if each.classes else ""
                choices.append((f"l_{each.name}", value, f"{each.name} trả lời {value}", coarser))
    settings = [
        ("form_id", "form_title", "version", "variant"),
        (f"rieng_{variant.lower()}", "Phiếu riêng", "1", variant),
    ]
    return OwnPaper(variant, tuple(asked), Sheets(rows_of(survey), rows_of(choices), rows_of(settings)))


def own_papers(chance: Random) -> list[OwnPaper]:
    """One or two questionnaires of an office's own."""
    papers = [own_paper(chance, "CN")]
    if chance.random() < 0.5:
        papers.append(own_paper(chance, "TC", like=papers[0]))
    return papers


def own_period(station: Station, papers: Sequence[OwnPaper], units: tuple[UnitKey, ...] = ()) -> Period:
    """A period in which these are asked."""
    ids = tuple(add_questionnaire(station, paper.sheets, act=act_of()).id for paper in papers)
    return period_of(station, questionnaires=ids, units=units)


def key_own(
    station: Station,
    period: Period,
    papers: Sequence[OwnPaper],
    chance: Random,
    *,
    count: int,
    unit: UnitKey = WARD,
    first: int = 1000,
) -> list[OwnForm]:
    """Issue and key so many forms of an office, as its own station would; those of questionnaires beyond the first are fewer."""
    blank = chance.choice((0.0, 0.01, 0.05, 0.15))
    sectors = chance.sample(SECTORS, chance.randint(1, 4)) + [""] * chance.randint(0, 1)
    weights = [chance.choice((1, 3, 10)) for _ in sectors]
    agencies = chance.choice((("",), ("",), ("", "00008"), ("", "00008", "00025")))
    procedures = chance.choice((("",), PROCEDURES, PROCEDURES[1:]))
    batches: dict[tuple[str, str, str, str], list[tuple[OwnForm, dict[str, str]]]] = {}
    for number in range(first, first + count):
        paper = papers[0] if len(papers) == 1 or chance.random() < 0.85 else papers[1]
        sector = chance.choices(sectors, weights)[0]
        procedure, agency = chance.choice(procedures), chance.choices(agencies, (9, 3, 1)[: len(agencies)])[0]
        said = _said(paper, chance, blank)
        text = f"Xin góp ý về việc {number}" if chance.random() < 0.2 else ""
        codes = said | {NUMBER: str(number), "gap": chance.choice("12"), "chung": chance.choice("12345"), WORDS: text}
        codes |= {"TC1": chance.choice("12345"), "TC2": chance.choice("12345")}
        if chance.random() < blank / 2:
            codes["chung"] = ""
        form = OwnForm(str(number), unit.code, paper.variant, sector, procedure, agency or unit.code, said, text)
        batches.setdefault((paper.variant, sector, procedure, agency), []).append((form, codes))
    there = station if unit == station.unit else speaking_for(station, unit, f"may-{unit.code}")
    act = act_of(Person(unit, "lan", "Nguyễn Thị Lan"))
    for (variant, sector, procedure, agency), of in batches.items():
        batch = issue_forms(
            there, period, variant=variant, count=len(of), sector=sector, procedure=procedure, agency=agency, act=act
        )
        key_all(there, period, zip(batch.serials, (codes for _, codes in of), strict=True))
    return [form for of in batches.values() for form, _ in of]


def _said(paper: OwnPaper, chance: Random, blank: float) -> dict[str, str]:
    """What somebody says of themselves; some of it is left out."""
    said: dict[str, str] = {}
    for each in paper.asked:
        if chance.random() < blank or (each.asked_if and said.get(each.asked_if[0]) != each.asked_if[1]):
            continue
        if each.kind == "several":
            ticked = [v for v, w in zip(each.values, each.weights, strict=True) if chance.random() * 40 < w]
            said |= {each.name: " ".join(ticked)} if ticked else {}
        else:
            said[each.name] = chance.choices(each.values, each.weights)[0]
    return said
