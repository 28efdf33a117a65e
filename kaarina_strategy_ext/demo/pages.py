"""The town's public pages and its error pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from http import HTTPStatus

from flask import Blueprint, Flask, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from . import clock
from .languages import both, language_of_path, texts

# When it was published, its title, its address, and whose it is.
Headline = tuple[date, str, str, str]

ARTICLES: Mapping[str, tuple[str, str]] = {
    "services": ("/palvelut", "/sv/tjanster"),
    "contact": ("/yhteystiedot", "/sv/kontakt"),
    "privacy": ("/tietosuoja", "/sv/dataskydd"),
    "accessibility": ("/saavutettavuus", "/sv/tillganglighet"),
    "trails": ("/uutiset/rantareitit", "/sv/nyheter/strandlederna"),
    "library": ("/uutiset/retkeilyvalineet", "/sv/nyheter/utflyktsutrustning"),
}

STRATEGY_NEWS = "strategiatyo-eteni-tyopajavaiheeseen"
blueprint = Blueprint("pages", __name__)


@both(blueprint, "/", "/sv/")
def front(language: str) -> ResponseReturnValue:
    """The front page."""
    headlines = [each for each in all_headlines(language) if each[0] <= clock.now().date()]
    return render_template("town/front.html", language=language, headlines=headlines)


def all_headlines(language: str) -> list[Headline]:
    """The strategy's news and the town's own, newest first."""
    words = texts(language)["front"]
    address = url_for("kaarina_strategy.news_item", language=language, slug=STRATEGY_NEWS)
    headlines: list[Headline] = [(*words["strategy_news"], address, words["strategy_label"])]
    for key, each in texts(language)["articles"].items():
        if "published" in each:
            address = url_for("pages.article", language=language, key=key)
            headlines.append((each["published"], each["title"], address, words["town_label"]))
    return sorted(headlines, reverse=True)


def article(language: str, key: str) -> ResponseReturnValue:
    """One of the site's own texts."""
    return render_template("town/article.html", key=key, article=texts(language)["articles"][key])


for each, (finnish, swedish) in ARTICLES.items():
    both(blueprint, finnish, swedish, defaults={"key": each})(article)


def explain(error: HTTPException) -> ResponseReturnValue:
    """The error in the site's layout and in the language of the address."""
    code = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    template = "town/failure.html" if code == HTTPStatus.INTERNAL_SERVER_ERROR else "town/error.html"
    words = texts(language_of_path())["errors"][str(int(code))]
    return render_template(template, error=words, login=code == HTTPStatus.FORBIDDEN), code


def explain_errors(app: Flask) -> None:
    """Use our error pages wherever a blueprint has none of its own.

    One handler for each status, because a handler for all of them would take precedence over a blueprint's.
    """
    for code in (403, 404, 405, 500):
        app.register_error_handler(code, explain)
