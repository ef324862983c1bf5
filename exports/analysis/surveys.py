"""The surveys in a folder of exported answers: which periods of which provinces are there, and whether they are whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from exports.formats.parquet import digest_of
from exports.survey import SurveyRead, read_survey
from models.domain.basics.problems import N_, Problem
from models.files import read_bounded

_LARGEST = 20_000_000
NOT_READ = (ValueError, KeyError, TypeError, AttributeError)


@dataclass(eq=False)
class NoAnswersThere(Problem):
    """A folder has no exported answers."""

    folder: Path
    code = "no_answers_there"
    says = N_(
        "The folder {folder} has no answers to count. It is to be the folder that hubs wrote their answers to as Parquet."
    )


@dataclass(eq=False)
class SurveyNotThere(Problem):
    """Nothing of the period or province that was asked for is among the exported answers."""

    asked: str
    there: tuple[str, ...]
    code = "survey_not_there"
    says = N_("The folder has no answers of {asked}; it has: {there}.")


@dataclass(eq=False)
class AnswersDamaged(Problem):
    """The files of a survey are not those that were written."""

    period: str
    province: str
    code = "answers_damaged"
    says = N_(
        "The files of period {period}, province {province}, are not whole: some are missing, or were changed. Nothing was counted. Copy "
        "them again, or have the hub write them anew."
    )


@dataclass(eq=False)
class SurveysUnlike(Problem):
    """Provinces measured the same period by unlike rules, or evaluated other days: their figures are no figures of one survey."""

    period: str
    provinces: tuple[str, ...]
    code = "surveys_unlike"
    says = N_(
        "In period {period} these provinces have another method or other days than the first one: {provinces}. Their figures cannot be "
        "added up; look at each province by itself."
    )


@dataclass(frozen=True)
class Surveys:
    """The surveys of one folder by period and code of the province; `digests` are over the files of each."""

    folder: Path
    every: Mapping[tuple[str, str], SurveyRead]
    digests: Mapping[tuple[str, str], str]

    def periods(self) -> tuple[str, ...]:
        """The periods, in the order of time."""
        last = {code: survey.evaluated[::-1] for (code, _), survey in sorted(self.every.items())}
        return tuple(sorted(last, key=lambda code: (last[code], code)))

    def period(self, asked: str | None) -> str:
        """The period that was asked for, or the last one; refuses (`SurveyNotThere`) one that is not there."""
        every = self.periods()
        if asked is not None and asked not in every:
            raise SurveyNotThere(asked, self.periods())
        return asked or every[-1]

    def of(self, period: str) -> dict[str, SurveyRead]:
        """The surveys of a period by province; refuses (`SurveysUnlike`) those of unlike rules."""
        found = {province: survey for (code, province), survey in sorted(self.every.items()) if code == period}
        first = next(iter(found.values()))
        unlike = tuple(
            survey.province.full_name
            for survey in found.values()
            if (survey.method.fingerprint, survey.evaluated) != (first.method.fingerprint, first.evaluated)
        )
        if unlike:
            raise SurveysUnlike(period, unlike)
        return found

    def digest(self) -> str:
        """Hex SHA-256 over all that is there: the same for the same answers, wherever they were counted."""
        told = "".join(
            f"{period} {province} {self.digests[period, province]}\n" for period, province in sorted(self.every)
        )
        return hashlib.sha256(told.encode()).hexdigest()

    def only(self, province: str) -> Surveys:
        """Those of one province; refuses (`SurveyNotThere`) one that is not there."""
        every = {key: survey for key, survey in self.every.items() if key[1] == province}
        if not every:
            raise SurveyNotThere(province, tuple(sorted({code for _, code in self.every})))
        return Surveys(self.folder, every, self.digests)


def read_surveys(folder: Path, *, is_checked: bool = True) -> Surveys:
    """The surveys of a folder; refuses a folder without any, and files that are not those that were written (unless not `is_checked`)."""
    every: dict[tuple[str, str], SurveyRead] = {}
    digests = {}
    for file in sorted((folder / "surveys").glob("period=*/province=*/survey.json")):
        place = file.parent.relative_to(folder / "surveys").as_posix()
        period, province = (part.partition("=")[2] for part in place.split("/"))
        try:
            text = read_bounded(file, _LARGEST).decode()
            digest = str(json.loads(text)["digest"])
            survey = read_survey(text)
        except (*NOT_READ, Problem) as error:
            raise AnswersDamaged(period, province) from error
        if survey.code != period or survey.province.key.code != province:
            raise AnswersDamaged(period, province)
        if is_checked and digest_of(folder, place) != digest:
            raise AnswersDamaged(period, province)
        every[period, province], digests[period, province] = survey, digest
    if not every:
        raise NoAnswersThere(folder)
    return Surveys(folder, every, digests)


def require_rows(rows: Sequence[Sequence[object]]) -> None:
    """Refuse (`AnswersDamaged`) when an office has other rows than it should."""
    for period, province, *_ in rows:
        raise AnswersDamaged(str(period), str(province))
