"""The site in a real browser: opened from its folder, searched, turned, copied, judged by axe."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.site.words import all_words
from tests.conftest import Prove

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
TOPIC = "topics/sqs-visibility.html"
SORTS = ["index.html", "exam.html", TOPIC, "rules/index.html", "rules/BS201.html"]
SORTS += ["scaffolds/index.html", "scaffolds/sns-sqs-lambda.html"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    """A page that keeps what the browser complains of: refused scripts and styles, errors."""
    with browser.new_context(viewport={"width": 1200, "height": 900}) as context:
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
    assert complaints == []


def test_search_from_a_folder(page: Page, site: Path) -> None:
    page.goto((site / "ko/index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("가시성제한시간")
    first = page.locator(".results a").first
    expect(first).to_have_attribute("href", "../ko/topics/sqs-visibility.html")
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title_of("sqs-visibility", "ko"))


def test_the_language_switch_keeps_page_and_section(page: Page, site: Path) -> None:
    page.goto((site / "en" / TOPIC).as_uri() + "#limits")
    page.locator("a.language").click()
    expect(page.locator("html")).to_have_attribute("lang", "ko")
    assert page.url == (site / "ko" / TOPIC).as_uri() + "#limits"


def test_a_button_copies_the_example(page: Page, site: Path) -> None:
    page.goto((site / "en" / TOPIC).as_uri())
    block = page.locator("div.code").first
    block.hover()
    block.locator("button").click()
    page.evaluate("document.body.append(document.createElement('textarea'))")
    page.locator("textarea").focus()
    page.keyboard.press("Control+V")
    assert page.locator("textarea").input_value() == block.locator("pre").text_content()


def test_the_theme_is_the_systems_until_it_is_turned(browser: Browser, site: Path) -> None:
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.goto((site / "en" / TOPIC).as_uri())
        dark = paper(page)
        page.locator("button.theme").click()
        light = paper(page)
        assert (sum(dark) < 150, sum(light) > 600) == (True, True)
        page.reload()
        assert paper(page) == light


@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_page_is_wider_than_a_small_phone(page: Page, site: Path, language: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    for path in [*SORTS, *(f"topics/{slug}.html" for slug in Library().slugs)]:
        page.goto((site / language / path).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_a_page_is_whole_without_javascript(browser: Browser, site: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((site / "en" / TOPIC).as_uri())
        expect(page.locator("main h1")).to_be_visible()
        expect(page.locator("a.language")).to_be_visible()
        assert not [each for each in page.locator("button, input").all() if each.is_visible()]


def test_nothing_moves_while_a_page_loads(page: Page, site: Path) -> None:
    page.goto((site / "en" / TOPIC).as_uri())
    page.wait_for_timeout(500)
    moved = page.evaluate(
        """() => new Promise((resolve) => new PerformanceObserver((list) => resolve(
            list.getEntries().reduce((sum, each) => sum + each.value, 0))).observe(
            {type: "layout-shift", buffered: true}) ?? setTimeout(() => resolve(0), 500))"""
    )
    assert moved < 0.01


def test_a_result_on_the_same_page_is_gone_to(page: Page, site: Path) -> None:
    page.goto((site / "en" / TOPIC).as_uri())
    page.keyboard.press("/")
    page.keyboard.type("visibility timeout limits")
    result = page.locator(".results a[href*='sqs-visibility.html#']").first
    result.click()
    expect(page.locator(".results")).to_be_hidden()
    assert "#" in page.url


def test_a_missing_index_is_told(page: Page, site: Path, tmp_path: Path, complaints) -> None:
    place = shutil.copytree(site, tmp_path / "site")
    (place / "search-index.js").unlink()
    page.goto((place / "en/index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("queue")
    expect(page.locator(".results .count")).to_have_text(all_words(Language.EN)["missing"])
    # The browser itself complains of what it could not load.
    complaints.clear()


@pytest.mark.gate
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: Browser, site: Path, scheme: str, prove: Prove) -> None:
    with browser.new_context(color_scheme=scheme, bypass_csp=True) as context:  # type: ignore[arg-type]
        page = context.new_page()
        for language in ("en", "ko"):
            for path in SORTS:
                page.goto((site / language / path).as_uri())
                assert barriers(page) == [], path
        prove("pages without a barrier", "axe-core in Chromium", 2 * len(SORTS))
        page.evaluate("document.querySelector('main').append(document.createElement('button'))")
        assert [name for name, _ in barriers(page)] == ["button-name"], "it finds what is there"


def barriers(page: Page) -> list[tuple[str, list[str]]]:
    """Return what axe calls serious or critical, and where it is."""
    return [
        (each["id"], [node["html"][:120] for node in each["nodes"][:2]])
        for each in Axe().run(page).response["violations"]
        if each["impact"] in ("serious", "critical")
    ]


def title_of(slug: str, language: str) -> str:
    titles = {str(each): title for each, title in Library().topic(slug).title.items()}
    return titles[language]


def paper(page: Page) -> list[int]:
    colours: list[int] = page.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)"
    )
    return colours
