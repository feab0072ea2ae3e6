"""Inputs by kind and number: the same number is the same input, on every run with the same seed."""

import pickle
from collections import defaultdict
from pathlib import Path
from random import Random
from typing import Final

from tests.fuzz.child import Cell, Outcome, watched
from tests.fuzz.doors import Doors
from tests.fuzz.mutate import damaged
from tests.fuzz.seeds import Seed, all_seeds, houses
from tests.fuzz.shapes import BATCH, ROLES, check_cleaning, strange_shapes

CLEANING: Final = "cleaning"
SEEDS: Final = "seeds.pickle"


def saved_seeds(base: Path) -> tuple[Seed, ...]:
    """Seeds, made once for all processes of a run."""
    path = base / SEEDS
    if not path.exists():
        path.write_bytes(pickle.dumps(all_seeds()))
    found: tuple[Seed, ...] = pickle.loads(path.read_bytes())
    return found


class Inputs:
    """Makes inputs in a cell of its own and brings them through their doors."""

    def __init__(self, base: Path, seed: str) -> None:
        self.seed = seed
        self.cell = Cell(base)
        self.by_kind: dict[str, list[Seed]] = defaultdict(list)
        for each in saved_seeds(base.parent):
            self.by_kind[each.kind].append(each)
        path = self.cell.temporary / "town.gpkg"
        houses().to_file(path)
        self.doors = Doors(path)
        path.unlink()

    def warm_up(self) -> None:
        """Load what loads late, so that the first input does not pay for it."""
        for seeds in self.by_kind.values():
            for seed in seeds if len(seeds) < 9 else ():
                self._bring_in(seed, seed.files, Random(1))
        self.cell.traces(self.cell.state())

    def files(self, kind: str, number: int) -> tuple[Seed, dict[str, bytes], Random]:
        """An input: its seed, the damaged files, and what decides how they are brought in."""
        rng = Random(f"{self.seed}:{kind}:{number}")
        seeds = self.by_kind[kind]
        seed = seeds[number % len(seeds)]
        return seed, damaged(seed, rng), rng

    def outcome(self, kind: str, number: int) -> Outcome:
        """Bring one input in; a batch of shapes for `CLEANING`."""
        if kind == CLEANING:
            return self._cleaned(number)
        seed, files, rng = self.files(kind, number)
        return self._bring_in(seed, files, rng)

    def _bring_in(self, seed: Seed, files: dict[str, bytes], rng: Random) -> Outcome:
        state = self.cell.put(files)
        path = self.cell.input / seed.main
        told = watched(self.cell, lambda: self.doors(seed.door, path, rng), state)
        return {**told, "accepted": int(not told["code"]), "refused": int(bool(told["code"]))}

    def _cleaned(self, number: int) -> Outcome:
        rng = Random(f"{self.seed}:{CLEANING}:{number}")
        role = rng.choice(ROLES)
        shapes = strange_shapes(BATCH, rng)
        counts = [0, 0]

        def run() -> str:
            counts[:] = check_cleaning(shapes, role)
            return ""

        told = watched(self.cell, run, self.cell.put({}))
        return {**told, "accepted": counts[0], "refused": counts[1]}
