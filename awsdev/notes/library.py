"""All topics, and how one is found by the name a reader types."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from awsdev.datafile import DataFileError
from awsdev.errors import AwsdevError, Status
from awsdev.locations import content_folder, own_topic_slugs, own_topics, topic_slugs
from awsdev.names import did_you_mean, name_key
from awsdev.notes.language import Language
from awsdev.notes.load import load_topic
from awsdev.notes.own import load_own_topic, patch_path
from awsdev.notes.topic import Topic


class Library:
    """The topics in a content folder, and a reader's own; each is read when first asked for.

    Args:
        content: The folder that holds `topics/` and `units.yaml`.
        own: The folder of the reader's own topics; None for awsdev's alone. Of two topics by one
            name, the reader's counts.
    """

    def __init__(self, content: Path | None = None, own: Path | None = None) -> None:
        self.content = content or content_folder()
        self._own = own
        self._topics: dict[str, Topic] = {}

    @cached_property
    def slugs(self) -> list[str]:
        """The slugs of all topics, sorted."""
        return sorted({*topic_slugs(self.content), *self.own_slugs})

    @cached_property
    def own_slugs(self) -> list[str]:
        """The slugs of the reader's own topics, sorted."""
        return own_topic_slugs(self._own) if self._own else []

    def topics(self) -> list[Topic]:
        """Return all topics, by slug.

        A topic of the reader's own that does not hold together is left out: it costs no other,
        and asking for it tells what is wrong.

        Raises:
            DataFileError: Another does not hold together.
        """
        topics = []
        for slug in self.slugs:
            try:
                topics.append(self.topic(slug))
            except DataFileError:
                if slug not in self.own_slugs:
                    raise
        return topics

    def topic(self, slug: str) -> Topic:
        """Return the topic of a slug.

        Raises:
            DataFileError: Its files do not hold together, or there is none.
        """
        if slug not in self._topics:
            if self._own and slug in self.own_slugs:
                self._topics[slug] = load_own_topic(self._own / slug)
            else:
                self._topics[slug] = load_topic(self.content / "topics" / slug)
        return self._topics[slug]

    def patch(self, topic: Topic, language: Language) -> Path | None:
        """Return where what the reader adds to a topic of awsdev's lies, or None."""
        if self._own is None or topic.own:
            return None
        path = patch_path(self._own, topic.slug, language)
        return path if path.is_file() else None

    @cached_property
    def topics_naming_rules(self) -> dict[str, list[Topic]]:
        """The topics that name a rule, by the rule's code."""
        named: dict[str, list[Topic]] = {}
        for topic in self.topics():
            for code in topic.rules:
                named.setdefault(code, []).append(topic)
        return named

    def topics_by_rule(self) -> dict[str, str]:
        """Return the slug of the topic that explains a rule, by the rule's code.

        A rule that several topics name is explained by the one that shows what it finds; a rule
        for anything, such as an unknown value, that several show, is explained by none.
        """
        shown = {
            code: [topic for topic in topics if len(topics) == 1 or topic.shows(code)]
            for code, topics in self.topics_naming_rules.items()
        }
        return {code: topics[0].slug for code, topics in shown.items() if len(topics) == 1}

    def find(self, name: str) -> Topic:
        """Return the topic a reader means: by slug, alias or title, case and separators forgiven.

        Raises:
            AwsdevError: None goes by this name; the hint names near ones.
        """
        wanted = name_key(name)
        # A slug is answered without reading the other topics.
        for slug in self.slugs:
            if name_key(slug) == wanted:
                return self.topic(slug)
        names = self._names()
        if wanted in names:
            return self.topic(names[wanted])
        hint = did_you_mean(name, self._shown_names()) or self._about(wanted)
        raise AwsdevError(f"there is no topic {name}", hint, Status.NO)

    def _about(self, wanted: str) -> str:
        """Return a hint that names the topics in whose names or services a word occurs."""
        slugs = [
            topic.slug
            for topic in self.topics()
            if wanted and any(wanted in name_key(n) for n in _words_of(topic))
        ]
        return f"about it: {', '.join(slugs)}" if slugs else "`awsdev show` lists the topics"

    def _names(self) -> dict[str, str]:
        return {
            name_key(name): topic.slug
            for topic in self.topics()
            for name in (*topic.title.values(), *topic.aliases)
        }

    def _shown_names(self) -> list[str]:
        aliases = [alias for topic in self.topics() for alias in topic.aliases]
        return [*self.slugs, *aliases]


def users_library() -> Library:
    """Return the topics a reader has: awsdev's, and the reader's own."""
    return Library(own=own_topics())


def _words_of(topic: Topic) -> list[str]:
    return [topic.slug, *topic.title.values(), *topic.aliases, *topic.services]
