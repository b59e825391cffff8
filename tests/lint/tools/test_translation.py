"""What SAM makes of a template is linted too, and what is found there points at the source."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.tools.sam.intrinsics import to_template
from awsdev.lint.tools.sam.stand_ins import packaged, parameter_values
from tests.conftest import Prove, Run

FIXTURES = Path(__file__).parent / "translation"
CAUGHT = sorted((FIXTURES / "caught").iterdir())
CLEAN = sorted((FIXTURES / "clean").iterdir())
_MARK = re.compile(r"# -> (\w+(?: \w+)*)$", re.MULTILINE)
# Whatever reaches for the network is written down, and refused.
_GUARD = """
import os, sys

def guard(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        with open(os.environ["REACHED_FOR"], "a") as file:
            file.write(f"{event} {arguments[1:]}\\n")
        raise ConnectionRefusedError(event)

sys.addaudithook(guard)
"""


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The variables under which no Python process, nor any it forks, has a network."""
    folder = tmp_path_factory.mktemp("guard")
    (folder / "sitecustomize.py").write_text(_GUARD)
    dead = "http://127.0.0.1:9"
    return {
        "PYTHONPATH": str(folder),
        "REACHED_FOR": str(folder / "reached-for"),
        "HTTP_PROXY": dead,
        "HTTPS_PROXY": dead,
    }


@pytest.fixture(scope="module")
def report(command: str, guarded: dict[str, str]) -> dict[str, Any]:
    """All templates linted at once, offline and without credentials."""
    done = subprocess.run(
        # The code that they name lies nowhere.
        [
            command,
            "lint",
            "--ignore",
            "SM201,SM7",
            "--format",
            "json",
            *map(str, [*CAUGHT, *CLEAN]),
        ],
        env={**os.environ, **guarded, "HOME": str(FIXTURES), "AWSDEV_CACHE_DIR": os.devnull},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.stderr == b""
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _of(report: dict[str, Any], path: Path) -> list[dict[str, Any]]:
    return [finding for finding in report["findings"] if finding["path"] == str(path)]


def _is_of_translation(finding: dict[str, Any]) -> bool:
    return finding["code"] == "SM001" or finding["hint"].startswith("found in what SAM makes of it")


@pytest.mark.parametrize("path", CAUGHT, ids=lambda path: path.stem)
def test_what_the_translation_shows_points_at_the_line_that_causes_it(
    path: Path, report: dict[str, Any], prove: Prove
) -> None:
    lines = path.read_text("utf-8").splitlines()
    expected = Counter(
        (number, code)
        for number, line in enumerate(lines, 1)
        if (mark := _MARK.search(line))
        for code in mark[1].split()
    )
    found = filter(_is_of_translation, _of(report, path))
    assert expected
    assert Counter((finding["line"], finding["code"]) for finding in found) == expected
    prove("finding of a translation in its place", "a mark in the template", expected.total())


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_what_a_deployment_fills_in_is_no_error(
    path: Path, report: dict[str, Any], prove: Prove
) -> None:
    # W1100 tells that merge keys need `package`, which SAM templates go through anyway; the code
    # that SM2 and SM7 look for does not lie here.
    apart = ("W1100", "SM2", "SM7")
    assert [f for f in _of(report, path) if not f["code"].startswith(apart)] == []
    prove("template SAM takes without a false alarm", "awsdev lint")


def test_every_template_was_taken_for_sam_and_checked(report: dict[str, Any]) -> None:
    assert {(file["kind"], file["status"]) for file in report["files"]} == {("sam", "linted")}
    assert len(report["files"]) == len(CAUGHT) + len(CLEAN)


def test_what_the_translator_logs_reaches_nobody() -> None:
    """It also logs when its garbage is collected, long after the translation."""
    code = """
from awsdev.lint.tools.sam.translator import translate
translate({"Transform": "AWS::Serverless-2016-10-31", "Resources": {}})
from samtranslator.metrics.metrics import Metrics
metrics = Metrics()
metrics.record_count("Orders", 1)
del metrics
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_nothing_reached_for_the_network(report: dict[str, Any], guarded: dict[str, str]) -> None:
    assert report["files"]
    assert not Path(guarded["REACHED_FOR"]).exists()
    # The guard works: it does catch who tries.
    attempt = "import urllib.request as r; r.urlopen('http://aws.amazon.com')"
    tried = subprocess.run(
        [sys.executable, "-c", attempt],
        env={**os.environ, **guarded},
        capture_output=True,
        check=False,
    )
    assert tried.returncode != 0
    assert "socket." in Path(guarded["REACHED_FOR"]).read_text()


def test_the_same_error_is_told_once(awsdev: Run, tmp_path: Path) -> None:
    # cfn-lint finds it in the source already; in the translation it stands somewhere else.
    (tmp_path / "template.yaml").write_text(
        "Transform: AWS::Serverless-2016-10-31\n"
        "Globals:\n  Function:\n    VpcConfig:\n      SecurityGroupIds: [sg-12345678]\n"
        "Resources:\n  Worker:\n    Type: AWS::Serverless::Function\n    Properties:\n"
        "      Runtime: python3.13\n      Handler: app.handler\n      CodeUri: src/\n"
        "      VpcConfig:\n        SecurityGroupIds: [nonsense]\n"
        "        SubnetIds: [subnet-12345678]\n"
    )
    findings = json.loads(awsdev("lint", "--format", "json", "template.yaml").stdout)["findings"]
    messages = Counter((finding["code"], finding["message"]) for finding in findings)
    assert any("nonsense" in message for _, message in messages)
    assert set(messages.values()) == {1}


def test_short_intrinsics_become_long_ones() -> None:
    document = parse_yaml(
        "a: !Ref B\nb: !GetAtt C.Arn.More\nc: !GetAtt [C, Arn]\nd: !Sub '${E}'\n"
        "e: !If [F, !Ref G, !Condition H]\nf: 2026-11-23\ng: ! plain\nh: !!int '3'\n"
        "i: &i {x: 1, y: 2}\nj: {<<: *i, y: 3}\nk: {<<: [{z: 4}, *i], '<<': 5}\n"
    )
    assert to_template(document) == {
        "a": {"Ref": "B"},
        "b": {"Fn::GetAtt": ["C", "Arn.More"]},
        "c": {"Fn::GetAtt": ["C", "Arn"]},
        "d": {"Fn::Sub": "${E}"},
        "e": {"Fn::If": ["F", {"Ref": "G"}, {"Condition": "H"}]},
        "f": "2026-11-23",
        "g": "plain",
        "h": 3,
        "i": {"x": 1, "y": 2},
        "j": {"x": 1, "y": 3},
        "k": {"z": 4, "x": 1, "y": 2, "<<": 5},
    }


def test_packaging_leaves_the_template_itself_as_it_is() -> None:
    template = to_template(parse_yaml((FIXTURES / "clean" / "artifacts.yaml").read_text("utf-8")))
    before = json.dumps(template)
    result = packaged(template)
    assert json.dumps(template) == before
    resources = result["Resources"]
    assert resources["Stored"]["Properties"]["CodeUri"] == {"Bucket": "artifacts", "Key": "own.zip"}
    paths = ("src/", "../other/", "api/", "./http", "steps/", "layer/", "schema.graphql")
    assert not any(path in json.dumps(result) for path in paths)


@pytest.mark.parametrize(
    ("declared", "value"),
    [
        ({"Type": "String", "Default": "x"}, None),
        ({"Type": "String", "AllowedValues": ["a", "b"]}, "a"),
        ({"Type": "Number", "MinValue": 7}, 7),
        ({"Type": "Number"}, 1),
    ],
)
def test_parameters_get_a_value_they_allow(declared: dict[str, Any], value: Any) -> None:
    expected = {} if value is None else {"P": value}
    assert parameter_values({"Parameters": {"P": declared}}) == expected
