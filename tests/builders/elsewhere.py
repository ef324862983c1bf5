"""A survey of another country, as its office would hand it over: a pack, questionnaires, a method, a list; nothing of it is code."""

from __future__ import annotations

import json
from pathlib import Path

from openpyxl import Workbook

from tests.builders.files import csv_file

TABLES = {
    "levels": (
        "code,name,merges,answers,superior,symbol,place,signing,recipients,desk\n"
        "county,Counties,yes,no,,CC,{name},COUNTY CLERK,,Front desk of {agency}\n"
        "town,Towns,no,yes,{above},TC,{name},TOWN CLERK,{above},Front desk of {agency}\n"
    ),
    "units": (
        "code,valid_from,label,name,level,agency,parent,parent_valid_from\n"
        "C1,2020-01-01,County of,Northfield,county,Northfield County Council,,\n"
        "C10,2020-01-01,Town of,Ashby,town,Ashby Town Council,C1,2020-01-01\n"
        "C11,2020-01-01,Town of,Brook,town,Brook Town Council,C1,2020-01-01\n"
    ),
    "sectors": "code,name\nplanning,Planning\nlicences,Licences\n",
    "procedures": "code,name,aliases,sector,level\n1.000001,Trading licence,Licence to trade,licences,town\n",
    "place": "field,value\nzone,-05:00\n",
    "dossier_words": (
        "field,words\ndossier,Case\nsector,Field\nprocedure,Matter\napplicant,Name\nphone,Phone\nreturned,Fetched\n"
    ),
    "organisation_words": "where,words\nanywhere_without_tones,company\n",
}
KINDS = {
    "H": ("Householders", "For householders", "individual"),
    "T": ("Traders", "For traders", "organisation"),
    "N": ("Newcomers", "For newcomers", ""),
}
LEVELS = ("Very poor", "Poor", "Rather poor", "Neither", "Rather good", "Good", "Very good")
CRITERIA = ("W1", "W2", "S1", "S2")


def pack(folder: Path) -> Path:
    """The pack of the county, as a folder."""
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    resources = [{"name": name, "path": f"{name}.csv", "holds": name} for name in TABLES]
    told = {"name": "northfield", "title": "Northfield", "sophieu": {"kind": "catalogue"}, "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(told), encoding="utf-8")
    return folder


def questionnaire(folder: Path, kind: str) -> Path:
    """The XLSForm for a kind of respondents: two factors on a scale of seven levels."""
    name, paper, who = KINDS[kind]
    rows: list[list[str]] = [["type", "name", "label", "required", "score", "about", "paper_number"]]
    rows.append(["select_one age", "A1", "Your age", "", "", "respondent", "A1"])
    for factor, label in (("W", "Waiting"), ("S", "Staff")):
        rows.append(["begin_group", factor, label, "", "factor"])
        own = [each for each in CRITERIA if each.startswith(factor)]
        rows += [["select_one level", each, f"{label} {each[1]}", "yes", "criterion", "", each] for each in own]
        rows.append(["end_group"])
    rows.append(["select_one level", "D0", "All in all", "yes", "overall", "", "D0"])
    choices = [["list_name", "name", "label"]]
    choices += [["level", str(n), label] for n, label in enumerate(LEVELS, 1)]
    choices += [["age", "1", "under 40"], ["age", "2", "40 or more"]]
    settings = [
        ["form_title", "form_id", "version", "default_language", "variant", "respondents", "respondents_paper",
         "respondents_who", "introduction", "how_to_mark"],
        ["How was our service?", f"service_{kind.lower()}", "2026010101", "en", kind, name, paper, who,
         "We would like to hear how you were served. Taking part is voluntary.", "Put an X in one box."],
    ]  # fmt: skip
    book = Workbook()
    for title, table in (("survey", rows), ("choices", choices), ("settings", settings)):
        sheet = book.create_sheet(title)
        for row in table:
            sheet.append(row)
    del book["Sheet"]
    book.save(folder / f"form-{kind}.xlsx")
    return folder / f"form-{kind}.xlsx"


def method(folder: Path) -> Path:
    """How the county counts: the three upper levels of seven are satisfied."""
    values = {"name": "County method", "source": "Council order 7/2025", "reference": "no", "satisfied 7": "5 6 7",
              "grade": "Good: 0"}  # fmt: skip
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["field", "value"])
    for field, value in values.items():
        sheet.append([field, value])
    book.save(folder / "method.xlsx")
    return folder / "method.xlsx"


def cases(folder: Path, count: int) -> Path:
    """The list of what was finished in August 2026; every third applicant is a company."""
    rows = [
        (
            f"X{n:04}",
            "Planning" if n % 2 else "Licences",
            "Fence" if n % 2 else "Licence to trade",
            f"{'Company ' if n % 3 == 0 else ''}Name {n}",
            f"555{n:04}",
            f"2026-08-{1 + n % 28:02}",
        )
        for n in range(count)
    ]
    return csv_file(folder / "cases.csv", ("Case", "Field", "Matter", "Name", "Phone", "Fetched"), *rows)
