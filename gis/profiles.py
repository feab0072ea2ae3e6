"""Source columns and their values, as tables: what each publisher calls what we need.

The words on the right are codes of the closed lists that the engine knows; `gis`
keeps its own copies because it never imports the engine.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final


def plain(name: str) -> str:
    """Reduce a column name to lower-case letters and digits: ``End Use``, ``end_use`` -> ``enduse``."""
    return re.sub(r"[\W_]+", "", name.casefold())


def by_spelling(names: Iterable[object]) -> dict[str, str]:
    """Column names by their plain form, and by that without accents where no other has it; the first one wins."""
    columns = [str(name) for name in names]
    bare = {_without_accents(plain(name)): name for name in reversed(columns)}
    return bare | {plain(name): name for name in reversed(columns)}


def _without_accents(name: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each))


BUILDING_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    # canonical column: source columns in their plain form, best first
    "building_id": (
        "buildingid", "localid", "inspireid", "bldgid", "ehrkood", "idlokalid", "identificatiebagpnd", "gebaeudeid",
        "cleabs", "rnbid", "osmid", "uid", "etakid", "gmlid", "id", "name", "objectid", "fid",
    ),
    "year_of_construction": (
        "yearofconstruction", "dateofconstruction", "beginning", "yearbuilt", "constructionyear", "constructiondate",
        "builtyear", "buildyear", "yearbuild", "baujahr", "bouwjaar", "oorspronkelijkbouwjaar", "byg026opførelsesår",
        "opførelsesår", "opforelsesaar", "anoconstruccion", "añoconstruccion", "anyoconst", "annocostruzione",
        "annocostr", "ehitusaasta", "esmanekasutus", "rokvystavby", "startdate", "year", "envelope", "ageclass",
        "periodofconstruction", "constructionperiod", "end",
    ),
    "number_of_floors_above_ground": (
        "numberoffloorsaboveground", "storeysaboveground", "floorsag", "floorsaboveground", "buildinglevels", "levabove", "numberoffloors",
        "numfloors", "nfloors", "nofloors", "floors", "storeys", "stories", "levels", "etager", "antaletager",
        "byg054antaletager", "geschosse", "anzahlgeschosse", "plantas", "piani", "numeropiani", "korruselisus",
        "korrusteearv", "maxkorrustearv", "pocetpodlazi", "bouwlagen", "etazhi", "nombredetages",
    ),
    "height_above_ground_m": (
        "heightabovegroundm", "heightaboveground", "heightag", "measuredheight", "buildingheight", "bldgheight",
        "height", "heightm", "korgusm", "hoogte", "altezza", "altura", "hoehe", "höhe", "hojde", "højde", "vyska",
        "hauteur", "h",
    ),
    "number_of_dwellings": (
        "numberofdwellings", "dwellings", "numdwellings", "ndwellings", "numberofapartments", "apartments", "flats",
        "buildingflats", "wohnungen", "viviendas", "antalboliger", "korteritearv", "pocetbytu", "nombredelogements",
    ),
    "official_area_m2": ("officialaream2", "officialarea", "byg038samletbygningsareal", "value"),
    "floor_area_gross_m2": (
        "floorareagrossm2", "grossfloorarea", "floorareagross", "gfam2", "gfa", "byg038samletbygningsareal",
        "suletudbrutopind",
    ),
    "current_use": (
        "currentuse", "currentusehref", "byg021bygningensanvendelse", "bygningensanvendelse", "enduse", "use1st", "usetype1",
        "use", "usage", "usetype", "buildinguse", "gebaeudefunktion", "funktion", "function", "usos", "uso",
        "destinazioneduso", "purpose", "otstarve", "buildingtype", "building", "occupancy", "category",
    ),
    "condition_of_construction": ("conditionofconstruction", "conditionofconstructionhref", "condition", "buildingcondition"),
    "heating": (
        "heating", "heatingsystem", "heatingsource", "heattype", "heatgenerator", "generator", "heizung", "heizungsart",
        "energietraeger", "varmeinstallation", "byg056varmeinstallation", "kuttetuup", "soojusallikas", "riscaldamento",
        "calefaccion", "fuel", "heatingfuel", "otoplenie",
    ),
    "heritage": (
        "heritage", "heritageprotection", "protection", "protected", "listed", "monument", "denkmal", "denkmalschutz",
        "fredning", "muinsuskaitse", "vincolo", "proteccion",
    ),
    "nonresidential_share": (
        "nonresidentialshare", "shareofotheruses", "commercialshare", "gewerbeanteil", "erhvervsandel",
    ),
    "renewal_roof": ("renewalroof", "roofrenewal", "roofrenovated", "yearroof", "dachsanierung"),
    "renewal_wall": ("renewalwall", "wallrenewal", "facaderenovated", "wallrenovated", "yearwall", "fassadensanierung"),
    "renewal_floor": ("renewalfloor", "floorrenewal", "floorrenovated", "yearfloor"),
    "renewal_window": ("renewalwindow", "windowrenewal", "windowsrenovated", "yearwindow", "fenstertausch"),
    "renewal_door": ("renewaldoor", "doorrenewal", "yeardoor"),
    "size_class": ("sizeclass", "buildingsizeclass", "tabulaclass", "tabulatype"),
    "national_cadastral_reference": (
        "nationalcadastralreference", "nationalcadastralref", "cadastralreference", "refcat", "cadastralparcel", "parcelid",
        "katastritunnus", "jordstykke", "localid",
    ),
    "address": (
        "address", "fulladdress", "addressfull", "addrfull", "adresse", "adressebetegnelse", "aadress", "laadress",
        "taisaadress", "direccion", "indirizzo", "адрес", "anschrift", "adresa",
    ),
    "owner": (
        "association", "associationname", "housingassociation", "ownerscommunity", "korteriühistu", "ühistu",
        "andelsboligforening", "ejerforening", "comunidaddepropietarios", "condominio", "етажнасобственост", "owner",
        "ownername", "propietario", "titular", "proprietario", "omanik", "ejer", "ejernavn", "собственик",
    ),
    # never guessed: to unite buildings is the user's choice
    "building_group": ("buildinggroup",),
}  # fmt: skip

ADDRESS_PAIRS: Final = (
    # street and house number in two columns, in their plain form
    ("addrstreet", "addrhousenumber"), ("addressstreet", "addressnumber"), ("street", "housenumber"), ("street", "number"),
    ("strasse", "hausnummer"), ("vejnavn", "husnr"), ("vejnavn", "husnummer"), ("via", "civico"), ("calle", "numero"),
    ("nomvia", "numero"), ("tanav", "number"), ("tanav", "majanumber"), ("straat", "huisnummer"), ("ulitsa", "nomer"),
    ("улица", "номер"),
)  # fmt: skip

PARCEL_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "parcel_id": (
        "nationalcadastralreference", "nationalcadastralref", "parcelid", "localid", "refcat", "tunnus",
        "katastritunnus", "id2", "brojcestice", "idlokalid", "jordstykke", "gmlid", "id", "name", "objectid", "fid",
    ),
    "label": ("label", "numero", "brojcestice", "laadress", "address"),
    "owner": BUILDING_COLUMNS["owner"],
    "area_value_m2": ("areavaluem2", "areavalue", "pindala", "contenance", "povrsinaatributna", "registreretareal"),
}  # fmt: skip

PART_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "part_id": ("localid", "partid", "gmlid", "id"),
    "building_id": ("buildingid", "parentid", "ispartof", "bldgid", "gmlparentid"),
    "floors": BUILDING_COLUMNS["number_of_floors_above_ground"],
}

STREET_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "street_id": ("localid", "osmid", "gmlid", "uid", "id", "fid"),
}

BLOCK_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "block_id": (
        "blockid", "block", "blockno", "blocknumber", "blocknr", "manzana", "karree", "baublock", "kvartal", "kvarter",
        "isolato", "localid", "gmlid", "code", "kod", "id", "name", "objectid", "fid",
    ),
}  # fmt: skip

ID_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "buildings": BUILDING_COLUMNS["building_id"],
    "parts": PART_COLUMNS["part_id"],
    "parcels": PARCEL_COLUMNS["parcel_id"],
    "streets": STREET_COLUMNS["street_id"],
    "blocks": BLOCK_COLUMNS["block_id"],
}
"""Columns that may hold the id of a feature, by role."""

ONLY_WHEN_UNIQUE: Final = frozenset({"name", "id", "objectid", "fid", "uid", "brojcestice", "code", "kod"})
"""Columns that serve as an id only where no value occurs twice."""

LIFESPAN_COLUMNS: Final = ("beginlifespanversion", "endlifespanversion")
"""Dates of the register: no building in it is younger than the latest of them."""

PART_MARK: Final = r"_part"
"""What the Spanish Catastro puts between a building's id and the number of its part."""

