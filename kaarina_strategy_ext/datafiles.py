"""Where the folders lie that the repository keeps beside the package and the wheel carries inside it."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def data_dir(name: str) -> Path:
    """The folder `translations` or `migrations`, in an installed wheel as well as in a checkout.

    Raises `FileNotFoundError`, which names both places, where neither of them holds the folder.
    """
    # Inside comes first: beside an installed package, a folder of the same name is somebody else's.
    places = (PACKAGE / name, PACKAGE.parent / name)
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"no folder {name!r}: looked for {places[0]} and {places[1]}")
