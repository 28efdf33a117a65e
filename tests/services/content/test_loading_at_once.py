"""Loads take turns, with each other and with those who register."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event

from .towns import Editor, Fields


def test_first_statement_takes_the_lock_of_the_workshops(editor: Editor, turku: Fields) -> None:
    statements: list[str] = []
    event.listen(editor.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    editor.load(turku)
    first = next(each for each in statements if "set_config" not in each)
    assert "kaarina_strategy_workshop" in first
    assert first.startswith("UPDATE") or first.endswith("FOR NO KEY UPDATE")


def test_loads_at_once_create_one_process(nobody: Editor, turku: Fields) -> None:
    del turku["workshops"]
    with ThreadPoolExecutor(4) as editors:
        loads = list(editors.map(nobody.load, [turku] * 4))
    assert sorted(loaded.created for loaded in loads) == [False, False, False, True]
    assert nobody.revision == 1


@pytest.mark.parametrize("workshops", [0, 2])
def test_loads_at_once_take_turns(editor: Editor, turku: Fields, workshops: int) -> None:
    turku["workshops"] = turku["workshops"][:workshops]
    editor.load(turku)
    before = editor.revision
    with ThreadPoolExecutor(4) as editors:
        list(editors.map(editor.load, [turku | {"goal": {"fi": str(number)}} for number in range(4)]))
    assert editor.revision == before + 4
