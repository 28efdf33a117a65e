"""What happened in the gallery's town until 5 April 2022 at noon, in the order in which it did."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Flask

from .people import LANGUAGES, LONG_NAMES, People, set_clock, verifying
from .processes import load_changes, load_others, load_with_people, write_to_participants

NOON = "2022-04-05T12:00"


def live_through(app: Flask) -> dict[str, People]:
    """Let everything happen; gives the people by language."""
    everybody = {language: People(app, language) for language in LANGUAGES}
    people = everybody.values()
    set_clock(app, "2022-03-02T09:00")
    load_with_people(app)
    _before(people)
    set_clock(app, "2022-03-28T09:00")
    _week_before(people)
    set_clock(app, "2022-04-04T08:00")
    _day_before(app, people)
    load_changes(app)
    set_clock(app, "2022-04-04T10:00")
    _last_morning(app, people)
    write_to_participants(app)
    set_clock(app, NOON)
    with verifying(app, "always"):
        for each in people:
            each.register("unconfirmed", sessions="auki")
    load_others(app)
    return everybody


def _before(people: Iterable[People]) -> None:
    """Those who were early: they hold the seats that others wait for."""
    finnish, swedish = people
    finnish.register("seated", sessions=["jonotus", "taynna", "viimeinen", "vahissa"])
    swedish.register("seated", sessions=["vahissa"])
    finnish.register("holding", sessions="tarjous")
    swedish.register("holding", sessions="tarjous")
    for each in people:
        each.register("held", sessions="pidetty")
        each.register("called-off", sessions=["peruttu", "auki"])
        each.register("moved", sessions="siirtynyt")
        each.register("soon", sessions="pian")


def _week_before(people: Iterable[People]) -> None:
    """Those to whom a place is offered first, who will not answer in time, and those who come after them."""
    for each in people:
        each.register("leaving", sessions="rauennut")
    for each in people:
        each.register("lapsed", waitlist="rauennut", sessions="auki")
    for each in people:
        each.register("declining", waitlist="rauennut", sessions="auki")
    for each in people:
        each.act("leaving", "cancel")


def _day_before(app: Flask, people: Iterable[People]) -> None:
    """Those who wait, ask, cancel and erase; and whoever does not confirm in time."""
    for each in people:
        each.act("declining", "offer", each.offer_of("declining"), answer="decline")
    with verifying(app, "always"):
        for each in people:
            each.register("late-to-confirm", sessions="auki")
    for each in people:
        each.register("waiting", waitlist="jonotus", sessions="auki")
        each.register("offered", waitlist="tarjous", sessions="auki")
        each.ask_to_be_told("asks")
        each.ask_to_be_told("hears")
        each.confirm_wish("hears")
    for each in people:
        each.act("holding", "cancel")


def _last_morning(app: Flask, people: Iterable[People]) -> None:
    """Everybody else, while the offers of the day before stand."""
    for each in people:
        each.register("confirmed", sessions=["auki", "etana"])
        each.register("twice", sessions="auki")
        each.register("twice", sessions="auki")
        each.register("long-name", names=LONG_NAMES[each.language], sessions=["auki", "molemmat"])
        each.register("added", sessions="auki")
        each.act("added", "sessions", sessions="molemmat")
        each.register("cancelled", sessions="auki")
        each.act("cancelled", "cancel")
        each.register("erased", sessions="auki")
        each.act("erased", "erase")
        each.register("lost", sessions="auki")
        each.lose_link("lost")