PARCEL_SIGNS: Final = (frozenset({"areavalue"}), frozenset({"nationalcadastralreference", "label"}),
                       frozenset({"tunnus", "pindala"}), frozenset({"contenance"}))  # fmt: skip
PART_SIGNS: Final = (frozenset({"localid", "numberoffloorsbelowground", "heightbelowground"}),)
BUILDING_SIGNS: Final = (
    frozenset({"currentuse", "numberofdwellings"}), frozenset({"osmid", "building", "othertags"}), frozenset({"floorsag", "heightag"}), frozenset({"enduse", "envelope"}),
    frozenset({"enduse", "floors"}), frozenset({"ehrkood"}), frozenset({"conditionofconstruction", "currentuse"}),
)  # fmt: skip
"""Sets of fields of which one whole set reveals the role of a layer."""

CONDITIONS: Final[Mapping[str, str]] = {
    "functional": "functional", "infunction": "functional", "inuse": "functional", "existing": "functional",
    "declined": "declined", "decline": "declined", "deficient": "declined", "ruin": "ruin", "ruinous": "ruin",
    "underconstruction": "under_construction", "projected": "projected", "planned": "projected",
    "demolished": "demolished",
}  # fmt: skip
"""Conditions in their plain form -> INSPIRE ConditionOfConstructionValue."""

