"""Reading a topic's folder."""

from __future__ import annotations

from collections.abc import Callable
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


ReadTexts = Callable[[Fields, str], Texts]
"""Takes a text in every language from a key."""


def load_topic(folder: Path) -> Topic:
    """Read `topic.yaml` and check that it holds together.

    Raises:
        DataFileError: A key is missing, mistyped or unknown, a fact has no source,
            an example's file is not there, or a file is no example's.
    """
    prose = {language: folder / f"{language}.md" for language in Language}
    return topic_of(read_yaml(folder / "topic.yaml"), folder, prose, _texts)


def topic_of(
    fields: Fields,
    folder: Path,
    prose: dict[Language, Path],
    texts: ReadTexts,
    *,
    own: bool = False,
) -> Topic:
    """Return the topic that the keys of `topic.yaml` tell.

    Args:
        fields: The keys.
        folder: Where the topic lies.
        prose: Where its text in each language lies.
        texts: Takes a text in every language.
        own: Whether it is the reader's own.

    Raises:
        DataFileError: As of `load_topic`.
    """
    sources = {name: _source(name, child) for name, child in fields.children("sources").items()}
    facts = {
        name: _fact(name, child, sources, texts) for name, child in fields.children("facts").items()
    }
    examples = fields.children("examples")
    topic = Topic(
        slug=folder.name,
        folder=folder,
        prose=prose,
        title=texts(fields, "title"),
        summary=texts(fields, "summary"),
        aliases=fields.texts("aliases"),
        services=fields.texts("services"),
        skills=fields.texts("skills"),
        related=fields.texts("related"),
        scaffolds=fields.texts("scaffolds"),
        rules=fields.texts("rules"),
        sources=sources,
        facts=facts,
        examples={name: _example(name, child, folder, texts) for name, child in examples.items()},
        own=own,
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


def _fact(name: str, fields: Fields, sources: dict[str, Source], texts: ReadTexts) -> Fact:
    value = fields.anything("value")
    if not isinstance(value, int | float | str) or isinstance(value, bool):
        raise fields.error("value is neither a number nor text")
    fact = Fact(
        name=name,
        label=texts(fields, "label"),
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


def _example(name: str, fields: Fields, folder: Path, texts: ReadTexts) -> Example:
    kind = fields.take("kind", str)
    if kind not in EXAMPLE_KINDS:
        raise fields.error(f"{kind} is no kind of example")
    path = folder / "examples" / name
    example = Example(
        name=name,
        path=path,
        kind=kind,
        language="json" if path.suffix == ".json" else EXAMPLE_KINDS[kind],
        title=texts(fields, "title"),
        catches=fields.take("catches", str, ""),
        invoke=fields.take("invoke", list, []),
        unproven=fields.take("unproven", str, ""),
    )
    if Path(name).name != name or not path.is_file():
        raise fields.error("there is no such file below examples/")
    fields.done()
    return example


def _refuse_orphans(fields: Fields, topic: Topic) -> None:
    for path in sorted((topic.folder / "examples").glob("*")):
        if path.name not in topic.examples and not path.name.startswith((".", "__")):
            raise fields.error(f"examples/{path.name} lies there and is no example of the topic")
