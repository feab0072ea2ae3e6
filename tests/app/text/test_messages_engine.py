"""Every code of the engine has a sentence, and its details fill it."""

import ast
from pathlib import Path

import numpy as np
import pytest

from app.packs import load_pack
from app.text.messages import MESSAGES, sentence
from app.text.messages_engine import ENGINE_MESSAGES
from retrofit import pipeline
from retrofit.plan.scenario import Assumptions
from retrofit.stock.fields import PROVENANCE_OF
from retrofit.stock.stock import PartyWalls, Stock

ROOT = Path(__file__).resolve().parents[3]
RAISED = ("StockError", "PackError")


def raised_in(folder):
    """Code and names of the details of every error raised in the engine."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RAISED and node.args:
                yield node.args[0].value, {keyword.arg for keyword in node.keywords}


def street(n=300):
    draw = np.random.default_rng(1)
    nan = np.full(n, np.nan)
    return Stock(
        building_id=np.arange(n).astype(str),
        block_of=np.zeros(n, dtype=np.int32),
        parcel_of=np.zeros(n, dtype=np.int32),
        footprint_area_m2=np.full(n, 120.0),
        perimeter_m=np.full(n, 44.0),
        wall_length_m=np.tile([10.0, 12.0, 10.0, 12.0], (n, 1)),
        party=PartyWalls.none(),
        number_of_floors_above_ground=np.where(draw.random(n) < 0.2, np.nan, draw.integers(1, 9, n)),
        height_above_ground_m=nan.copy(),
        floor_area_gross_m2=nan.copy(),
        official_area_m2=nan.copy(),
        number_of_dwellings=draw.choice([1.0, 5.0, 30.0], n),
        year_of_construction=np.where(draw.random(n) < 0.1, np.nan, draw.integers(1800, 2024, n)),
        current_use=draw.choice([-1, 0, 3, 8], n).astype(np.int8),
        condition_of_construction=draw.choice([0, 0, 0, 1], n).astype(np.int8),
        size_class=np.full(n, -1, dtype=np.int8),
        provenance={name: np.zeros(n, dtype=np.int8) for name in PROVENANCE_OF},
    )


def test_every_error_has_a_sentence_and_the_details_it_needs():
    found = list(raised_in("retrofit"))
    assert found
    for code, details in found:
        shown = sentence(code, dict.fromkeys(details, "WORD"))
        assert code in MESSAGES
        assert "{" not in shown, code


@pytest.mark.parametrize("country", ["BG", "CZ", "DE", "DK", "EE", "ES", "IT"])
@pytest.mark.parametrize("place", [(42.85, -2.67), (70.0, 50.0)])
def test_every_finding_has_a_sentence_and_the_details_it_needs(country, place):
    solved = pipeline.baseline(street(), load_pack(country), Assumptions(), place)
    assert len(solved.findings) > 4
    for finding in solved.findings:
        shown = sentence(finding.code, finding.args)
        assert finding.code in ENGINE_MESSAGES
        assert "{" not in shown, finding
