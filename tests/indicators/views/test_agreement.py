"""Filter, title, legend, median, ranks, table, picture and file name of a view are of one selection: read, not recomputed.

Every view, every group of wards, both languages; Ho Chi Minh City (168 wards, no targets), Bắc Ninh's third quarter (97 of
99 in) and its fourth (half full).
"""

from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from data import places
from indicators import ranking, wording
from indicators.catalogue import catalogue
from indicators.views import listing
from indicators.views.facts import Facts, peer_groups
from indicators.views.selection import ALL, Selection
from tests.indicators.views import reading, stored

QUARTERS = (("79", stored.Q3), ("24", stored.Q3), ("24", stored.Q4))
CASES = [
    pytest.param(province, quarter, peers, lang, id=f"{province}-{quarter}-{peers}-{lang}")
    for province, quarter in QUARTERS
    for peers in (ALL, "xa", "phuong", *(["dac-khu"] if province == "79" else []))
    for lang in ("vi", "en")
]
KEEPING_UP, LATE = ("met", "on_track"), ("behind", "reversed")
TRAINING, SERVICES = catalogue()["training_coverage"], catalogue()["services_fully_online"]
OF_ALL_WARDS = ("ranked", "map", "table")  # the views with one row for each ward


def selected(peers: str, lang: str, **more) -> Selection:
    return Selection(lang, TRAINING, peers, **({"across": SERVICES} | more))


def group(facts: Facts, peers: str) -> set[str]:
    everybody = {ward.code for ward in places.wards(facts.scope.province)}
    return everybody if peers == ALL else set(peer_groups(facts.scope)[peers])


@pytest.mark.parametrize(("province", "quarter", "peers", "lang"), CASES)
@pytest.mark.parametrize("name", listing.views())
def test_a_view_is_of_its_group_in_every_place(name, province, quarter, peers, lang):
    facts, module = stored.facts(province, quarter), listing.views()[name]
    view = listing.view(name, facts, selected(peers, lang))
    wards = group(facts, peers if "peers" in module.PICKS else ALL)
    shown = set(view.rows.ward.dropna())
    assert shown <= wards and (shown == wards or name not in OF_ALL_WARDS)
    assert ("peers" in module.PICKS and peers != ALL) == (f"_{peers}_" in view.name), "the file is called by its group"
    assert view.name.startswith(f"{province}_{name}") and view.name.endswith(str(quarter))
    reported = len(set(facts.returns.ward) & wards)
    together = wording.wards([places.full_name(code, quarter.last_day) for code in wards], lang)
    assert view.lines[0] == places.kind_and_name(province, quarter.last_day)[1], "the province is named"
    assert quarter.label(lang) in view.lines and wording.coverage(reported, len(wards), together, lang) in view.lines
    assert {len(column.written) for column in view.columns} == {len(view.rows)}, "the table has the rows of the drawing"
    assert view.finding and view.alt and "nan" not in f"{view.finding}{view.lines}{view.alt}".lower()
    assert view.chart()["description"] == view.alt


@pytest.mark.parametrize(("province", "quarter", "peers", "lang"), CASES)
@pytest.mark.parametrize("name", OF_ALL_WARDS)
def test_the_title_counts_the_wards_that_are_drawn(name, province, quarter, peers, lang):
    facts = stored.facts(province, quarter)
    view = listing.view(name, facts, selected(peers, lang))
    rows, wards = view.rows, group(facts, peers)
    if rows.target.notna().all():
        known, owed = reading.fraction(view.finding, lang)
        on_track = int(rows.status.isin(KEEPING_UP).sum())
        most_are_in = rows.value.notna().sum() >= 0.9 * len(wards)
        late, slightly = int(rows.status.isin(LATE).sum()), int(rows.status.eq("slightly_behind").sum())
        leading = late or slightly or on_track
        assert owed == len(wards) and known == (leading if most_are_in else rows.value.notna().sum()), "the worst leads"
        assert str(leading) in view.finding and str(on_track) in view.finding
    else:  # the ends that it names are those of these wards
        ends = rows[rows.value.notna() & ~rows.small].sort_values("value")
        assert wording.shown(ends.iloc[-1], TRAINING, lang) in view.finding
        assert wording.shown(ends.iloc[0], TRAINING, lang) in view.finding


