"""What Hypothesis may draw: deeds as they come, crowded so that seats are short."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from kaarina_strategy_ext.services.choosing import Choice

from . import deeds

NAMES = ("aino", "eero", "iida", "kaj", "maj", "olli", "pia", "siv", "tor", "veli")
SEPARATE = ("visio-1", "visio-2")
ALTERNATIVES = ("kesa-1", "kesa-2", "kesa-3")
KEYS = SEPARATE + ALTERNATIVES

who = st.integers(0, 59)
which = st.integers(0, 5)
mostly = st.sampled_from([True, True, True, False])
rarely = st.sampled_from([False, False, False, True])

_named = st.builds(Choice, st.sampled_from(ALTERNATIVES), st.none(), mostly, st.booleans())
_any = st.builds(Choice, st.none(), st.just("kesa"), mostly)
_separate = [st.builds(Choice, st.just(key), st.none(), mostly) for key in SEPARATE]
_alternative = st.one_of(_named, _any)
wishes = st.one_of(
    _alternative.map(lambda each: (each,)),
    st.one_of(*_separate).map(lambda each: (each,)),
    st.tuples(_separate[0], _alternative),
    st.tuples(*_separate, _alternative),
)
companions = st.sampled_from([*[0] * 8, 1, 1, 1, 2, 3])

registrations = st.builds(
    deeds.Register,
    st.sampled_from(NAMES),
    wishes,
    companions,
    is_asked=rarely,
    by_office=rarely,
    form=st.integers(0, 1),
)
cancellations = st.one_of(st.builds(deeds.Cancel, who, which), st.builds(deeds.CancelAll, who))
swaps = st.builds(deeds.Add, who, wishes)
accepts = st.builds(deeds.Accept, who, which)
declines = st.builds(deeds.Decline, who, which)
answers = st.one_of(accepts, accepts, st.builds(deeds.Verify, who))
staff_acts = st.one_of(
    st.builds(deeds.Give, who, which, st.one_of(st.none(), st.sampled_from(KEYS))),
    st.builds(deeds.Erase, who),
)
resizings = st.builds(
    deeds.Resize,
    st.sampled_from(KEYS),
    st.sampled_from([None, 1, 1, 2, 3, 4]),
    st.sampled_from([0, 0, 1, 2]),
    st.sampled_from([None, 0, 1, 3]),
)
windows = st.builds(deeds.Window, st.sampled_from([None, None, 7, 9, 14]))
_field = st.one_of(
    st.tuples(st.just("cancelled"), st.booleans()),
    st.tuples(st.just("capacity"), st.sampled_from([2, 3, 4])),
    st.tuples(st.just("date"), st.integers(9, 24).map(lambda day: date(2022, 4, day))),
)
_change = st.tuples(st.sampled_from(KEYS), _field).map(lambda drawn: (drawn[0], *drawn[1]))
amendments = st.builds(
    deeds.Amend,
    st.lists(_change, min_size=1, max_size=3, unique_by=lambda each: each[:2]).map(tuple),
)
passing = st.sampled_from(
    [
        *[timedelta(minutes=10)] * 2,
        *[timedelta(minutes=61)] * 3,
        *[timedelta(hours=20)] * 2,
        timedelta(hours=49),
    ]
)
crowds = st.lists(registrations, min_size=5, max_size=9, unique_by=lambda each: each.name)
leavings = st.lists(st.builds(deeds.CancelAll, who), min_size=1, max_size=2)
own_deeds = st.one_of(registrations, swaps, cancellations, answers, declines)
of_staff = st.one_of(staff_acts, staff_acts, resizings, resizings, amendments, amendments, windows)
at_once = st.one_of(own_deeds, own_deeds, staff_acts, resizings, amendments)
