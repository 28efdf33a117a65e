"""What makes a text plain: rules of style, and how long its sentences are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

# What stands in no text that people read, and why.
STYLE = {
    r'["“„]|(?<!\w)\'(?!self)': "quotation marks are ” at both ends",
    r"\d ?- ?\d|\w - \w": "a range has an en dash",
    r"\d{1,2}:\d\d\b": "a time has a dot",
    r"\d{4}-\d\d-\d\d": "a date is 12.4.2022",
    r"(?<!\.)\.\.(?!\.)|\.{3}": "an ellipsis is one character",
    r" [,.;:!?](?!\w)": "no space before a mark",
    r"\b(?!(?:HTML|JSON|PHP|CSV|EU|ETA|EES|IP|WCAG|KAARINA_\w+)\b)[A-ZÅÄÖ]{3,}\b": "capitals shout",
}
STYLE_IN = {
    "fi": {
        r"(?i:klik|napsaut)|tästä linkistä|lue lisää (tästä|täältä)": "a link says where it leads",
        r"\b(esim|mm|ym|jne|ao|em|ko|tms|ns)\.": "words are written out",
        r"toimesta|koskien|johtuen|mukaisesti|asianomai|suoritta(a|kaa|minen)|puitteissa": "officialese",
        r"!": "nobody is shouted at",
    },
    "sv": {
        r"(?i:klick)|via denna länk|läs mer här|tryck här": "a link says where it leads",
        r"\b(t\.ex|bl\.a|m\.m|o\.s\.v|d\.v\.s|s\.k)\.|\b(osv|resp|dvs)\b": "words are written out",
        r"\b(samt|härmed|dock|ej|beträffande|avseende|erhåll\w*|vederbör\w*)\b": "officialese",
        r"\bhen\b": "authorities in Finland write out whom they mean",
        r"\b(kl\.?|klockan) \d+:|\bfika\b|\bmejla?\b|\bkommunfullmäktige\b|\bförskola\b": "said so in Sweden",
        # A letter greets with an exclamation mark in Swedish.
        r"^(?!Hej\b[^!]*!$).*!": "nobody is shouted at",
    },
}
WORDS_AT_MOST = {"fi": 18, "sv": 24}
"""Of a sentence; Finnish says in one word what Swedish says in two."""
MEDIAN_AT_MOST = {"fi": 8, "sv": 10}
# A legal ground is cited as it stands in the law.
CITES_LAW = re.compile(r"artik(la|el)|\d+ §")
_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ%”])|\n\s*\n")


def flaws(text: str, language: str) -> list[str]:
    """The rules of style that a text in the language breaks, as patterns."""
    return [each for each in (*STYLE, *STYLE_IN[language]) if re.search(each, text, re.MULTILINE)]


def sentences(text: str) -> list[str]:
    """The sentences of a text, without those that cite a law."""
    return [each for each in _END.split(text) if each and not CITES_LAW.search(each)]


def length(sentence: str) -> int:
    """The words of a sentence."""
    return len(re.findall(r"[^\W\d_][\w%()–’.-]*", sentence))


def too_long(texts: Iterable[str], language: str) -> list[str]:
    """The sentences of the texts that nobody reads in one breath."""
    found = [each for text in texts for each in sentences(text)]
    return [each for each in found if length(each) > WORDS_AT_MOST[language]]


def texts_of(tree: Any, language: str) -> Iterator[str]:
    """All texts in the language that stand somewhere in a content file, save addresses."""
    if isinstance(tree, dict):
        if language in tree and isinstance(tree[language], str):
            yield tree[language]
            return
        for each in tree.values():
            yield from texts_of(each, language)
    elif isinstance(tree, list):
        for each in tree:
            yield from texts_of(each, language)


def strings_of(tree: Any) -> Iterator[str]:
    """All strings of nested texts."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for each in tree.values():
            yield from strings_of(each)
    elif isinstance(tree, list | tuple):
        for each in tree:
            yield from strings_of(each)
