"""House rules on language: the glossary's terms, one register, the services' own names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.notes.language import Language
from tests.content.house.topic_text import Broken, TopicText

_MARKS = re.compile(r"[*_`]")
_PLAIN_ENDING = re.compile(r"[가-힣]+(?<!니)다\.(?=\s|$)|[가-힣]+[해이에예네까어아지]요\.(?=\s|$)")
_AMAZON = re.compile(
    r"\bAWS (SQS|SNS|S3|EC2|ECS|ECR|EKS|RDS|Cognito|ElastiCache|CloudWatch|API Gateway|DynamoDB"
    r"|CloudFront|EventBridge|Route 53|Kinesis)\b"
)


def terms(text: TopicText) -> Iterator[Broken]:
    """PG501: no page uses another word for a term of the glossary."""
    for name, entry in text.glossary["terms"].items():
        for language, wanted in ((Language.EN, name), (Language.KO, str(entry["ko"]))):
            avoided = entry.get(f"avoid_{language}", [])
            assert isinstance(avoided, list)
            for number, words in text.words(language):
                for word in avoided:
                    if word in words and word not in wanted:
                        message = f"{word}: the house says {wanted}"
                        yield Broken("PG501", text.path(language), number, message)


def introductions(text: TopicText) -> Iterator[Broken]:
    """PG502: a service's term has its English beside it where a Korean page first uses it."""
    lines = [_MARKS.sub("", line) for _, line in text.lines(Language.KO)]
    page = "\n".join(line for line in lines if not line.startswith(("{{example", "{{facts", "#")))
    for name, entry in text.glossary["terms"].items():
        korean = str(entry["ko"])
        if not entry.get("introduce") or korean not in page:
            continue
        start = page.index(korean)
        behind = page[start + len(korean) :].replace("\n", " ")
        if not re.match(rf"\s?\([^)]*{re.escape(name)}", behind, re.IGNORECASE):
            line = next(n for n, each in text.lines(Language.KO) if korean in _MARKS.sub("", each))
            message = f"{korean} comes without its English: {korean}({name})"
            yield Broken("PG502", text.path(Language.KO), line, message)


def register(text: TopicText) -> Iterator[Broken]:
    """PG503: Korean sentences end in the polite formal register."""
    for number, words in text.words(Language.KO):
        for found in _PLAIN_ENDING.findall(words):
            message = f"…{found} is not of the house's register (합니다체)"
            yield Broken("PG503", text.path(Language.KO), number, message)


def phrases(text: TopicText) -> Iterator[Broken]:
    """PG504: no phrase that the glossary marks as translated or worn out."""
    for phrase, entry in text.glossary["phrases"].items():
        language = Language(str(entry["language"]))
        for number, words in text.words(language):
            if re.search(phrase, words):
                message = f"{phrase}: {entry['instead']}"
                yield Broken("PG504", text.path(language), number, message)


def services(text: TopicText) -> Iterator[Broken]:
    """PG505: services go by their own names: Amazon SQS, AWS Lambda."""
    for language in Language:
        for number, words in text.words(language):
            for name in _AMAZON.findall(words):
                message = f"AWS {name}: it is Amazon {name}"
                yield Broken("PG505", text.path(language), number, message)
