"""Anonymous answers as a Frictionless Data Package in one zip: descriptor, answers and code book; no free text."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import ClassVar

from exports.formats.codebook import HEADER, class_label, codebook
from exports.formats.csv import answers_csv, csv_text
from exports.tables import MISSING_CODES, AnswerColumn, AnswerTable, Sort
from models.domain.basics.problems import N_
from models.files import write_whole
from models.language import Language
from models.progress import NO_PROGRESS, Progress
from models.release import VERSION

_DAY = (1980, 1, 1, 0, 0, 0)


class DataPackage:
    """The same table gives the same bytes."""

    code: ClassVar[str] = "datapackage"
    suffix: ClassVar[str] = ".zip"
    says: ClassVar[str] = N_("anonymous data package (Frictionless)")
    is_folder: ClassVar[bool] = False

    def write(self, table: AnswerTable, *, language: Language, to: Path, progress: Progress = NO_PROGRESS) -> None:
        anonymous = table.without_texts()
        answers = answers_csv(anonymous, progress).encode()
        book = csv_text(HEADER, codebook(anonymous, language)).encode()
        descriptor = {
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": f"answers-{table.period.lower()}",
            "title": language.say(N_("Anonymous answers of period {period}"), period=table.period),
            "description": language.sentence(table.stands_on),
            "version": VERSION,
            "resources": [
                _resource(
                    "answers", "answers.csv", answers, [_schema_field(each, language) for each in anonymous.fields]
                ),
                _resource("codebook", "codebook.csv", book, [{"name": name, "type": "string"} for name in HEADER]),
            ],
        }
        text = json.dumps(descriptor, ensure_ascii=False, indent=1).encode()
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            for name, content in (("datapackage.json", text), ("answers.csv", answers), ("codebook.csv", book)):
                file.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)
        write_whole(to, out.getvalue())


def _resource(name: str, path: str, content: bytes, fields: list[dict[str, object]]) -> dict[str, object]:
    schema: dict[str, object] = {"fields": fields}
    if name == "answers":
        schema["missingValues"] = [code for code, _ in MISSING_CODES]
    return {
        "name": name,
        "type": "table",
        "path": path,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema,
    }


def _schema_field(field: AnswerColumn, language: Language) -> dict[str, object]:
    title = field.label if field.is_question else language.say(field.label)
    made: dict[str, object] = {"name": field.name, "title": title, "type": "string"}
    if field.sort is Sort.CODE:
        classes = tuple((code, class_label(label, language)) for code, label in field.classes)
        made["categories"] = [{"value": code, "label": label} for code, label in (*field.choices, *classes)]
        made["constraints"] = {"enum": [code for code, _ in (*field.choices, *classes)]}
    elif field.sort is Sort.NUMBER:
        made["type"] = "integer"
    elif field.sort is Sort.DECIMAL:
        made |= {"type": "number", "decimalChar": ","}
    return made
