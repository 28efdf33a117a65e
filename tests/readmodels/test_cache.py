"""The views that are kept, while somebody changes what they show."""

from __future__ import annotations

from sqlalchemy import event, text
from sqlalchemy.orm import Session

from kaarina_strategy_ext.readmodels.cache import ProcessCache

from .. import town

SLUG = "kaarina-2022"
RAISE = text("UPDATE kaarina_strategy_process SET revision = revision + 1")


def test_languages_of_one_answer_are_of_one_revision_whenever_somebody_changes_it(new_database) -> None:
    engine = town.engine_of(new_database(town.prepare))
    cache = ProcessCache()
    with Session(engine) as session:
        cache.present(session, SLUG, "fi", town.NOW)

    def change_it(_: object, __: object, statement: str, *___: object) -> None:
        # The revision has been asked for, and what is not kept yet has not been read.
        if statement.startswith("SELECT"):
            with engine.begin() as other:
                other.execute(RAISE)

    event.listen(engine, "after_cursor_execute", change_it, once=True)
    with Session(engine) as session:
        shown = cache.in_languages(session, SLUG, ("fi", "sv"), town.NOW)
    engine.dispose()
    assert [(each.view.language, each.view.revision) for each in shown] == [("sv", 2)]


def test_languages_are_in_the_order_asked_for_and_none_where_there_is_no_process(new_sqlite) -> None:
    engine = town.engine_of(new_sqlite(town.prepare))
    with Session(engine) as session:
        cache = ProcessCache()
        shown = cache.in_languages(session, SLUG, ("sv", "fi"), town.NOW)
        assert [each.view.language for each in shown] == ["sv", "fi"]
        assert cache.in_languages(session, "ei-ole", ("sv", "fi"), town.NOW) == ()
    engine.dispose()
