"""Task definitions: good files are clean, bad ones have exactly the declared findings.

JSON has no comments: next to `TD101-top.json` lies `TD101-top.expect`, with one line a finding,
`TD101 3:3` (code, line and column).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.finding import Finding, Severity
from awsdev.lint.formats.taskdefinition import RULES
from awsdev.lint.rules.check import check_document

HERE = Path(__file__).parent
GOOD = sorted((HERE / "good").iterdir())
BAD = sorted(path for path in (HERE / "bad").iterdir() if path.suffix != ".expect")
FARGATE = '"requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc"'


def findings_in(text: str, path: str = "taskdef.json") -> list[Finding]:
    return check_document(parse_yaml(text, path), "ecs-task-definition")


def task(container: str = "", top: str = '"cpu": "256", "memory": "512"') -> str:
    inside = f", {container}" if container else ""
    return (
        f'{{"family": "shop", {top}, "containerDefinitions": '
        f'[{{"name": "web", "image": "nginx:1.27"{inside}}}]}}'
    )


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_good_file_has_no_findings(path: Path) -> None:
    assert findings_in(path.read_text("utf-8"), path.name) == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_bad_file_has_exactly_the_declared_findings(path: Path) -> None:
    expected = path.with_suffix(".expect").read_text("utf-8").splitlines()
    found = findings_in(path.read_text("utf-8"), path.name)
    assert [f"{one.code} {one.span.line}:{one.span.column}" for one in found] == expected
    assert {one.code for one in found} == {path.name[:5]}


def test_every_rule_has_a_bad_file() -> None:
    assert {path.name[:5] for path in BAD} == {rule.code for rule in RULES}


def test_findings_are_sentences() -> None:
    for path in BAD:
        for one in findings_in(path.read_text("utf-8"), path.name):
            assert one.message
            assert not one.message.endswith(".")
            assert one.path == path.name


def test_what_may_be_taken_is_no_error() -> None:
    others = {rule.code for rule in RULES if rule.severity is not Severity.ERROR}
    # What AWS's action for GitHub takes out, what may be newer, what works but not as meant.
    assert others == {
        *("TD105", "TD106", "TD107", "TD205", "TD206", "TD502", "TD503", "TD603", "TD604")
    }


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("TD102-none", "ClientException: Container list cannot be empty."),
        ("TD201", "ClientException: Task definition doesn't have any essential container."),
        ("TD203-none", "ClientException: Unknown volume 'assets'."),
        ("TD207-memory", "ClientException: Invalid setting for container 'web'. At least one of "),
        ("TD301", "ClientException: When networkMode=awsvpc, the host ports and container ports "),
        ("TD302", "ClientException: Links are not supported when networkMode=awsvpc."),
        ("TD401-bridge", "ClientException: Fargate only supports network mode ‘awsvpc’."),
        ("TD402-pair", "ClientException: No Fargate configuration exists for given values: 256 "),
        ("TD402-missing", "ClientException: Fargate requires that 'cpu' be defined at the task "),
        ("TD403-ecr", "execution role ARN to support ECR images."),
        ("TD403-logs", "execution role ARN to support log driver awslogs."),
        ("TD501", "ClientException: Log driver awslogs requires options: awslogs-region, awslogs-"),
        ("TD602", "environment variables set on the container, such as 'A'."),
    ],
)
def test_findings_quote_ecs(name: str, words: str) -> None:
    found = findings_in((HERE / "bad" / f"{name}.json").read_text("utf-8"))
    assert words in found[0].service_error


@pytest.mark.parametrize(
    ("cpu", "memory"),
    [
        *(("256", "512"), ("256", "2048"), ("0.25 vCPU", "0.5GB"), (".25vcpu", "2 GB")),
        *(("1 vCPU", "8GB"), ("16384", "122880"), ("32768", "249856"), ("4096", "30 GB")),
        *(("<CPU>", "512"), ("256", "${MEMORY}"), ("many", "512"), ("256", "some")),
    ],
)
def test_sizes_of_fargate(cpu: str, memory: str) -> None:
    assert findings_in(task(top=f'{FARGATE}, "cpu": "{cpu}", "memory": "{memory}"')) == []


@pytest.mark.parametrize(
    ("cpu", "memory", "hint"),
    [
        ("256", "4096", "valid for cpu 256: 512, 1024, 2048"),
        ("1 vCPU", "9 GB", "valid for cpu 1024: 2048 to 8192 in steps of 1024"),
        ("300", "512", "valid for cpu: 256, 512, 1024, 2048, 4096, 8192, 16384, 32768"),
        ("32 vCPU", "64 GB", "valid for cpu 32768: 61440, 122880, 249856"),
    ],
)
def test_other_sizes_name_the_valid_ones(cpu: str, memory: str, hint: str) -> None:
    found = findings_in(task(top=f'{FARGATE}, "cpu": "{cpu}", "memory": "{memory}"'))
    assert [(one.code, one.hint) for one in found] == [("TD402", hint)]


@pytest.mark.parametrize(
    "placeholder", ["<IMAGE1_NAME>", "${IMAGE}", "$IMAGE", "{{ image }}", "IMAGE_URI", "@image@"]
)
def test_placeholders_are_left_alone(placeholder: str) -> None:
    text = task().replace("nginx:1.27", placeholder)
    assert findings_in(text) == []


def test_a_circle_is_spelled_out_once() -> None:
    found = findings_in((HERE / "bad" / "TD204-circle.json").read_text("utf-8"))
    assert [one.message for one in found] == ["web waits for itself: web → proxy → third → web"]


@pytest.mark.parametrize("value", ['"Trustno1!"', "739104"])
def test_a_plain_secret_is_never_shown(value: str) -> None:
    variable = f'{{"name": "DB_PASSWORD", "value": {value}}}'
    found = findings_in(task(f'"environment": [{variable}]'))
    assert "TD603" in {one.code for one in found}
    for one in found:
        assert value.strip('"') not in one.message + one.hint + one.service_error


def test_a_long_chain_of_containers_is_no_circle() -> None:
    containers = ",".join(
        f'{{"name": "c{n}", "image": "a:1", "memory": 4, '
        f'"dependsOn": [{{"containerName": "c{n + 1}", "condition": "START"}}]}}'
        for n in range(500)
    )
    last = '{"name": "c500", "image": "a:1", "memory": 4}'
    assert findings_in(f'{{"family": "a", "containerDefinitions": [{containers}, {last}]}}') == []
