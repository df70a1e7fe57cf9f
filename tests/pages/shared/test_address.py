"""What is chosen stands in the address; who changes the address has chosen."""

import pytest

from tests.pages.visiting import everything_said, sound, visit


@pytest.fixture
def some(configured, few_wards):
    return configured(few_wards)


def quarter(at) -> str:
    assert at.query_params["quarter"] == at.selectbox(key="pick.quarter").value, "what is shown stands in the address"
    return at.selectbox(key="pick.quarter").value


def gone_to(at, **link: str):
    """The visitor went back or forward: the address is another one, nothing else is."""
    at.query_params.update(link)
    return sound(at.run())


def test_going_back_undoes_a_choice_and_forward_makes_it_again(some):
    at = visit("compare", quarter="2026-Q3", lang="vi")
    for chosen in ("2026-Q2", "2026-Q1"):
        at = sound(at.selectbox(key="pick.quarter").select(chosen).run())
    for then in ("2026-Q2", "2026-Q3", "2026-Q2", "2026-Q1"):
        assert quarter(gone_to(at, quarter=then)) == then
    assert quarter(sound(at.run())) == "2026-Q1", "and it stays"


def test_going_back_to_a_default_is_no_choice(some):
    at = visit("compare")
    opened = quarter(at)
    at = sound(at.selectbox(key="pick.quarter").select("2026-Q1").run())
    at = gone_to(at, quarter=opened)
    assert quarter(at) == opened and "chosen.quarter" not in at.session_state


def test_a_link_that_names_a_default_is_a_choice(some):
    opened = quarter(visit("compare"))
    at = visit("compare", quarter=opened)
    assert at.session_state["chosen.quarter"] == opened


def test_a_link_to_another_page_says_what_it_opens_with(some):
    """Also where it names what was shown here, and the other page has another default."""
    at = visit("home", quarter="2026-Q3")
    at.query_params.update(quarter="2026-Q3")
    at = sound(at.switch_page("returns.py").run())
    assert quarter(at) == "2026-Q3"


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("vi", "Ở đây không có: Tỉnh, thành phố “99”, Kỳ báo cáo “2031-Q9”, Chỉ số “x\\*\\*”, Cách xem “pie”, So trong nhóm “?”. "
               "Trang hiện lựa chọn khác thay vào."),
        ("en", "Not to be had here: Province “99”, Quarter “2031-Q9”, Indicator “x\\*\\*”, View “pie”, Among “?”. "
               "Another choice is shown instead."),
    ],
)  # fmt: skip
def test_what_is_not_to_be_had_is_said_in_one_line(some, lang, line):
    at = visit("compare", province="99", quarter="2031-Q9", indicator="x**", view="pie", peers="?", lang=lang)
    assert [caption.value for caption in at.caption if "“99”" in caption.value] == [line]
    assert at.query_params["quarter"] == "2026-Q4" and at.query_params["view"] == "ranked"


def test_it_is_said_no_more_once_the_address_is_right(some):
    at = sound(visit("compare", quarter="2031-Q9", view="pie").run())
    assert not [caption.value for caption in at.caption if "Ở đây không có" in caption.value]


def test_wrong_wards_and_languages_are_said(some):
    at = visit("compare", quarter="2026-Q3", view="over_time", wards="09265,1,2", lang="fr")
    assert at.multiselect(key="pick.wards").value == ["09265"] and at.query_params["wards"] == "09265"
    assert "Ở đây không có: Ngôn ngữ “fr”, Xã, phường, đặc khu “1,2”. Trang hiện lựa chọn khác thay vào." in everything_said(at)
    at = visit("returns", ward="00000")
    assert "Ở đây không có: Xã, phường, đặc khu “00000”. Trang hiện lựa chọn khác thay vào." in everything_said(at)
    assert "ward" not in at.query_params
