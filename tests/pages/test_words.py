"""Every word on screen has its entry, and every entry its place."""

import re
from pathlib import Path

from pages.shared.say import words

SOURCES = [p.read_text(encoding="utf-8") for p in (Path(__file__).parents[2] / "pages").rglob("*.py")]


def test_every_word_that_pages_say_is_in_the_list():
    said = {key for source in SOURCES for key in re.findall(r'\bsay\(\s*"([^"{}]+)"', source)}
    assert said - set(words()) == set()


def test_every_entry_is_said_somewhere():
    text = "\n".join(SOURCES)
    families = {key.split("{")[0] for key in re.findall(r'say\(\s*f"([^"]+)"', text)} | set(re.findall(r'say\((?:f)?"([a-z_]+\.)', text))
    unused = [key for key in words() if f'"{key}"' not in text and not any(key.startswith(start) for start in families)]
    assert unused == []


def test_both_languages_put_in_the_same_values():
    for key, text in words().items():
        assert set(re.findall(r"{(\w+)}", text.vi)) == set(re.findall(r"{(\w+)}", text.en)), key


def test_the_two_languages_differ():
    same = [key for key, text in words().items() if text.vi == text.en]
    assert same == []
