import pytest

from gis.owner_kinds import KINDS, kind_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("KÜ Ülikooli 12", "housing_association"),
        ("Tartu linn, Kalda tee 4 korteriühistu", "housing_association"),
        ("Andelsboligforeningen Søndergård", "housing_association"),
        ("A/B Nørrebro", "housing_association"),
        ("Ejerforeningen Vestergade 3", "owners_community"),
        ("E/F Vestergade 3", "owners_community"),
        ("COMUNIDAD DE PROPIETARIOS CALLE MAYOR 5", "owners_community"),
        ("Cdad. Prop. Mayor 5", "owners_community"),
        ("CP Mayor 5", "owners_community"),
        ("Condominio Via Roma 3", "owners_community"),
        ("Етажна собственост бл. 12", "owners_community"),
        ("Сдружение на собствениците „Зора“", "owners_community"),
        ("Sønderborg Kommune", "municipality"),
        ("Ayuntamiento de Vitoria-Gasteiz", "municipality"),
        ("Comune di Udine", "municipality"),
        ("Община Асеновград", "municipality"),
        ("Tartu linn", "municipality"),
        ("Wohnbau Musterstadt GmbH", "company"),
        ("Inmobiliaria Norte, S.L.", "company"),
        ("INMOBILIARIA NORTE SL", "company"),
        ("Immobiliare Rossi S.r.l.", "company"),
        ("Giga Kinnisvara OÜ", "company"),
        ("AS Giga", "company"),
        ("Ejendomme A/S", "company"),
        ("Строител ООД", "company"),
        ("Eraomand", "private"),
        ("частна собственост", "private"),
        ("Maria Garcia", ""),
        ("Casa de la Sal", ""),
        ("Basel", ""),
        ("", ""),
    ],
)
def test_names_tell_their_kind(name, kind):
    assert kind_of(name) == kind


def test_what_the_register_says_is_stronger():
    assert kind_of("Sønderborg Kommune", "company") == "company"
    assert kind_of("Maria Garcia", "Privat eje") == "private"
    assert kind_of("KÜ Ülikooli 12", "?") == "housing_association"
    assert len(KINDS) == 5
