"""Take pictures of every state of the gallery: `python -m tests.screenshots`.

They go into `screenshots/`, which git ignores, with an `index.html` to look through. Each option may be given
several times and narrows what is taken; `--only` takes the beginnings of states' keys, such as `form`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from ..browser.conftest import launched
from ..gallery.showing import show
from ..gallery.site import Gallery, gallery
from ..gallery.state import State
from ..gallery.states import STATES
from .sheet import Shot, write_sheet

ROOT = Path(__file__).parents[2]
WIDTHS = (360, 1280)
HEIGHTS = {360: 740}
SCHEMES = ("light", "dark")
LANGUAGES = ("fi", "sv")


def main() -> None:
    """Take what is asked for; the exit status is 1 where a state did not answer as its table says."""
    asked = _arguments()
    states = [each for key, each in STATES.items() if key.startswith(tuple(asked.only or [""]))]
    asked.into.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="kaarina-gallery-") as folder,
        gallery(Path(folder)) as town,
        sync_playwright() as playwright,
    ):
        browser = launched(playwright)
        page = browser.new_page(locale="fi-FI", timezone_id="Europe/Helsinki", reduced_motion="reduce")
        shots = [shot for each in states for shot in _shots(page, town, each, asked)]
        browser.close()
    write_sheet(asked.into, shots)
    sys.stdout.write(f"{len(shots)} pictures: {asked.into / 'index.html'}\n")
    wrong = sorted({f"{shot.state}: {shot.wrong}" for shot in shots if shot.wrong})
    sys.exit("\n".join(wrong) if wrong else 0)


def _shots(page: Page, town: Gallery, state: State, asked: argparse.Namespace) -> list[Shot]:
    """The pictures of one state: it is opened once a language, and seen in every size and colour."""
    taken = []
    for language in asked.language or LANGUAGES:
        page.set_viewport_size({"width": 1280, "height": 800})
        status = show(page, town, state, language)
        wrong = "" if status == state.status else f"answers {status} instead of {state.status}"
        for width in asked.width or WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHTS.get(width, 800)})
            for scheme in asked.scheme or SCHEMES:
                page.emulate_media(color_scheme=scheme)
                shot = Shot(state.key, state.group, language, width, scheme, wrong)
                page.screenshot(path=asked.into / shot.file, full_page=True, type="jpeg", quality=70)
                taken.append(shot)
    return taken


def _arguments() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    arguments.add_argument("--only", action="append", metavar="KEY")
    arguments.add_argument("--language", choices=LANGUAGES, action="append")
    arguments.add_argument("--width", type=int, action="append", metavar="PIXELS")
    arguments.add_argument("--scheme", choices=SCHEMES, action="append")
    arguments.add_argument("--into", type=Path, default=ROOT / "screenshots", metavar="FOLDER")
    return arguments.parse_args()


if __name__ == "__main__":
    main()
