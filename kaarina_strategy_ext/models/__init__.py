"""Plain SQLAlchemy models of everything that is stored, independent of the host's."""

from __future__ import annotations

from .audit import AuditEntry
from .base import TABLE_PREFIX, Base
from .change import Change, ChangeKind
from .findings import Finding, FindingKind, Survey, Theme
from .fuzzy_date import FuzzyDate, Precision, day
from .message import Message, MessageKind, MessageState
from .news import NewsItem
from .phase import Milestone, Phase, PhaseCourse, PhaseStatus, current_phase, phase_statuses
from .process import Process
from .registration import Booking, BookingStatus, Registration
from .terms import NO_SEATS_TAKEN, RegistrationMode, RegistrationState, Seats, SessionTerms, Window
from .types import Translated
from .workshop import SessionMode, Workshop, WorkshopKind, WorkshopSession

__all__ = [
    "NO_SEATS_TAKEN",
    "TABLE_PREFIX",
    "AuditEntry",
    "Base",
    "Booking",
    "BookingStatus",
    "Change",
    "ChangeKind",
    "Finding",
    "FindingKind",
    "FuzzyDate",
    "Message",
    "MessageKind",
    "MessageState",
    "Milestone",
    "NewsItem",
    "Phase",
    "PhaseCourse",
    "PhaseStatus",
    "Precision",
    "Process",
    "Registration",
    "RegistrationMode",
    "RegistrationState",
    "Seats",
    "SessionMode",
    "SessionTerms",
    "Survey",
    "Theme",
    "Translated",
    "Window",
    "Workshop",
    "WorkshopKind",
    "WorkshopSession",
    "current_phase",
    "day",
    "phase_statuses",
]
