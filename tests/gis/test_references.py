import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.read import read_layer
from gis.references import normalise, parcel_key, parcel_keys, spanish_control


@pytest.mark.parametrize(
    ("text", "country", "plain", "kind", "parcel"),
    [
        ("9872023VH5797S", "ES", "9872023VH5797S", "parcel", "9872023VH5797S"),
        ("9872023 VH5797S 0001 WX", "ES", "9872023VH5797S0001WX", "unit", "9872023VH5797S"),
        ("7837301-VG8173B-0001 TT", "ES", "7837301VG8173B0001TT", "unit", "7837301VG8173B"),
        ("40146A00105001", "ES", "40146A00105001", "parcel", "40146A00105001"),
        ("ES.SDGC.BU.000700100UL74F_part1", "ES", "000700100UL74F", "parcel", "000700100UL74F"),
        ("68134.905.123", "BG", "68134.905.123", "parcel", "68134.905.123"),
        ("68134.905.123.1", "BG", "68134.905.123.1", "building", "68134.905.123"),
        ("ПИ 68134.905.0123.1.2", "BG", "68134.905.123.1.2", "unit", "68134.905.123"),
        ("7079.602.15", "BG", "07079.602.15", "parcel", "07079.602.15"),
        ("79301:001:0314", "EE", "79301:001:0314", "parcel", "79301:001:0314"),
        ("793010010314", "EE", "79301:001:0314", "parcel", "79301:001:0314"),
        ("104029262", "EE", "104029262", "building", ""),
        ("Foglio 12 Particella 345 Sub 6", "IT", "12-345-6", "unit", "12-345"),
        ("F. 12 mapp. 345", "IT", "12-345", "parcel", "12-345"),
        ("fg.12 p.lla 345 sub. 6", "IT", "12-345-6", "unit", "12-345"),
        ("G224/12/345/6", "IT", "G224-12-345-6", "unit", "G224-12-345"),
        ("IT.AGE.PLA.G224_001200.345", "IT", "G224-12-345", "parcel", "G224-12-345"),
        ("G224A001200.345", "IT", "G224-A-12-345", "parcel", "G224-A-12-345"),
        ("1290351 12ab", "DK", "1290351-12ab", "parcel", "1290351-12ab"),
        ("1290351-0012AB", "DK", "1290351-12ab", "parcel", "1290351-12ab"),
        ("BFE-nr. 5316214", "DK", "5316214", "property", ""),
    ],
)
def test_usual_spellings_become_one(text, country, plain, kind, parcel):
    found = normalise(text, country)
    assert found is not None
    assert (found.text, found.kind, parcel_key(found)) == (plain, kind, parcel)
    assert found.valid
    again = normalise(found.text, country)
    assert again is not None
    assert again.text == plain


@pytest.mark.parametrize("text", ["", " ", "DISEMINADO", "-", "n/a", "0", "Calle Mayor 3", "12"])
@pytest.mark.parametrize("country", ["ES", "IT", "EE", "BG", "DK", "", "XX"])
def test_what_is_no_reference_is_none(text, country):
    assert normalise(text, country) is None


def test_wrong_control_letters_are_told():
    assert spanish_control("9872023VH5797S", "0001") == "WX"
    found = normalise("9872023VH5797S0001WW", "ES")
    assert found is not None
    assert not found.valid
    assert found.parcel == "9872023VH5797S"


@pytest.mark.parametrize(
    ("text", "system"),
    [("40146A00105001", "rural"), ("001300100UL74F", "dispersed"), ("6456701UL7465N", "urban")],
)
def test_spanish_references_say_how_they_are_built(text, system):
    found = normalise(text, "ES")
    assert found is not None
    assert found.system == system


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("9872023VH5797S0001WX", "ES"), ("68134.905.123.1", "BG"), ("79301:001:0314", "EE"),
        ("G224/12/345", "IT"), ("1290351 12ab", "DK"),
    ],
)  # fmt: skip
def test_without_a_country_the_form_tells_it(text, country):
    found = normalise(text)
    assert found is not None
    assert found.country == country


def test_bare_numbers_are_of_no_country_by_themselves():
    assert normalise("5316214") is None


@given(st.text(max_size=40), st.sampled_from(["", "ES", "IT", "EE", "BG", "DK"]))
def test_any_text_ends_in_a_reference_or_none(text, country):
    found = normalise(text, country)
    if found is not None:
        again = normalise(found.text, found.country)
        assert again is not None
        assert (again.text, again.parcel) == (found.text, found.parcel)


def test_keys_of_many_keep_their_order():
    assert parcel_keys(["", "68134.905.123.1", "x", "68134.905.123.2"], "BG") == [
        "", "68134.905.123", "", "68134.905.123",
    ]  # fmt: skip


def test_all_references_of_a_spanish_municipality_are_understood(shared):
    folder = shared / "geodata" / "es_catastro_melque"
    for name in ("BU.40146.building", "CP.40146.cadastralparcel"):
        frame = read_layer(folder / f"A.ES.SDGC.{name}.gml", "").frame
        column = frame["localId"].astype(str)
        assert all(column), name
        assert parcel_keys(column, "ES") == list(column)
