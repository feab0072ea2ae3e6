"""Encodings are recognised by their letters."""

import pytest

from gis.encodings import CHOICES, UTF_8, guesses, named, preview

TEXTS = {
    "bg": "ул. Цар Симеон 12; Асеновград; жилищна сграда; бул. България; етажна собственост; Пловдивско шосе",
    "da": "Sønderborg; Ærøskøbing; Kirke Allé; række­hus; Østergade; fjernvarme på Grønnegade; Åboulevarden".replace("\xad", ""),
    "es": "Calle Núñez de Balboa; Vitoria; edificación; Plaza de España; año; Peñafiel; vivienda; jardín",
    "et": "Võru tänav; Tähe; Jõgeva; Põllu tn; Lõunakeskus; šveits; garaaž; Raatuse; üürimaja; käsitöö",
    "pl": "ulica Łąkowa; Gdańsk; Święty Marcin; źródło; Żółkiewskiego; Ćwiklińskiej; mieszkańców",
    "cs": "Dejvická; třída; Přístavní; náměstí Míru; Žižkov; Křížíkova; dům; škola; Újezd; těžká",
    "lt": "Žemaitės gatvė; Šiauliai; Ąžuolų; Vytauto Didžiojo; įmonė; ūkis; Čiurlionio; ėjimas",
    "it": "Via della Libertà; città; perché; Forlì; più; Viale Unità; Nardò; caffè",
    "de": "Hauptstraße; Gärtnerweg; Müllerstraße; Öffentliche Gebäude; Überlingen; Böblingen",
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("bg", "CP1251"), ("bg", "CP866"), ("da", "CP1252"), ("da", "CP850"), ("es", "CP1252"), ("es", "CP850"),
        ("et", "CP1257"), ("pl", "CP1250"), ("cs", "CP1250"), ("lt", "CP1257"), ("it", "CP1252"),
        ("de", "CP1252"), ("de", "CP850"), ("pl", "ISO-8859-2"),
    ],
)  # fmt: skip
def test_the_text_comes_out_right(language, encoding):
    text = TEXTS[language]
    found = guesses(text.encode(encoding))[0]
    assert text.encode(encoding).decode(found.encoding) == text
    assert found.score > 0.5


@pytest.mark.parametrize("language", TEXTS)
def test_utf8_is_never_taken_for_anything_else(language):
    raw = TEXTS[language].encode()
    assert guesses(raw)[0].encoding == UTF_8
    torn = raw + b" ".join(raw[:length] for length in range(20, len(raw), 7))  # as fields of a fixed width
    assert guesses(torn)[0].encoding == UTF_8


def test_few_letters_are_enough_for_the_usual_ones():
    assert guesses("Софийска".encode("cp1251"))[0].encoding == "CP1251"
    assert guesses("Muñoz".encode("cp1252"))[0].encoding == "CP1252"
    assert guesses("Sønderborg".encode("cp1252"))[0].encoding == "CP1252"


@pytest.mark.parametrize(
    ("page", "meant"),
    [("1251", "CP1251"), ("UTF-8", "UTF-8"), ("65001", "UTF-8"), ("ANSI 1257", "CP1257"), ("ISO-8859-1", "ISO-8859-1"),
     ("88591", "ISO-8859-1"), ("windows-1250", "CP1250"), ("8859-15", "ISO-8859-15"), ("nonsense", ""), ("", "")],
)  # fmt: skip
def test_what_a_code_page_file_means(page, meant):
    assert named(page) == meant


def test_a_preview_shows_the_same_texts_in_every_encoding():
    raw = [b"plain", "Ямбол".encode("cp1251")]
    shown = preview(raw, CHOICES)
    assert shown["CP1251"] == ("Ямбол",)
    assert set(shown) == set(CHOICES)
