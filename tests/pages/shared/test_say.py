"""What people typed stays text."""

import re

import pytest

from pages.shared.say import plain
from tests.pages.visiting import as_shown

MARKUP = (
    "**đậm** _nghiêng_ ~~bỏ~~ `mã`", "[nhãn](http://evil.example)", "![ảnh](x.png)", "# đầu đề", "$x^2$",
    ":smile: :red[đỏ] :material/home:",
    "<b>x</b> <script>", "a | b", "\\*", "&lt;b&gt;", "1 + 1 > 2",
)  # fmt: skip


@pytest.mark.parametrize("typed", MARKUP)
def test_markup_is_shown_as_it_was_typed(typed):
    assert as_shown(plain(typed)) == typed
    assert not re.search(r"(?<!\\)[*_`\[\]()#$:<>|&~!]", plain(typed).replace("\\\\", ""))


@pytest.mark.parametrize(
    "typed", ["http://evil.example", "HTTPS://evil.example/a", "www.evil.example", "WWW.evil.example", "a@evil.example"]
)
def test_an_address_is_no_link(typed):
    """Streamlit links what looks like one also where it is escaped."""
    assert as_shown(plain(typed)) == typed
    assert not re.search(r"://|www\.|\w@", plain(typed).replace("\\", ""), re.IGNORECASE)


@pytest.mark.parametrize("typed", ["a -> b", "a <- b", "a -- b", "a >= b", "a <= b", "a <-> b", "a ~= b"])
def test_an_arrow_is_no_symbol(typed):
    assert as_shown(plain(typed)) == typed
    assert not re.search("->|<-|--|>=|<=|~=", plain(typed).replace("\\", ""))


def test_it_is_one_line_and_turns_nothing_beside_it():
    assert plain("Nguyễn\n# Văn\tA") == "Nguyễn \\# Văn A"
    assert plain("Nguyễn \N{RIGHT-TO-LEFT OVERRIDE}A") == "Nguyễn A"