SIZE_CLASSES: Final[Mapping[str, str]] = {
    "sfh": "SFH", "singlefamilyhouse": "SFH", "th": "TH", "terracedhouse": "TH", "mfh": "MFH",
    "multifamilyhouse": "MFH", "ab": "AB", "apartmentblock": "AB", "nres": "NRES", "nonresidential": "NRES",
}  # fmt: skip

HEATING_WORDS: Final = (
    # a word anywhere in the value, first match wins
    ("district_heat", r"district|distant|fernw|fjernvarme|kaugküt|kaugkyt|teleriscald|red de calor|topla|топлофикац|^1$"),
    ("heat_pump_ground", r"(heat.?pump.*(ground|brine|geo|soil))|((ground|geo|brine).*heat.?pump)|heat_pump_ground|erdw|jordvarme|maasoojus|geoterm"),
    ("heat_pump_air", r"heat.?pump|heat_pump|wärmepump|waermepump|varmepump|soojuspump|pompa di calore|bomba de calor|термопомп|^5$"),
    ("gas_condensing", r"condens|brennwert"),
    ("lpg_boiler", r"\blpg\b|lpg_|butan|propan|\bgpl\b|\bglp\b"),
    ("oil_boiler", r"\boil|oil\b|oil_boiler|heizöl|\böl\b|olie|gasóleo|gasoleo|gasolio|nafta|нафта|diisel"),
    ("gas_boiler", r"gas|gaas|metano|газ"),
    ("wood_boiler", r"wood|pellet|biomass|holz|\btræ|puit|puid|legna|leña|madera|дърв"),
    ("coal_boiler", r"coal|kohle|\bkul\b|süsi|carbone|carb[oó]n|въгл"),
    ("electric_direct", r"electric|elektri|strom|\bel\b|elvarme|eléctric|elettric|\bток\b|^7$"),
)  # fmt: skip
"""Words in a value (case-folded) -> heating system; 1, 5 and 7 are Danish BBR codes of
varmeinstallation."""

