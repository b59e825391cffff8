"""Which language a reader gets, by what the command line and the environment say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsdev.notes.language import Language, choose_language
from tests.conftest import Run

KO, EN = Language.KO, Language.EN
CASES: list[tuple[Language | None, dict[str, str], Language]] = [
    (None, {}, EN),
    (None, {"LANG": "ko_KR.UTF-8"}, KO),
    (None, {"LANG": "ko"}, KO),
    (None, {"LANG": "KO_kr"}, KO),
    (None, {"LANG": "ko-KR"}, KO),
    (None, {"LANG": "ko@hanja"}, KO),
    (None, {"LANG": "kok_IN"}, EN),
    (None, {"LANG": ""}, EN),
    (None, {"LANG": "de_DE.UTF-8"}, EN),
    # One that speaks for all is asked before one that speaks for what is left.
    (None, {"LC_ALL": "en_US.UTF-8", "LANG": "ko_KR.UTF-8"}, EN),
    (None, {"LC_ALL": "ko_KR.UTF-8", "LANG": "en_US.UTF-8"}, KO),
    (None, {"LC_MESSAGES": "ko_KR.UTF-8", "LANG": "en_US.UTF-8"}, KO),
    (None, {"LC_ALL": "en_US.UTF-8", "LC_MESSAGES": "ko_KR.UTF-8"}, EN),
    (None, {"LC_ALL": "", "LANG": "ko_KR.UTF-8"}, KO),
    (None, {"LC_CTYPE": "ko_KR.UTF-8"}, EN),
    # A locale without a language is English, as in every other program.
    (None, {"LC_ALL": "C", "LANG": "ko_KR.UTF-8"}, EN),
    (None, {"LC_ALL": "C.UTF-8", "LANG": "ko_KR.UTF-8"}, EN),
    (None, {"LC_ALL": "POSIX", "LANG": "ko_KR.UTF-8"}, EN),
    (None, {"LANGUAGE": "ko", "LANG": "C.UTF-8"}, KO),
    # A language that awsdev does not write leaves the word to the next.
    (None, {"LC_ALL": "de_DE.UTF-8", "LANG": "ko_KR.UTF-8"}, KO),
    # LANGUAGE is a list, best first.
    (None, {"LANGUAGE": "ko:en", "LANG": "en_US.UTF-8"}, KO),
    (None, {"LANGUAGE": "en:ko", "LANG": "ko_KR.UTF-8"}, EN),
    (None, {"LANGUAGE": "fr:ko:en"}, KO),
    (None, {"LANGUAGE": "::ko"}, KO),
    (None, {"LANGUAGE": "fr", "LC_ALL": "ko_KR.UTF-8"}, KO),
    # awsdev's own variable stands above all of them, the option above that.
    (None, {"AWSDEV_LANG": "ko", "LANGUAGE": "en", "LC_ALL": "en_US.UTF-8"}, KO),
    (None, {"AWSDEV_LANG": "en", "LANGUAGE": "ko", "LANG": "ko_KR.UTF-8"}, EN),
    (None, {"AWSDEV_LANG": "", "LANG": "ko_KR.UTF-8"}, KO),
    (None, {"AWSDEV_LANG": "fr", "LANG": "ko_KR.UTF-8"}, KO),
    (EN, {"AWSDEV_LANG": "ko", "LANG": "ko_KR.UTF-8"}, EN),
    (KO, {"AWSDEV_LANG": "en", "LANG": "en_US.UTF-8"}, KO),
]


@pytest.mark.parametrize(("wanted", "environment", "expected"), CASES)
def test_choice(wanted: Language | None, environment: dict[str, str], expected: Language) -> None:
    assert choose_language(wanted, environment) is expected


@given(st.dictionaries(st.sampled_from(["AWSDEV_LANG", "LANGUAGE", "LC_ALL", "LANG"]), st.text()))
def test_any_environment_gives_a_language(environment: dict[str, str]) -> None:
    assert choose_language(None, environment) in tuple(Language)


def test_the_command_asks_its_environment(awsdev: Run) -> None:
    section = "sqs-visibility#why"
    pages = {
        word: awsdev("show", section, "--format", "json", **variables).stdout
        for word, variables in {
            "en": {},
            "ko": {"LANG": "ko_KR.UTF-8"},
            "own": {"LANG": "ko_KR.UTF-8", "AWSDEV_LANG": "en"},
        }.items()
    }
    assert '"language": "ko"' in pages["ko"]
    assert '"language": "en"' in pages["en"]
    assert pages["own"] == pages["en"]
    option = awsdev("show", section, "--format", "json", "--lang", "ko", AWSDEV_LANG="en")
    assert option.stdout == pages["ko"]
