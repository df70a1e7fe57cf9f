"""Makes data/reference/wards.csv and provinces.csv from the PyPI package vietnamadminunits 1.0.4 (MIT).

Run by hand, by a developer: `python -m data.gazetteer`. The package is not needed to run the dashboard. Only the last two
columns of wards.csv are ours: each ward's tile on the map of its province.
"""

import csv
import sqlite3
from contextlib import closing
from importlib.util import find_spec
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from data.tile_places import Centre, tile_places
from data.words import nfc

_REFERENCE = Path(__file__).parent / "reference"
_KINDS = ("Phường", "Xã", "Đặc khu", "Thành phố", "Tỉnh")


def _split(full_name: str) -> tuple[str, str]:
    """("Xã", "Yên Phong") from "Xã Yên Phong". The package's own column of kinds is wrong for four wards."""
    tidy = nfc(full_name).replace("–", "-").replace("’", "'")
    kind = next(kind for kind in _KINDS if tidy.casefold().startswith(f"{kind} ".casefold()))
    return kind, tidy[len(kind) + 1 :]


def _units() -> list[tuple]:
    """(province, code, ward, code, lat, lon, area) of every unit in the database of the package; area 0 is unknown."""
    package = find_spec("vietnamadminunits")
    if package is None or package.origin is None:
        raise SystemExit("pip install -r requirements-dev.txt first: vietnamadminunits is not there")
    database = Path(package.origin).parent / "data" / "dataset.db"
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute(
            "SELECT province, provinceCode, ward, wardCode, wardLat, wardLon, wardAreaKm2 FROM admin_units"
        ).fetchall()


def _with_tiles(wards: list[tuple]) -> list[tuple]:
    """The wards, in order of their provinces, each with the column and the row of its tile behind it."""
    found = []
    for _, group in groupby(wards, key=itemgetter(0)):
        here = list(group)
        tiles = tile_places([Centre(lat, lon, float(area) if area else None) for *_, lat, lon, area in here])
        found += [(*ward, *tile) for ward, tile in zip(here, tiles, strict=True)]
    return found


def _write(name: str, heading: tuple[str, ...], rows: list[tuple]) -> None:
    with (_REFERENCE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heading)
        writer.writerows(rows)


def main() -> None:
    """Writes both files, and says how many units are in them."""
    units = _units()
    provinces = sorted({(code, *_split(name)) for name, code, *_ in units})
    wards = sorted(
        (province, code, *_split(name), lat, lon, f"{area:.2f}" if area else "") for _, province, name, code, lat, lon, area in units
    )
    _write("provinces.csv", ("code", "kind", "name"), provinces)
    _write("wards.csv", ("province", "code", "kind", "name", "lat", "lon", "area_km2", "tile_column", "tile_row"), _with_tiles(wards))
    print(f"{len(provinces)} provinces, {len(wards)} wards")


if __name__ == "__main__":
    main()
