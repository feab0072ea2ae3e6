"""A file that cannot be read, or states nothing, is refused in plain words; it never passes."""

import pytest

from app.errors import UserError
from app.services.validation import validate
from app.text.messages import sentence


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("economics", "{}", "it states nothing that can be judged"),
        ("economics", "{nonsense", "line 1, column 2: that is no JSON"),
        ("economics", "[]", "it holds no JSON object"),
        ("steps", '{"inputs": 3}', "the field cases is missing"),
        ("steps", "nonsense", "that is no JSON"),
        ("steps", '{"cases": [{"expected": {}}]}', "the field inputs is missing"),
        ("geometry", "nonsense", "that is no JSON"),
        ("geometry", '[{"polygons": 3}]', "case 1"),
        ("geometry", "[]", "nothing"),
        ("weighting", "nonsense", "that is no JSON"),
    ],
)
def test_it_is_refused_in_plain_words(tmp_path, name, text, said):
    path = tmp_path / "given.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as fault:
        validate(name, (path,))
    told = sentence(fault.value.code, fault.value.details)
    assert said in told
    assert not [
        word
        for word in ("Error", "could not convert", "case  ", "''", "object")
        if word in told.replace("JSON object", "")
    ]


def test_a_word_in_a_column_of_numbers_is_named_with_its_line(tmp_path):
    inputs, expected = tmp_path / "inputs.csv", tmp_path / "expected.csv"
    inputs.write_text("row_id,calc_code\n1,x\n", encoding="utf-8")
    expected.write_text("row_id,q_h_nd\n1,1О5\n", encoding="utf-8")
    with pytest.raises(UserError) as fault:
        validate("tabula", (inputs, expected))
    assert "Error" not in sentence(fault.value.code, fault.value.details)
