"""The order of names in a list."""

from __future__ import annotations

import unicodedata

# After z come å, ä and ö, in this order (SFS-EN 13710); these three bytes come after that of z.
_AFTER_Z = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})


def sort_key(last_name: str | None, first_name: str | None) -> str | None:
    """What sorts by its bytes as people look a name up: the surname first; None where there is no name.

    Capitals and accents make no difference.
    """
    if last_name is None and first_name is None:
        return None
    whole = " ".join(f"{last_name or ''} {first_name or ''}".split())
    folded = unicodedata.normalize("NFC", whole).casefold().translate(_AFTER_Z)
    plain = (each for each in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(each))
    return "".join(plain)
