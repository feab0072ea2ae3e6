"""Country packs: find, read and check them, and choose one by place."""

from app.packs.choice import PackChoice, country_name, pack_for
from app.packs.load import available, known_or_base, layers, load_pack, read_pack

__all__ = [
    "PackChoice",
    "available",
    "country_name",
    "known_or_base",
    "layers",
    "load_pack",
    "pack_for",
    "read_pack",
]
