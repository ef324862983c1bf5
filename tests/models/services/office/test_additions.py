from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from models.services.office.additions import AdditionsRefused, add_to_catalogue
from models.store.database import Station

HEADER = "Mã đơn vị,Hiệu lực từ,Hiệu lực đến,Loại,Tên đơn vị,Cấp,Tên cơ quan,Mã cấp trên\n"
CENTRE = "N0177,01/07/2025,,Chi cục,Thú y thử,sở,,01\n"


def test_what_an_office_added_is_known_at_the_next_start(station: Station, tmp_path: Path) -> None:
    file = tmp_path / "don-vi.csv"
    file.write_text(HEADER + CENTRE, encoding="utf-8")
    program = (
        "import sys; from pathlib import Path; from datetime import date\n"
        "from models.catalogue import find_unit\n"
        "from models.services.office.additions import add_to_catalogue, use_additions\n"
        "from models.store.database import open_station\n"
        "folder, file = map(Path, sys.argv[1:])\n"
        "if file.name != 'no': add_to_catalogue(open_station(folder), file)\n"
        "else: use_additions(folder)\n"
        "print(find_unit('N0177', date(2026, 8, 1)).full_name)\n"
    )
    for given in (file, tmp_path / "no"):
        words = [sys.executable, "-X", "utf8", "-c", program, str(station.folder), str(given)]
        told = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False)
        assert told.stdout.strip() == "Chi cục Thú y thử", told.stderr


def test_a_file_with_a_wrong_cell_adds_nothing_and_names_it(station: Station, tmp_path: Path) -> None:
    file = tmp_path / "don-vi.csv"
    file.write_text(HEADER + CENTRE.replace("01/07/2025", "31/02/2025"), encoding="utf-8")
    with pytest.raises(AdditionsRefused) as refused:
        add_to_catalogue(station, file)
    assert refused.value.parts
    assert not (station.folder / "catalogue").exists()


def test_added_files_are_read_again_in_the_order_they_came(station: Station, tmp_path: Path) -> None:
    for number, code in enumerate(("N0178", "N0179", "N0180"), 1):
        file = tmp_path / f"{number}.csv"
        file.write_text(HEADER + CENTRE.replace("N0177", code), encoding="utf-8")
        add_to_catalogue(station, file)
        add_to_catalogue(station, file)
    kept = sorted((station.folder / "catalogue").iterdir())
    assert [path.name[:4] for path in kept] == ["0001", "0002", "0003"]
    codes = [path.read_text(encoding="utf-8").splitlines()[1][:5] for path in kept]
    assert codes == ["N0178", "N0179", "N0180"]
