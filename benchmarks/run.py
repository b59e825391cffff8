"""awsdev's speed as ratios, each measured pairwise in one run.

python benchmarks/run.py [--runs N] [--only WORD] [--quality] [--growth] [--memory]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from corpus import write_templates
from growth import growth_lines, site_growth_lines
from pairs import Pair, compare
from peaks import memory_lines
from search_quality import quality_lines

from awsdev.lint.explain import explain_rule, list_rules
from awsdev.notes.language import Language
from awsdev.notes.library import Library
from awsdev.notes.links import for_markdown
from awsdev.notes.page import load_page
from awsdev.scaffolds.catalogue import awsdevs_catalogue
from awsdev.scaffolds.render import README, usual_draft

HERE = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent
AWSDEV, CFN_LINT = str(BIN / "awsdev"), str(BIN / "cfn-lint")
# What is measured is time, not the answer: findings must not look like a failure.
OURS = [AWSDEV, "lint", "--fail-on", "never"]
THEIRS = [CFN_LINT, "--non-zero-exit-code", "none"]
MANY = 150
TOPIC = "sqs-visibility"
TYPED = {
    "a section": f"show {TOPIC}#li",
    "a setting": "scaffold sam-api --set me",
    "a file": "lint te",
}
"""What shells complete, and what is typed where Tab is pressed."""


def main() -> None:
    """Measure every pair and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=11, help="runs of each command (default 11)")
    parser.add_argument("--only", default="", help="only pairs with this in their names")
    parser.add_argument("--growth", action="store_true", help="time many templates and topics")
    parser.add_argument("--quality", action="store_true", help="how well search answers")
    parser.add_argument("--memory", action="store_true", help="peaks of memory as well")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["AWSDEV_CACHE_DIR"] = str(folder / "cache")
        # What is installed has its bytecode; a checkout gets it with the first run.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        prepare(folder)
        print(f"{'what':44} {'awsdev':>9} {'other':>9} {'ratio':>7} (min-max)")
        for pair in pairs():
            if asked.only in pair.name:
                # A run over many templates takes as long as twenty over one.
                runs = max(1, asked.runs // 4) if "templates" in pair.name else asked.runs
                print(compare(pair, folder, runs), flush=True)
        if asked.quality:
            print(*quality_lines(), sep="\n")
        if asked.growth:
            print(*growth_lines(OURS, folder), sep="\n")
            print(*site_growth_lines(AWSDEV, folder), sep="\n")
        if asked.memory:
            print(*memory_lines(OURS, THEIRS, folder), sep="\n")


def prepare(folder: Path) -> None:
    """Write what the commands work on."""
    page = [AWSDEV, "show", longest_topic(), "--lang", "en", "--format", "markdown"]
    (folder / "page.md").write_bytes(subprocess.run(page, capture_output=True, check=True).stdout)
    for scaffold in ("sns-sqs-lambda", "appspec-ec2-linux"):
        made = [AWSDEV, "scaffold", scaffold, str(folder / scaffold), "--defaults"]
        subprocess.run(made, capture_output=True, check=True)
    write_pages(folder / "pages")
    bucket = "Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n"
    (folder / "bucket.yaml").write_text(bucket, "utf-8")
    write_templates(folder / "templates", MANY)


def write_pages(folder: Path) -> None:
    """Write as Markdown what the site shows: topics in both languages, rules, READMEs."""
    folder.mkdir()
    library = Library()
    for topic in library.topics():
        for language in Language:
            page = load_page(library, topic, language)
            text = for_markdown(page.markdown, topic)
            (folder / f"{topic.slug}.{language}.md").write_text(text, "utf-8")
    for rule in list_rules():
        text = explain_rule(rule["code"]).markdown()
        (folder / f"{rule['code']}.md").write_text(text, "utf-8")
    for scaffold in awsdevs_catalogue().all():
        text = usual_draft(scaffold).text(README)
        (folder / f"{scaffold.name}.md").write_text(text, "utf-8")


@cache
def longest_topic() -> str:
    """Return the slug of the topic whose English page is the longest."""
    library = Library()
    pages = [load_page(library, topic, Language.EN) for topic in library.topics()]
    return max(pages, key=lambda page: len(page.markdown)).topic.slug


def pairs() -> list[Pair]:
    """Return what is measured."""
    one = "sns-sqs-lambda/template.yaml"
    many = "templates/*/template.yaml"
    buildspec, appspec = "sns-sqs-lambda/buildspec.yml", "appspec-ec2-linux/appspec.yml"
    show = [AWSDEV, "show", longest_topic(), "--lang", "en"]
    least = [sys.executable, str(HERE / "ten_lines.py"), "page.md"]
    uncached = [*OURS, "--no-cache"]
    return [
        Pair("show the longest page / ten lines of Rich", show, least, 1.25),
        Pair("lint one SAM file / cfn-lint", [*uncached, one], [*THEIRS, one], 0.85),
        Pair("lint it again / cfn-lint", [*OURS, one], [*THEIRS, one], 0.15),
        Pair(
            "lint a buildspec / cfn-lint on a bucket",
            [*uncached, buildspec],
            [*THEIRS, "bucket.yaml"],
            0.30,
        ),
        Pair(
            "lint an appspec / cfn-lint on a bucket",
            [*uncached, appspec],
            [*THEIRS, "bucket.yaml"],
            0.30,
        ),
        Pair(
            f"lint {MANY} templates / cfn-lint",
            [*uncached, "--jobs", "2", "templates"],
            [*THEIRS, many],
            0.65,
        ),
        Pair(
            f"lint {MANY} templates again / cfn-lint",
            [*OURS, "--jobs", "2", "templates"],
            [*THEIRS, many],
            0.05,
        ),
        Pair("search / show", [AWSDEV, "search", "visibility", "timeout"], [*show[:2], TOPIC], 1.5),
        Pair(
            "scaffold a project / lint it",
            ["sh", "-c", f"rm -rf made; exec {AWSDEV} scaffold sns-sqs-lambda made --defaults"],
            [*uncached, "sns-sqs-lambda"],
            1.3,
        ),
        Pair(
            "build the site / render its Markdown",
            [AWSDEV, "site", "build", "site"],
            [sys.executable, str(HERE / "least_site.py"), "pages"],
            1.75,
        ),
        *(
            Pair(f"complete {name} / --version", _tab(typed), ["env", AWSDEV, "--version"], 1.2)
            for name, typed in TYPED.items()
        ),
    ]


def _tab(typed: str) -> list[str]:
    """Return what bash runs when Tab is pressed after some words."""
    words = f"awsdev {typed}"
    asked = ["_AWSDEV_COMPLETE=complete_bash", f"COMP_WORDS={words}"]
    return ["env", *asked, f"COMP_CWORD={words.count(' ')}", AWSDEV]


if __name__ == "__main__":
    main()
