"""The search of the site, run by node, finds what `awsdev search` finds."""

from __future__ import annotations

import json
import runpy
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from awsdev.notes.language import Language
from awsdev.search.results import search
from awsdev.search.store import opened_index
from tests.conftest import ROOT, Prove

NODE = shutil.which("node")
_ASK = """
const fs = require("fs");
for (const file of process.argv.slice(1)) (0, eval)(fs.readFileSync(file, "utf-8"));
const index = new awsdevSearch.Index(awsdevIndex);
const queries = JSON.parse(fs.readFileSync(0, "utf-8"));
console.log(JSON.stringify(queries.map(({ query, language }) =>
  awsdevSearch.search(index, query, language, 3).map(({ document }) =>
    [document.kind, document.name, document.section, document.language]))));
"""
pytestmark = pytest.mark.skipif(NODE is None, reason="node is not installed")


@pytest.mark.parametrize("every", [pytest.param(1, marks=pytest.mark.gate), 3])
def test_the_first_result_is_that_of_the_command(
    site: Path, prove: Prove, monkeypatch: pytest.MonkeyPatch, every: int
) -> None:
    """Of every third labelled query here, of every one in the gate."""
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    labelled = runpy.run_path(str(ROOT / "benchmarks/search_quality.py"))["labelled"]()
    queries = [query for some in labelled.values() for query in some][::every]
    theirs = _asked(site, queries)
    differing = []
    with opened_index() as index:
        for query, found in zip(queries, theirs, strict=True):
            ours = search(index, query["query"], Language(query["language"]), 1)
            first = [
                [
                    str(each.document.kind),
                    each.document.name,
                    each.document.section,
                    str(each.document.language),
                ]
                for each in ours
            ]
            if found[:1] != first:
                differing.append((query["query"], first, found[:1]))
    assert len(differing) <= len(queries) * 0.01, differing
    prove("first results of the site's search", "awsdev search", len(queries) - len(differing))


@pytest.mark.parametrize(
    ("query", "topic"),
    [
        ("가시성제한시간", "sqs-visibility"),
        ("visibilty timeuot", "sqs-visibility"),
        ("visibility timeouts", "sqs-visibility"),
        ("빈스톡 flask", "beanstalk-flask"),
    ],
)
def test_what_a_reader_may_type(site: Path, query: str, topic: str) -> None:
    ((first, *_),) = _asked(site, [{"query": query, "language": "ko"}])
    assert first[1] == topic


def test_what_says_nothing_finds_nothing(site: Path) -> None:
    assert _asked(site, [{"query": each, "language": "en"} for each in ("", "qzxqzx", "…")]) == [
        [],
        [],
        [],
    ]


def _asked(site: Path, queries: list[dict[str, Any]]) -> list[Any]:
    names = ("assets/search-text", "assets/search-words", "assets/search-rank", "search-index")
    assert NODE
    done = subprocess.run(
        [NODE, "-e", _ASK, *(str(site / f"{name}.js") for name in names)],
        input=json.dumps(queries),
        capture_output=True,
        text=True,
        check=True,
    )
    answers: list[Any] = json.loads(done.stdout)
    return answers
