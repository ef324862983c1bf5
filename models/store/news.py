"""What the other desks of a base changed: the tables they wrote, as topics of a screen."""

from __future__ import annotations

from collections.abc import Mapping

from models.acts import LINES_CAME, Topic
from models.store.base import EVERYTHING
from models.store.database import Station
from models.store.home_tables import BackupRow, BatchCountRow, PinRow, RecheckRow, RecoveryRow, VisitCountRow
from models.store.sql import name_of
from models.store.tables import (
    AcknowledgedRow,
    EndedRow,
    FrameEntryRow,
    JournalRow,
    KeyingRow,
    KnownKeyRow,
    MethodRow,
    PackageRow,
    PeriodRow,
    PersonRow,
    QuestionnaireRow,
    StandingRow,
    StationRow,
    TargetRow,
    TextRow,
)

_TOPICS_OF: Mapping[str, frozenset[Topic]] = {
    name_of(table): frozenset(topics)
    for table, topics in (
        (StationRow, {Topic.UNIT}),
        (PersonRow, {Topic.PERSON}),
        (PinRow, {Topic.PERSON}),
        (RecoveryRow, {Topic.PERSON}),
        (PeriodRow, {Topic.PERIOD}),
        (TargetRow, {Topic.PERIOD}),
        (QuestionnaireRow, {Topic.QUESTIONNAIRE}),
        (MethodRow, {Topic.QUESTIONNAIRE}),
        (FrameEntryRow, {Topic.FRAME}),
        (JournalRow, LINES_CAME),
        (KeyingRow, {Topic.KEYINGS, Topic.FORMS}),
        (TextRow, {Topic.KEYINGS}),
        (PackageRow, {Topic.PACKAGES}),
        (AcknowledgedRow, {Topic.PACKAGES}),
        (KnownKeyRow, {Topic.PACKAGES}),
        (StandingRow, LINES_CAME),
        (EndedRow, LINES_CAME),
        (RecheckRow, {Topic.RECHECK}),
        (BatchCountRow, {Topic.FORMS}),
        (VisitCountRow, {Topic.FRAME}),
        (BackupRow, {Topic.BACKUP}),
    )
}


def news_of(station: Station) -> frozenset[Topic]:
    """What others have changed since this was asked last, and never waits; where nobody knows, all that there is."""
    written = station.db.news()
    if EVERYTHING in written:
        return frozenset(Topic)
    return frozenset(topic for table in written for topic in _TOPICS_OF.get(table, ()))
