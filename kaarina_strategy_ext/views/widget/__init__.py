"""The process-status widget: in a host's template, in a frame, and as a custom element of any page."""

from __future__ import annotations

from .frame import widget
from .script import widget_script, widget_style
from .template_global import widget_global

__all__ = ["widget", "widget_global", "widget_script", "widget_style"]
