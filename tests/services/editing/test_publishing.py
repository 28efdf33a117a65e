"""Publishing: all at once or not at all, now or at a time, and never over what others have made public."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, event

from kaarina_strategy_ext.models import MessageKind, PublicationState
from kaarina_strategy_ext.services.content.problems import ContentInvalid
from kaarina_strategy_ext.services.editing.parts import PartName
from kaarina_strategy_ext.services.editing.problems import (
    EditConflict,
    MissingText,
    PartsInvalid,
    PublicationNotWaiting,
    TranslationsMissing,
)
from kaarina_strategy_ext.services.editing.publishing import withdraw_publication
from kaarina_strategy_ext.services.editing.telling import told_problems
from kaarina_strategy_ext.services.unit_of_work import in_one_unit

from ...town import wish
from ..conftest import Residents
from ..content import towns
from ..content.files import TEXT
from .conftest import HOUR, NOW, Editor

PHASE, SESSION, NEWS = "phase:alku", "session:visio-1", "news:uutinen"
FINNISH = {"fi": "Uusi", "sv": "Text"}


def load(engine: Engine, **phase: object) -> None:
    """Load the file of the town with its phase changed."""
    turku = towns.turku()
    turku["phases"][0] |= phase
    towns.Editor(engine).load(turku)


def test_published_parts_are_public_and_their_drafts_done(anna: Editor) -> None:
    anna.change(PHASE, title=FINNISH)
    anna.change(SESSION, capacity=5)
    anna.change(NEWS, title=FINNISH)
    anna.publish(PHASE, SESSION)
    assert (anna.public(PHASE)["title"], anna.public(SESSION)["capacity"]) == (FINNISH, 5)
    assert list(anna.drafts()) == [NEWS]
    assert [step.action for step in anna.steps(PHASE)] == ["loaded", "saved", "published"]


def test_second_click_publishes_nothing(anna: Editor) -> None:
    anna.change(PHASE, title=FINNISH)
    anna.publish(PHASE)
    assert anna.publish(PHASE) is None


def test_moved_session_is_told_to_the_public_and_to_those_who_come(anna: Editor, engine: Engine) -> None:
    residents = Residents(engine)
    aino = residents.registered("Aino", wish("visio-1"))
    anna.change(SESSION, date="2022-04-19")
    anna.publish(SESSION)
    assert [kind for kind, _ in anna.told()] == ["time"]
    assert residents.mail(aino)[-1] is MessageKind.NOTICE


def test_note_is_told_as_it_was_written(anna: Editor) -> None:
    note = {"fi": "Korjattu.", "sv": "Rättat."}
    anna.change(PHASE, title=FINNISH)
    anna.publish(PHASE, note=note)
    assert anna.told() == [("note", {"text": note})]


def test_what_lacks_a_language_is_not_published_and_named(anna: Editor) -> None:
    anna.change(PHASE, title={"fi": "Uusi"}, summary={"sv": "Ny"})
    with pytest.raises(TranslationsMissing) as refusal:
        anna.publish(PHASE, is_bilingual=True)
    phase = PartName.parse(PHASE)
    assert set(refusal.value.missing) == {
        MissingText(phase, "title", "sv"),
        MissingText(phase, "summary", "fi"),
    }
    assert PHASE in anna.drafts()


def test_first_language_is_enough_where_the_site_says_so(anna: Editor) -> None:
    anna.change(PHASE, title={"fi": "Uusi"})
    anna.publish(PHASE, is_bilingual=False)
    assert anna.public(PHASE)["title"] == {"fi": "Uusi"}
    anna.change(PHASE, title={"sv": "Ny"})
    with pytest.raises(TranslationsMissing):
        anna.publish(PHASE, is_bilingual=False)


def test_note_needs_both_languages(anna: Editor) -> None:
    with pytest.raises(TranslationsMissing) as refusal:
        anna.publish(note={"fi": "Korjattu."}, is_bilingual=True)
    assert refusal.value.missing == (MissingText(None, "note", "sv"),)
    with pytest.raises(ContentInvalid, match=r"note\.fi: must not be empty"):
        anna.publish(note={"fi": " ", "sv": "Rättat."})


def test_same_field_changed_in_public_since_is_a_conflict(anna: Editor, engine: Engine) -> None:
    anna.change(PHASE, title=FINNISH)
    load(engine, title={"fi": "Muu", "sv": "Text"})
    with pytest.raises(EditConflict) as refusal:
        anna.publish(PHASE)
    conflict = refusal.value
    assert (conflict.fields, conflict.is_of_public, conflict.who) == (("title.fi",), True, "command line")
    saved = anna.save(PHASE, conflict.merged, seen=conflict.version, accepts_public=True)
    assert saved.is_draft
    anna.publish(PHASE)
    assert anna.public(PHASE)["title"] == FINNISH


def test_other_field_changed_in_public_since_stays(anna: Editor, engine: Engine) -> None:
    anna.change(PHASE, title=FINNISH)
    load(engine, summary=TEXT)
    anna.publish(PHASE)
    assert anna.public(PHASE) == {"key": "alku", "title": FINNISH, "summary": TEXT}


def test_one_part_that_breaks_a_rule_keeps_all_back(anna: Editor) -> None:
    anna.change(PHASE, title=FINNISH)
    anna.change("workshop:visio", kind="alternatives")
    with pytest.raises(PartsInvalid) as refusal:
        anna.publish(PHASE, "workshop:visio")
    assert [(str(each.part), each.path) for each in refusal.value.problems] == [
        ("workshop:visio", "sessions")
    ]
    assert anna.public(PHASE)["title"] == TEXT


def test_part_is_added_moved_and_removed(anna: Editor) -> None:
    anna.save("phase:loppu", {"title": TEXT})
    anna.save("order:phases", {"keys": ["loppu", "alku"]})
    anna.save("survey:kysely", None)
    anna.publish("phase:loppu", "order:phases", "survey:kysely")
    content = anna.content()
    assert ([each.key for each in content.phases], content.surveys) == (["loppu", "alku"], [])


def test_news_dated_ahead_is_told_on_its_day(anna: Editor) -> None:
    anna.save("news:ensi", {"title": TEXT, "body": TEXT, "published": "2022-04-20T09:00"})
    anna.publish("news:ensi")
    (change,) = [each for each in anna.changes() if each.kind == "news"]
    assert change.at > NOW + timedelta(days=13)


def test_scheduled_parts_wait_and_go_as_they_were(anna: Editor) -> None:
    anna.change(PHASE, title=FINNISH)
    publication = anna.publish(PHASE, at=NOW + 3 * HOUR)
    anna.later().change(PHASE, title={"fi": "Uudempi", "sv": "Text"})
    assert (publication.state, anna.later(2 * HOUR).due()) == (PublicationState.SCHEDULED, [])
    assert anna.later(3 * HOUR).due() == [True]
    assert anna.public(PHASE)["title"] == FINNISH
    assert anna.drafts()[PHASE]["title"]["fi"] == "Uudempi"
    assert anna.later(4 * HOUR).due() == []
    anna.publish(PHASE)
    assert anna.public(PHASE)["title"]["fi"] == "Uudempi"


def test_scheduled_publication_that_cannot_be_tells_why_and_loses_nothing(
    anna: Editor, engine: Engine
) -> None:
    anna.change(PHASE, title=FINNISH)
    anna.publish(PHASE, at=NOW + HOUR)
    load(engine, title={"fi": "Muu", "sv": "Text"})
    assert anna.later().due() == [False]
    (failed,) = anna.publications()
    assert failed.state is PublicationState.FAILED
    assert [(str(each.part), each.path) for each in told_problems(failed.problems)] == [(PHASE, "title.fi")]
    assert anna.drafts()[PHASE]["title"] == FINNISH


def test_withdrawn_publication_never_goes(anna: Editor, bertta: Editor) -> None:
    anna.change(PHASE, title=FINNISH)
    publication = anna.publish(PHASE, at=NOW + HOUR)
    bertta.act(withdraw_publication, publication.id)
    assert anna.later().due() == []
    assert PHASE in anna.drafts()
    with pytest.raises(PublicationNotWaiting):
        bertta.act(withdraw_publication, publication.id)


def test_publication_that_is_cut_off_leaves_everything_as_it_was(anna: Editor, engine: Engine) -> None:
    anna.change(PHASE, title=FINNISH)
    before = anna.content()

    def fail(*_: object) -> None:
        raise ConnectionError

    event.listen(engine, "commit", fail)
    with pytest.raises(ConnectionError):
        anna.publish(PHASE)
    event.remove(engine, "commit", fail)
    assert (anna.content(), list(anna.drafts()), anna.publications()) == (before, [PHASE], [])


def test_workers_publish_a_due_publication_once(anna: Editor, engine: Engine) -> None:
    anna.change(PHASE, title=FINNISH)
    publication = anna.publish(PHASE, at=NOW + HOUR)
    late = anna.later()
    assert late.due() == [True]
    assert in_one_unit(engine, late.try_due(publication.id)) is False
