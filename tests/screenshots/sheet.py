"""The page on which all pictures are looked through."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

STYLE = (
    "body{font:14px/1.4 sans-serif;margin:1rem;background:#ddd}nav a{margin-right:1em}"
    "figure{display:inline-block;vertical-align:top;margin:0 .5rem .5rem 0}"
    "img{display:block;max-height:32rem;object-fit:cover;object-position:top;border:1px solid #888}"
    ".w360 img{width:180px}.w1280 img{width:400px}figcaption{color:#333}.wrong{color:#b00}"
)


@dataclass(frozen=True)
class Shot:
    """One picture; `wrong` says how the page did not answer as it should, and is empty where it did."""

    state: str
    group: str
    language: str
    width: int
    scheme: str
    wrong: str

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.state.replace(',', '')}.{self.language}.{self.width}.{self.scheme}.jpg"


def write_sheet(folder: Path, shots: list[Shot]) -> None:
    """Write `index.html` beside the pictures, with a row for each state and a link to each group."""
    groups = dict.fromkeys(shot.group for shot in shots)
    links = "".join(f'<a href="#{group}">{group}</a>' for group in groups)
    rows = "".join(_row(state, list(of)) for state, of in groupby(shots, key=lambda shot: shot.state))
    document = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>All states</title>'
        f"<style>{STYLE}</style>"
        f"<h1>All states</h1><nav>{links}</nav>{rows}"
    )
    (folder / "index.html").write_text(document, encoding="utf-8")


def _row(state: str, shots: list[Shot]) -> str:
    wrong = "".join(
        f'<p class="wrong">{escape(why)}</p>' for why in sorted({shot.wrong for shot in shots} - {""})
    )
    pictures = "".join(
        f'<figure class="w{shot.width}"><a href="{shot.file}">'
        f'<img src="{shot.file}" loading="lazy" alt=""></a>'
        f"<figcaption>{shot.language} {shot.width} {shot.scheme}</figcaption></figure>"
        for shot in shots
    )
    return f'<section id="{shots[0].group}"><h2>{escape(state)}</h2>{wrong}{pictures}</section>'