HERITAGE_WORDS: Final = (
    ("none", r"^(no|none|0|false|nein|nej|ei|keine?|ninguna?|не)$"),
    ("facade", r"facade|façade|fassade|facciata|fachada|front|ensemble|фасад"),
    ("whole", r"whole|full|yes|true|^1$|listed|monument|denkmal|protected|fredet|muinsus|integral|vincol|паметник|^ja$|^s[ií]$"),
)  # fmt: skip
"""Words in a value (case-folded) -> what is protected."""

USE_VALUES: Final[Mapping[str, str]] = {
    # whole values in their plain form
    "1residential": "residential", "2agriculture": "agriculture", "3industrial": "industrial", "41office": "office",
    "42retail": "trade", "43publicservices": "public_services", "res": "residential", "individualresidence": "residential_individual",
    "collectiveresidence": "residential_collective", "tworesidences": "residential_collective", "singleres": "residential_individual",
    "multires": "residential_collective", "house": "residential_individual", "detached": "residential_individual",
    "bungalow": "residential_individual", "villa": "residential_individual", "semidetachedhouse": "residential_individual",
    "terrace": "residential_individual", "apartments": "residential_collective", "flats": "residential_collective",
    "dormitory": "residential_collective", "coolroom": "industrial", "lab": "public_services", "servery": "trade",
    "gym": "public_services", "pool": "public_services", "hut": "ancillary", "roof": "ancillary", "food": "trade",
    "farm": "residential_individual", "cabin": "residential_individual", "allotmenthouse": "ancillary", "conservatory": "ancillary",
    "hangar": "industrial", "cafe": "trade", "services": "public_services", "service": "ancillary", "ancillary": "ancillary", "mixed": "mixed", "multi": "mixed",
}  # fmt: skip

USE_WORDS: Final = (
    # a word anywhere in the value, first match wins; ancillary before residential ("Elamu ... abihoone")
    ("ancillary", r"garage|garaaž|гараж|паркинг|навес|стопанска постройка|parking|carport|\bshed|udhus|\bsheds\b|kuur\b|abihoone|outbuilding|out_building|toolshed|greenhouse|storage.?tank|transformer|bike|ancillary"),
    ("agriculture", r"селскостоп|agric|barn\b|farm|stable|cowshed|sty\b|silo|laut\b|landbrug|stald|põllumajandus"),
    ("residential_individual", r"еднофамилна|къща|individual|single.?family|detached house|üksikelamu|parcelhus|enfamili|unifamil|einfamilien|rækkehus|ridaelamu"),
    ("residential_collective", r"многофамилна|жилищен блок|collective|multi.?family|apartment|korterelamu|etagebolig|plurifamil|mehrfamilien|condomin|bytový"),
    ("industrial", r"промишл|производств|склад|industr|tööstus|warehouse|factory|workshop|fabrik|werk|capannone|ladu\b|storage|tootmis|lager"),
    ("office", r"офис|административн|office|büroo|kontor\b|ufficio|oficina|administrativ|bank"),
    ("trade", r"търговск|магазин|хотел|ресторант|retail|shop|store\b|market|restaurant|hotel|commerc|trade|kaubandus|butik|negozio|comercio|foodstore|kiosk|\bmall\b|hospitality"),
    ("public_services", r"обществ|училищ|детска градина|болниц|църк|public|school|kool\b|universit|hospital|medical|clinic|church|chapel|worship|cathedral|civic|government|library|museum|kindergarten|lasteaed|skole|scuola|sport|theat|cultur|fire.?station|train|education|swimming|ühiskondlik|religi"),
    ("residential", r"жилищ|вилна|residen|dwelling|bolig|wohn|vivienda|elamu|elamis|abitazion|housing|house\b"),
)  # fmt: skip
"""Words in a value (case-folded) -> canonical use."""

