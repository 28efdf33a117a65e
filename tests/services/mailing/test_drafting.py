"""Drafts are kept once, and no word of anybody is written over unseen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kaarina_strategy_ext.errors import MailingChanged, MailingNotDraft, MailingUnknown
from kaarina_strategy_ext.services.mailing.drafting import text_of

from ...town import VISION, wish
from ..conftest import Residents
from .conftest import Desk, written


def test_draft_is_kept_as_it_was_written(desk: Desk) -> None:
    assert text_of(desk.found(desk.begin(written(VISION)))) == written(VISION)


def test_same_form_twice_is_one_draft(desk: Desk) -> None:
    assert desk.begin(written(VISION)).id == desk.begin(written(VISION)).id


def test_same_form_with_other_words_overwrites_nothing(desk: Desk) -> None:
    mailing = desk.begin(written(VISION))
    with pytest.raises(MailingChanged):
        desk.begin(written(VISION, body="Toinen"))
    assert text_of(desk.found(mailing)) == written(VISION)


def test_edit_of_what_has_changed_meanwhile_is_refused(desk: Desk) -> None:
    mailing = desk.begin(written(VISION))
    desk.edit(mailing.id, written(VISION, body="Reijan"), mailing.version)
    with pytest.raises(MailingChanged):
        replace(desk, actor="anders").edit(mailing.id, written(VISION, body="Andersin"), mailing.version)
    found = desk.found(mailing)
    assert (found.body["fi"], found.edited_by) == ("Reijan", "reija")


def test_same_words_saved_twice_are_one_change(desk: Desk) -> None:
    mailing = desk.begin(written(VISION))
    for _ in range(2):
        desk.edit(mailing.id, written(VISION, body="Toinen"), mailing.version)
    assert desk.found(mailing).version == mailing.version + 1


def test_language_keeps_its_moment_unless_its_words_change(desk: Desk) -> None:
    mailing = desk.begin(written(VISION))
    edited = desk.edit(mailing.id, written(VISION, body="Toinen"), mailing.version)
    assert edited.body.edited_at["sv"] == mailing.body.edited_at["sv"]


def test_language_that_was_emptied_is_gone(desk: Desk) -> None:
    mailing = desk.begin(written(VISION))
    without = replace(written(VISION), body={"fi": "Tervetuloa", "sv": ""})
    desk.edit(mailing.id, without, mailing.version)
    assert dict(desk.found(mailing).body) == {"fi": "Tervetuloa"}


def test_what_has_been_sent_is_not_edited(desk: Desk, residents: Residents) -> None:
    residents.registered("Aino", wish(VISION))
    sent = desk.send(desk.begin(written(VISION)))
    with pytest.raises(MailingNotDraft):
        desk.edit(sent.id, written(VISION, body="Toinen"), sent.version)


def test_mailing_that_is_not_there_is_unknown(desk: Desk) -> None:
    with pytest.raises(MailingUnknown):
        desk.edit(99, written(VISION), 1)
