"""Reading a topic's folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from awsdev.datafile import Fields, read_yaml
from awsdev.notes.language import Language
from awsdev.notes.topic import Example, Fact, Source, Texts, Topic

EXAMPLE_KINDS = {
    "cloudformation": "yaml",
    "sam": "yaml",
    "buildspec": "yaml",
    "appspec": "yaml",
    "amplify": "yaml",
    "ecs-task-definition": "json",
    "state-machine": "json",
    "samconfig": "toml",
    "vtl": "velocity",
    "lambda-handler": "python",
    "boto3": "python",
    "python": "python",
    "aws-cli": "sh",
    "shell": "sh",
    "javascript": "javascript",
    "typescript": "typescript",
    "iam-policy": "json",
    "json": "json",
    "text": "text",
}
"""The kinds of examples and the language each is highlighted in, where it is not JSON."""


def load_topic(folder: Path) -> Topic:
    """Read `topic.yaml` and check that it holds together.

    Raises:
        DataFileError: A key is missing, mistyped or unknown, a fact has no source,
            an example's file is not there, or a file is no example's.
    """
    fields = read_yaml(folder / "topic.yaml")
    sources = {name: _source(name, child) for name, child in fields.children("sources").items()}
    facts = {name: _fact(name, child, sources) for name, child in fields.children("facts").items()}
    examples = fields.children("examples")
    topic = Topic(
        slug=folder.name,
        folder=folder,
        title=_texts(fields, "title"),
        summary=_texts(fields, "summary"),
        aliases=fields.texts("aliases"),
        services=fields.texts("services"),
        skills=fields.texts("skills"),
        related=fields.texts("related"),
        scaffolds=fields.texts("scaffolds"),
        rules=fields.texts("rules"),
        sources=sources,
        facts=facts,
        examples={name: _example(name, child, folder) for name, child in examples.items()},
    )
    _refuse_orphans(fields, topic)
    fields.done()
    return topic


def _texts(fields: Fields, key: str) -> Texts:
    nested = fields.nested(key)
    if nested is None:
        raise fields.error(f"{key} is missing")
    texts = {language: nested.take(language, str) for language in Language}
    nested.done()
    return texts


def _source(name: str, fields: Fields) -> Source:
    source = Source(
        name, fields.take("title", str), fields.take("url", str), fields.take("read", date)
    )
    fields.done()
    return source


def _fact(name: str, fields: Fields, sources: dict[str, Source]) -> Fact:
    value = fields.anything("value")
    if not isinstance(value, int | float | str) or isinstance(value, bool):
        raise fields.error("value is neither a number nor text")
    fact = Fact(
        name=name,
        label=_texts(fields, "label"),
        value=value,
        unit=fields.take("unit", str, ""),
        source=fields.take("source", str),
        checked=fields.take("checked", date),
        proof=fields.take("proof", dict, {}),
    )
    if fact.source not in sources:
        raise fields.error(f"there is no source {fact.source}")
    fields.done()
    return fact


def _example(name: str, fields: Fields, folder: Path) -> Example:
    kind = fields.take("kind", str)
    if kind not in EXAMPLE_KINDS:
        raise fields.error(f"{kind} is no kind of example")
    path = folder / "examples" / name
    example = Example(
        name=name,
        path=path,
        kind=kind,
        language="json" if path.suffix == ".json" else EXAMPLE_KINDS[kind],
        title=_texts(fields, "title"),
        catches=fields.take("catches", str, ""),
        invoke=fields.take("invoke", list, []),
        unproven=fields.take("unproven", str, ""),
    )
    if not path.is_file():
        raise fields.error("there is no such file below examples/")
    fields.done()
    return example


def _refuse_orphans(fields: Fields, topic: Topic) -> None:
    for path in sorted((topic.folder / "examples").glob("*")):
        if path.name not in topic.examples and not path.name.startswith((".", "__")):
            raise fields.error(f"examples/{path.name} lies there and is no example of the topic")