BBR_USES: Final = (
    # Danish building register, BygAnvendelse: first code, last code, use
    (110, 119, "residential_individual"), (120, 122, "residential_individual"), (130, 139, "residential_individual"),
    (140, 149, "residential_collective"), (150, 169, "residential_collective"), (185, 185, "ancillary"),
    (190, 199, "residential"), (210, 219, "agriculture"), (220, 229, "industrial"), (230, 239, "industrial"),
    (290, 299, "industrial"), (310, 319, "public_services"), (320, 321, "office"), (322, 322, "trade"), (323, 323, "industrial"), (324, 329, "trade"),
    (330, 339, "trade"), (390, 399, "trade"), (410, 449, "public_services"), (490, 499, "public_services"),
    (510, 519, "residential_individual"), (520, 529, "public_services"), (530, 539, "public_services"),
    (540, 549, "ancillary"), (585, 585, "ancillary"), (590, 599, "ancillary"), (910, 999, "ancillary"),
)  # fmt: skip
"""Source: BBR code list BygAnvendelse (bbr.dk, kodelister); 910 garage, 920 carport, 930 shed."""

ALKIS_USES: Final = (
    # German cadastre, AX_Gebaeudefunktion: first code, last code, use; the first that fits
    (1313, 1313, "ancillary"), (1000, 1299, "residential"), (1300, 1399, "ancillary"), (2070, 2099, "trade"),
    (2020, 2029, "office"), (2010, 2069, "trade"), (2720, 2799, "agriculture"), (2460, 2469, "ancillary"),
    (2500, 2699, "industrial"), (2000, 2999, "industrial"), (3000, 3999, "public_services"),
)  # fmt: skip
"""Source: GeoInfoDok 6.0, catalogue of objects of ALKIS (AdV), AX_Gebaeudefunktion; city models write
``31001_1010``. 2463 is a garage, 9998 says nothing."""

CC_USES: Final = (
    # Eurostat, Classification of types of constructions: first code, last code, use
    (1110, 1110, "residential_individual"), (1121, 1122, "residential_collective"), (1130, 1130, "residential"),
    (1211, 1212, "trade"), (1220, 1220, "office"), (1230, 1230, "trade"), (1241, 1241, "public_services"),
    (1242, 1242, "ancillary"), (1251, 1252, "industrial"), (1261, 1265, "public_services"), (1271, 1271, "agriculture"),
    (1272, 1273, "public_services"), (1274, 1274, "ancillary"),
)  # fmt: skip
"""Source: Eurostat, Classification of Types of Constructions (CC), 1997; registers of several countries use it."""

EHR_USES: Final = (
    # Estonian register of construction works: first code, last code, use; the first that fits
    (11100, 11199, "residential_individual"), (11200, 11299, "residential_collective"), (11300, 11399, "residential"),
    (12100, 12199, "trade"), (12200, 12299, "office"), (12300, 12399, "trade"), (12420, 12429, "ancillary"),
    (12400, 12499, "public_services"), (12500, 12599, "industrial"), (12600, 12699, "public_services"),
    (12710, 12719, "agriculture"), (12720, 12739, "public_services"), (12740, 12799, "ancillary"),
)  # fmt: skip
"""Source: Ehitise kasutamise otstarvete loetelu (RTL 2002, 133, 1950; minister's regulation 51 of 2015);
its first four digits are those of Eurostat's classification of types of constructions."""

USES_WITHOUT_MEANING: Final = frozenset(
    {"", "yes", "unknown", "other", "none", "nan", "no", "null", "true", "false", "övrigt"}
)
"""Values that say nothing about the use."""

NOT_A_BUILDING: Final = r"_PI\.\d+$"
"""Ids of the Spanish Catastro's other constructions (open-air pools) among the buildings."""
