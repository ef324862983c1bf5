"""What is sent can be taken, and what is kept stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from exports.packages.untrue_texts import TextNotSent
from models.services.exchange.packages import packages
from models.store.tables import PackageRow, TextRow
from tests.builders.acts import act_of
from tests.builders.forms import issued, key
from tests.builders.offices import Offices


def test_a_comment_that_was_changed_on_the_disk_is_not_sent(offices: Offices, tmp_path: Path) -> None:
    key(offices.first, issued(offices.first, 1)[0], F="Cần thêm ghế")
    TextRow.update(content="Rất tốt").execute(offices.first.db)
    with pytest.raises(TextNotSent):
        send_returns(offices.first, offices.period, out=tmp_path, act=act_of())
    assert not list(tmp_path.glob("*-returns-*"))
    assert packages(offices.first)[0].kind == "campaign"


def test_another_package_of_the_same_digits_takes_no_place(offices: Offices, tmp_path: Path) -> None:
    issued(offices.first, 1)
    sent = send_returns(offices.first, offices.period, out=tmp_path, act=act_of(), is_sealed=False)
    other = f"{sent.id[:8]}{'0' * (len(sent.id) - 8)}"
    name = sent.path.name
    merge_packages(offices.hub, [sent.path], act=act_of())
    (noted,) = (package for package in packages(offices.hub) if package.id == sent.id)
    assert noted.file == name
    with offices.hub.transaction():
        PackageRow.update(id=other).where(PackageRow.id == sent.id).execute(offices.hub.db)
    before = (offices.hub.packages / name).read_bytes()
    merge_packages(offices.hub, [sent.path], act=act_of())
    kept = {package.id: package.file for package in packages(offices.hub) if package.kind == "returns"}
    assert kept[other] == name
    assert kept[sent.id] == name.replace(sent.id[:8], sent.id)
    assert (offices.hub.packages / name).read_bytes() == before
    assert (offices.hub.packages / kept[sent.id]).is_file()
