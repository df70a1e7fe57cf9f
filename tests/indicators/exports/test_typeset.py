import io
from datetime import UTC, datetime

import pytest
import typst
from pypdf import PdfReader

from indicators.exports import typeset

MADE = datetime(2026, 12, 22, 8, 6, tzinfo=UTC)
HEAD = '#set document(title: "Thử")\n#set text(font: "Libertinus Serif", lang: "vi")\n'


def template(tmp_path, body):
    file = tmp_path / "template.typ"
    file.write_text(HEAD + body, encoding="utf-8")
    return file


def test_content_reaches_the_template_as_json(tmp_path):
    file = template(tmp_path, "#let ward = json(bytes(sys.inputs.ward))\n#ward.name: #ward.counts.sum()")
    made = typeset.pdf(file, made_at=MADE, ward={"name": "Phường #Phương *Liễu*", "counts": [1, 2, 39]})
    read = PdfReader(io.BytesIO(made))
    assert " ".join(read.pages[0].extract_text().split()) == "Phường #Phương *Liễu*: 42"
    assert read.metadata.title == "Thử"
    assert read.metadata.creation_date == MADE


def test_a_template_reads_nothing_outside_its_own_room(tmp_path):
    (tmp_path / "secret.txt").write_text("khóa", encoding="utf-8")
    room = tmp_path / "room"
    room.mkdir()
    with pytest.raises(typst.TypstError):
        typeset.pdf(template(room, '#read("../secret.txt")'), made_at=MADE)


def test_a_wrong_template_is_an_error(tmp_path):
    with pytest.raises(typst.TypstError, match="unknown variable"):
        typeset.pdf(template(tmp_path, "#nothing"), made_at=MADE)


def test_no_font_of_the_machine_is_used():
    families = set(typeset._fonts().families())
    assert families == {"Libertinus Serif", "New Computer Modern", "New Computer Modern Math", "DejaVu Sans Mono"}
