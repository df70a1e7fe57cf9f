"""Documents set by typst, which comes as one wheel and needs neither a browser nor an office suite (decision 35).

Only typst's own fonts are used (Libertinus Serif has every Vietnamese letter, DejaVu Sans Mono every mark): with those
of the machine the same document would differ from place to place.
"""

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst


def pdf(template: Path, *, made_at: datetime, **content: object) -> bytes:
    """The PDF that `template` makes; it reads `content` as `json(bytes(sys.inputs.name))`, never as markup.

    PDF/A and PDF/UA, for archives and screen readers, where every letter has a glyph, as in any Vietnamese text. A
    letter that no font has (an emoji in a note) is drawn as a box, and the file is an ordinary PDF. The same arguments
    give the same bytes; `made_at` is aware. typst.TypstError where the template is wrong.
    """
    inputs = {name: json.dumps(value) for name, value in content.items()}
    try:
        return _compiled(template, inputs, made_at, ["a-2a", "ua-1"])
    except typst.TypstError:
        return _compiled(template, inputs, made_at, [])


def _compiled(template: Path, inputs: dict[str, str], made_at: datetime, standards: list[Any]) -> bytes:
    return typst.compile(
        template,
        root=template.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=inputs,
        timestamp=int(made_at.timestamp()),
        pdf_standards=standards,
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)
