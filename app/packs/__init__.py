"""Country packs: find, read and check them, and choose one by place."""

from app.packs.choice import PackChoice, country_name, pack_for
from app.packs.load import available, load_pack, read_pack

__all__ = ["PackChoice", "available", "country_name", "load_pack", "pack_for", "read_pack"]
