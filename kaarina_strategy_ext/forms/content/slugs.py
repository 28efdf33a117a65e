"""A proposal for the part of an address that names something, made of its title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

LENGTH = 60
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "&": " "})


def proposed(title: str, taken: Collection[str] = ()) -> str:
    """`visio-tyopaja` for "Visio-työpaja": a-z, digits and hyphens, numbered where it is taken already.

    Letters lose their marks (ä→a, ö→o, å→a); empty where nothing is left.
    """
    plain = (
        unicodedata.normalize("NFKD", title.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    )
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:LENGTH].strip("-")
    if slug not in taken or not slug:
        return slug
    numbered = (f"{slug[: LENGTH - len(str(number)) - 1]}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in numbered if each not in taken)