@pytest.mark.parametrize(("province", "quarter", "peers", "lang"), CASES)
@pytest.mark.parametrize("name", ["ranked", "map", "sheet", "two"])
def test_the_legend_counts_what_is_drawn(name, province, quarter, peers, lang):
    view = listing.view(name, stored.facts(province, quarter), selected(peers, lang))
    rows = view.rows
    if name == "two":  # a point needs both figures, and looks by its status on the upright axis
        expected = Counter(rows.status)
    else:
        expected = Counter(wording.shown_statuses(rows))
    found = reading.counts_by_status(view.chart(), lang)
    if name == "map" and not rows.target.notna().any() and rows.quintile.notna().any():  # fifths stand in the place of what nobody judges
        expected = Counter({code: count for code, count in expected.items() if code not in ("no_target", "no_path")})
    assert found == dict(expected)


@pytest.mark.parametrize(("province", "quarter", "peers", "lang"), CASES)
def test_the_median_is_that_of_the_wards_that_are_drawn(province, quarter, peers, lang):
    view = listing.view("ranked", stored.facts(province, quarter), selected(peers, lang))
    middle = wording.value(float(np.median(view.rows.value.dropna())), TRAINING, lang, aims=wording.aims_of(view.rows.iloc[0]))
    assert any(line.endswith(f" {middle}") or f" {middle} ·" in line for line in view.lines)
    word = {"vi": "Ở giữa", "en": "Median"}[lang]
    assert f"{word} {middle}" in reading.legend(view.chart())


@pytest.mark.parametrize(("province", "quarter", "peers", "lang"), CASES)
def test_ranks_are_among_the_wards_that_are_drawn_and_the_table_stands_in_their_order(province, quarter, peers, lang):
    facts = stored.facts(province, quarter)
    ranked, table = (listing.view(name, facts, selected(peers, lang)) for name in ("ranked", "table"))
    expected = ranking.competition(ranked.rows.value.to_numpy(), TRAINING.direction)
    assert [None if pd.isna(rank) else int(rank) for rank in ranked.rows["rank"]] == [
        None if np.isnan(rank) else int(rank) for rank in expected
    ]
    bars = [row for row in reading.data(ranked.chart()) if "ward" in row]
    assert [row["ward"] for row in bars] == list(ranked.rows.ward) == list(table.rows.ward)
    columns = {column.code: column.written for column in table.columns}
    assert columns["value"] == tuple(wording.shown(row, TRAINING, lang) for row in table.rows.to_dict("records"))
    known = [number for number, value in enumerate(table.rows.value) if value == value]
    assert all(bars[number]["figure"] == columns["value"][number] for number in known), "a figure reads the same everywhere"


@pytest.mark.parametrize(("province", "quarter"), QUARTERS)
@pytest.mark.parametrize("name", listing.views())
def test_a_picture_says_what_the_screen_says_and_what_it_leaves_out(name, province, quarter):
    facts, module = stored.facts(province, quarter), listing.views()[name]
    lang = ("vi", "en")[list(listing.views()).index(name) % 2]
    screen = listing.view(name, facts, selected("phuong", lang))
    slide = listing.view(name, facts, selected("phuong", lang, on_slide=True))
    assert (slide.finding, slide.name) == (screen.finding, screen.name)
    words, description = reading.picture(slide, lang)
    assert slide.finding in words and " · ".join(slide.lines) in words.replace("  ", " ")
    assert description == slide.alt
    assert set(screen.lines) <= set(slide.lines), "what is left out is said besides"
    if len(slide.rows) < len(screen.rows):
        assert len(slide.lines) > len(screen.lines)
    for text in reading.legend(slide.chart()):
        assert text in words
    if module.PICKS and name == "ranked":
        assert all(name in words for name in slide.rows.ward_name.str.replace(r"^(Phường|Xã|Đặc khu) ", "", regex=True))


@pytest.mark.parametrize("name", listing.views())
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_quarter_in_which_nobody_handed_in_has_its_words(name, lang):
    view = listing.view(name, stored.nobody("08", stored.Q3), selected(ALL, lang))
    assert view.finding and len(view.lines) >= 3 and "nan" not in view.alt.lower()


def test_a_group_that_the_province_has_not_is_no_group():
    with pytest.raises(KeyError):
        listing.view("ranked", stored.facts("24", stored.Q3), selected("dac-khu", "vi"))


def test_a_view_follows_from_its_selection_alone():
    facts, picked = stored.facts("24", stored.Q3), selected("xa", "vi")
    first, second = (listing.view("sheet", facts, replace(picked)) for _ in range(2))
    assert first.chart() == second.chart() and first.rows.equals(second.rows) and first.lines == second.lines
