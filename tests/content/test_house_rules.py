"""Pages keep the house rules, and every house rule finds what breaks it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from awsdev.notes.library import Library
from awsdev.scaffolds.catalogue import awsdevs_catalogue
from tests.content.house.rules import CHECKS, broken_in

LIBRARY = Library()
SLUG = "sqs-visibility"
# For each rule a slip in a good topic: the file, what stands there, what somebody wrote instead.
SLIPS = [
    ("PG001", "topic.yaml", "source: queue-api", "source: queues-api"),
    ("PG101", "en.md", "{#decide}", "{#choose}"),
    ("PG102", "ko.md", "메시지는 수신해도", "메시지는 " + "아주 오래 " * 60 + "수신해도"),
    ("PG201", "en.md", "### The receipt handle {#handle}\n", ""),
    ("PG201", "ko.md", "{{example below-six-times.yaml}}", ""),
    ("PG201", "ko.md", "[스캐폴드](scaffold:sns-sqs-lambda)", "스캐폴드"),
    ("PG301", "en.md", "(topic:sns-sqs-lambda)", "(topic:sns-lambda)"),
    ("PG301", "en.md", "(topic:sns-sqs-lambda)", "(topic:sns-sqs-lambda#start)"),
    ("PG301", "en.md", "[SM101](rule:SM101)", "[SM199](rule:SM199)"),
    ("PG302", "topic.yaml", "related: [sns-sqs-lambda,", "related: [sns-lambda,"),
    ("PG302", "topic.yaml", "C03-1.1.2", "C02-1.1.2"),
    ("PG303", "topic.yaml", "  - visibility timeout\n", "  - fan-out\n"),
    ("PG401", "en.md", "```drawing\nIn time", "```sh\nIn time"),
    ("PG402", "en.md", "{{facts}}", ""),
    ("PG403", "en.md", "Nothing in the logs is red.", "In 9 of 10 cases the logs are fine."),
    ("PG403", "ko.md", "로그에는 오류 한 줄 없습니다.", "로그에는 오류가 0건입니다."),
    ("PG501", "ko.md", "숨겨진 메시지는", "큐에 숨겨진 메시지는"),
    ("PG502", "ko.md", "수신 핸들(receipt handle)은", "수신 핸들은"),
    ("PG503", "ko.md", "이 값은 저장되지 않으므로", "저장하지 않는다. 그러므로"),
    ("PG504", "ko.md", "이 값은 저장되지 않으므로", "이 값은 SQS에 의해 저장되지 않으므로"),
    ("PG504", "en.md", "Nothing remembers it:", "Simply put, nothing remembers it:"),
    ("PG505", "en.md", "goes to Amazon S3", "goes to AWS S3"),
    ("PG601", "en.md", "consumer B               ●", "consumer 2               ●"),
    ("PG601", "ko.md", "메시지    ├── 숨김 ──┤ ├───────", "메시지    ├── 숨김 ──┤ ├───────" + "─" * 30),
    ("PG602", "en.md", "In time\n", "┌─────┐\n│ box  │\n└─────┘\nIn time\n"),
    ("PG603", "ko.md", "`ChangeMessageVisibility`는 호출한", "**`ChangeMessageVisibility`**는 호출한"),
]


@pytest.mark.parametrize("slug", LIBRARY.slugs)
def test_a_topic_keeps_the_house_rules(slug: str) -> None:
    broken = broken_in(LIBRARY, slug)
    assert not broken, "\n".join(map(str, broken))


def test_topics_and_scaffolds_name_each_other() -> None:
    by_topic = {(topic.slug, name) for topic in LIBRARY.topics() for name in topic.scaffolds}
    by_scaffold = {(slug, each.name) for each in awsdevs_catalogue().all() for slug in each.topics}
    assert by_topic == by_scaffold


@pytest.mark.parametrize(("code", "file", "right", "slip"), SLIPS)
def test_a_house_rule_finds_a_slip(
    code: str, file: str, right: str, slip: str, tmp_path: Path
) -> None:
    content = tmp_path / "content"
    content.mkdir()
    for name in ("glossary.yaml", "units.yaml"):
        shutil.copy(LIBRARY.content / name, content)
    for slug in (SLUG, *LIBRARY.topic(SLUG).related):
        shutil.copytree(LIBRARY.content / "topics" / slug, content / "topics" / slug)
    path = content / "topics" / SLUG / file
    text = path.read_text("utf-8")
    assert text.count(right) >= 1
    path.write_text(text.replace(right, slip, 1), "utf-8")
    assert code in {broken.code for broken in broken_in(Library(content), SLUG)}


def test_every_house_rule_is_tried() -> None:
    assert {slip[0] for slip in SLIPS} == {"PG001", *CHECKS}
