"""Addresses in the spellings of five countries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.addresses import Address, parse, streets_alike

SAME = [
    ("ES", "C/ Mayor, 12 3º B", "Calle Mayor 12"),
    ("ES", "AVDA DE LA CONSTITUCIÓN 5", "Avenida Constitucion, 5"),
    ("ES", "Plaza de España, nº 3, 01001 Vitoria-Gasteiz", "Pza. España 3"),
    ("ES", "Sta. María 7 bajo", "Calle Santa María, 7"),
    ("IT", "Via Roma, 12/A", "V. Roma 12 A"),
    ("IT", "V.le della Libertà 3 int. 4", "Viale Libertà, 3"),
    ("IT", "Piazza Sant'Oronzo n. 1", "P.za Sant Oronzo 1"),
    ("DK", "Østergade 12A, 2. tv, 6400 Sønderborg", "Østergade 12 A"),
    ("DK", "Kirke Allé 4", "Kirke Alle 4"),
    ("EE", "Tähe tn 12-3", "Tähe 12"),
    ("EE", "Võru tänav 55", "Voru tn 55"),
    ("BG", "ул. Цар Симеон 5, вх. А, ет. 3", "ulitsa Tsar Simeon 5"),
    ("BG", "бул. „България“ 12", "bul. Balgariya 12"),
    ("FR", "12 rue Haute", "Rue Haute 12"),
]


@pytest.mark.parametrize(("country", "one", "two"), SAME)
def test_two_spellings_of_one_house(country, one, two):
    first, second = parse(one, country), parse(two, country)
    assert first is not None and second is not None
    words = [" ".join(sorted(each.street.split())) for each in (first, second)]
    assert streets_alike([words[0]], [words[1]], 88)[0][0] == 0
    assert (first.number, first.letter, first.numbers()) == (second.number, second.letter, second.numbers())


@pytest.mark.parametrize(
    ("country", "one", "two"),
    [
        ("ES", "Calle Mayor 12", "Calle Mayor 13"),
        ("DK", "Østergade 12A", "Østergade 12B"),
        ("IT", "Via Roma 1", "Via Roma 11"),
        ("EE", "Tähe 12", "Tähe 112"),
    ],
)
def test_two_houses_of_one_street(country, one, two):
    assert parse(one, country) != parse(two, country)


@pytest.mark.parametrize(
    ("one", "two"), [("Calle Mayor", "Calle Menor"), ("Vestergade", "Østergade"), ("Via Roma", "Via Como")]
)
def test_two_streets_that_look_alike_are_two(one, two):
    streets = [parse(f"{each} 1").street for each in (one, two)]
    assert streets_alike(streets[:1], streets[1:], 88)[0][0] == -1


def test_ranges_blocks_and_what_is_none():
    assert parse("Hauptstrasse 12-16").numbers() == (12, 14, 16)
    assert parse("Main 3-4").numbers() == (3, 4)
    assert parse("ж.к. Младост, бл. 305, вх. 2") == parse("zh.k. Mladost bl. 305")
    assert parse("Østergade") is None
    assert parse("12") is None
    assert parse("") is None
    assert parse("Østergade 12, 6400 Sønderborg").postcode == "6400"


def test_a_typing_error_in_a_long_name_is_forgiven():
    streets = [parse(f"{each} 1").street for each in ("Avenida Constitucion", "Calle San Prudencio")]
    best, score, _ = streets_alike([parse("Avda Constitucoin 1").street], streets, 88)
    assert best[0] == 0 and score[0] < 100


@given(st.text(max_size=40), st.sampled_from(["", "EE", "BG"]))
def test_whatever_is_written_is_read_or_not_and_never_fails(text, country):
    found = parse(text, country)
    assert found is None or (isinstance(found, Address) and found.street and found.number >= 0)
