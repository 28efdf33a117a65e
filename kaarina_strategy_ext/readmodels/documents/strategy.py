"""The strategy as it was adopted."""

from __future__ import annotations

from ..results import StatementView
from .merging import InLanguages, Process
from .shapes import Shape, Texts


class Statement(Shape, frozen=True):
    """A value or a goal of a strategy; `text` says more of it, in Markdown."""

    title: Texts
    text: Texts | None


class Strategy(Shape, frozen=True):
    """The strategy as it was adopted; `document` is the address of the whole of it, or null."""

    vision: Texts
    values: list[Statement]
    goals: list[Statement]
    document: str | None


def strategy(process: Process) -> Strategy | None:
    """The adopted strategy; None until the decision has been made."""
    adopted = [(language, now.adopted) for language, now in process.now.each if now.adopted]
    if not adopted:
        return None
    same = InLanguages(tuple((language, each) for language, each in adopted))
    return Strategy(
        vision=same.texts(lambda each: each.vision),
        values=[_statement(each) for each in same.parts(lambda each: each.values)],
        goals=[_statement(each) for each in same.parts(lambda each: each.goals)],
        document=same.any.document_url,
    )


def _statement(same: InLanguages[StatementView]) -> Statement:
    return Statement(
        title=same.texts(lambda each: each.title), text=same.optional_texts(lambda each: each.text)
    )
