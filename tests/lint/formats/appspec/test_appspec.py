"""AppSpec rules: good files, bad files, pages, and values nobody thought of.

A bad file says in comments what is to be found in it: `# expect: AS301 9:11` (code, line and
column), and `# path: …` where it does not stand for `appspec.yml`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from awsdev.lint.documents.document import Scalar, plain_value
from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.files.recognition import kind_of
from awsdev.lint.finding import Finding, Severity, Span
from awsdev.lint.formats.appspec import RULES, ruby
from awsdev.lint.formats.appspec.grammar import PLATFORMS
from awsdev.lint.rules.check import check_document
from awsdev.lint.rules.page import page_of
from awsdev.lint.rules.rule import Rule

HERE = Path(__file__).parent
GOOD = sorted((HERE / "good").iterdir())
BAD = sorted((HERE / "bad").iterdir())
# What looks across files is tested with files, in test_appspec_revision.py.
BY_CODE = {rule.code: rule for rule in RULES if not rule.across}


def findings(text: str, path: str = "appspec.yml") -> list[Finding]:
    document = parse_yaml(text, path)
    kind = kind_of(document, path)
    assert kind in PLATFORMS
    return check_document(document, kind)


@pytest.mark.parametrize("file", GOOD, ids=lambda file: file.name)
def test_good_files_are_clean(file: Path) -> None:
    assert findings(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.name)
def test_bad_files_are_found_out(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    path = re.search(r"^# path: (\S+)$", text, re.MULTILINE)
    expected = re.findall(r"^# expect: (\S+) (\d+):(\d+)$", text, re.MULTILINE)
    found = findings(text, path[1] if path else "appspec.yml")
    places = [(f.code, str(f.span.line), str(f.span.column)) for f in found]
    assert places == expected
    assert {f.code for f in found} == {file.name[:5]}


def test_every_rule_has_a_bad_file() -> None:
    assert {file.name[:5] for file in BAD} == set(BY_CODE)


def test_warnings_are_what_the_agent_lets_pass() -> None:
    warnings = {rule.code for rule in BY_CODE.values() if rule.severity is Severity.WARNING}
    ignored = {"AS101", "AS106", "AS108", "AS201", "AS202", "AS402", "AS404", "AS406", "AS407"}
    depends_on_the_agent = {"AS107", "AS109", "AS309", "AS409"}
    depends_on_the_revision = {"AS203", "AS204", "AS304", "AS307", "AS308"}
    assert warnings == ignored | depends_on_the_agent | depends_on_the_revision | {"AS503", "AS507"}


@pytest.mark.parametrize("rule", BY_CODE.values(), ids=lambda rule: rule.code)
def test_pages_keep_their_word(rule: Rule) -> None:
    page = page_of(rule.function)
    wrong, right = page.examples("Wrong"), page.examples("Right")
    assert wrong
    assert right
    for example in wrong:
        assert {f.code for f in findings(example.text, example.name)} == {rule.code}
    for example in right:
        assert findings(example.text, example.name) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("AS105.yml", "an invalid version value (0.0) was entered"),
        ("AS301.yml", "permissions mode (493) in the application specification file contains an "),
        ("AS305.yml", "Use mode to set the base acl entry (u::rw)"),
        ("AS306.yml", "undefined method `get_range' for nil:NilClass"),
        ("AS401.yml", 'unknown lifecycle events: ["AfterInstal", "afterInstall", '),
        ("AS403-events.yml", 'undefined method `has_key?\' for "scripts/start.sh":String'),
        ("AS107.yml", "Unknown alias: start"),
    ],
)
def test_findings_quote_the_agent(name: str, words: str) -> None:
    found = findings((HERE / "bad" / name).read_text(encoding="utf-8"))
    assert any(words in finding.service_error for finding in found)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("0755", "493"),
        ("0644", "420"),
        ("01,777", "1023"),
        ("1_755", "1755"),
        ("7_", "7_"),
        ("0o755", "0o755"),
        ("08", "08"),
        ("1:30", "5400"),
        ("1:0:5", "3605"),
        ("5:2.5", "18150.0"),
        ("0x1ff", "511"),
        ("0b11", "3"),
        ("755.0", "755.0"),
        ("yes", "true"),
        ("off", "false"),
    ],
)
def test_numbers_are_read_as_ruby_reads_them(written: str, read: str) -> None:
    assert ruby.text(Scalar(Span(), text=written)) == read


SCALARS = st.sampled_from(
    [
        *(None, True, False, 5, 0, -1, 0.0, 1.5, 493, 5400, float("inf"), float("nan"), ""),
        *("0755", "**", "5m", "linux", "windows", "text", "file", "s0:c1", "u:b:rw", "/x"),
        *("AWS::ECS::Service", "AWS::Lambda::Function", "$LATEST", "<X>", r"C:\x"),
        datetime.date(2024, 5, 1),
    ]
)
KEYS = st.sampled_from(
    [
        *("version", "os", "files", "source", "destination", "permissions", "object", "type"),
        *("mode", "except", "acls", "context", "range", "hooks", "AfterInstall", "location"),
        *("timeout", "Resources", "Type", "Properties", "LoadBalancerInfo", "Hooks", "<<"),
        "CapacityProviderStrategy",
    ]
)
VALUES = st.recursive(
    SCALARS | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


def places(value: Any, route: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield route
    children = value.items() if isinstance(value, dict) else ()
    for key, child in enumerate(value) if isinstance(value, list) else children:
        yield from places(child, (*route, key))


def with_value(tree: Any, route: tuple[Any, ...], value: Any) -> Any:
    if not route:
        return value
    copied = dict(tree) if isinstance(tree, dict) else list(tree)
    copied[route[0]] = with_value(tree[route[0]], route[1:], value)
    return copied


TREES = [plain_value(parse_yaml(file.read_text(encoding="utf-8")).root) for file in GOOD]
PLACES = [(tree, route) for tree in TREES for route in places(tree)]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PLACES), VALUES)
def test_any_value_in_any_place_is_bearable(place: tuple[Any, tuple[Any, ...]], value: Any) -> None:
    document = parse_yaml(yaml.safe_dump(with_value(*place, value), sort_keys=False), "appspec.yml")
    for platform in PLATFORMS:
        check_document(document, platform)


@settings(max_examples=300, deadline=None)
@given(st.text("0123456789_,.:+-xob eE", max_size=8) | st.text("0_,:.", min_size=200, max_size=400))
def test_any_number_is_bearable(written: str) -> None:
    scalar = Scalar(Span(), text=written)
    assert isinstance(ruby.text(scalar), str)
    assert isinstance(ruby.whole(scalar), int | None)
    assert ruby.class_of(scalar)


@pytest.mark.parametrize(
    "digits", ["9" * 5000, "0x" + "f" * 5000, "0" + "7" * 5000, "s" + "9" * 5000]
)
def test_endless_numbers_are_bearable(digits: str) -> None:
    found = findings(
        f"version: 0.0\nos: linux\npermissions:\n  - object: /x\n    mode: {digits}\n"
        f"    context: {{type: t, range: '{digits}-{digits}'}}\n"
        f"hooks:\n  AfterInstall:\n    - location: a.sh\n      timeout: {digits}\n"
    )
    assert {f.code for f in found} <= {"AS301", "AS302", "AS306", "AS405", "AS406", "AS409"}


@pytest.mark.parametrize("root", ["", "~", "5", "text", "[]", "{}", "--- \n---\n"])
def test_any_root_is_bearable(root: str) -> None:
    for platform in PLATFORMS:
        check_document(parse_yaml(root, "appspec.yml"), platform)


def test_many_and_long_paths_take_no_time() -> None:
    deep = "/a" * 20_000
    files = "".join(f"  - {{source: d{n}, destination: /srv}}\n" for n in range(3000))
    permissions = "".join(f"  - {{object: /srv, pattern: '*.{n}'}}\n" for n in range(3000))
    found = findings(
        f"version: 0.0\nos: linux\nfiles:\n{files}  - {{source: {deep}, destination: {deep}}}\n"
        f"permissions:\n{permissions}  - {{object: {deep}}}\n  - {{object: /srv/x}}\n"
    )
    assert found == []
