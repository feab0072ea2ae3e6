"""How well typed letters fit a name."""

from __future__ import annotations


def matched(typed: str, name: str) -> tuple[int, int] | None:
    """How well letters fit a name: less is better; None where they do not.

    Every word that was typed has to begin a word of the name, else stand in it, else have its letters
    there in that order. Case and accents of the name's first letters do not matter.
    """
    words, low = typed.casefold().split(), name.casefold()
    ranks = [_rank(word, low) for word in words]
    if any(rank is None for rank in ranks):
        return None
    return max((rank for rank in ranks if rank is not None), default=0), len(name) if words else 0


def _rank(word: str, name: str) -> int | None:
    if any(each.startswith(word) for each in name.split()):
        return 0
    if word in name:
        return 1
    rest = iter(name)
    return 2 if len(word) > 2 and all(letter in rest for letter in word) else None
