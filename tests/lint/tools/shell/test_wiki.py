"""`awsdev explain SC…` answers without shellcheck and without the network."""

from __future__ import annotations

import pytest

from awsdev.lint.explain import explain_rule
from awsdev.lint.finding import Severity
from awsdev.lint.tools.shell import wiki
from awsdev.lint.tools.shell.codes import LEFT_OUT, LEFT_OUT_OF_COMMANDS, LEFT_OUT_OF_SCRIPTS
from tests.cli.conftest import conforms
from tests.conftest import Run
from tests.lint.tools.shell.conftest import ask_shellcheck, needs_shellcheck


def test_a_code_is_explained(awsdev: Run) -> None:
    done = awsdev("explain", "sc2086")
    assert done.returncode == 0
    assert done.stdout.startswith("SC2086: A variable without quotes is split into words\n")
    assert "https://www.shellcheck.net/wiki/SC2086" in done.stdout
    answer = conforms(awsdev("explain", "SC2086", "--format", "json").stdout, "explain-rule")
    assert (answer["severity"], answer["kinds"]) == (
        "info",
        ["amplify", "appspec-server", "buildspec"],
    )


@pytest.mark.parametrize("code", sorted(LEFT_OUT | LEFT_OUT_OF_COMMANDS))
def test_a_code_that_is_left_out_says_why(code: int) -> None:
    text = explain_rule(f"SC{code}").parts[""]
    assert (LEFT_OUT | LEFT_OUT_OF_COMMANDS)[code] in text
    assert ("Of hook scripts it is told" in text) is (code not in LEFT_OUT | LEFT_OUT_OF_SCRIPTS)


def test_a_code_nobody_knows_is_explained_as_far_as_that_goes() -> None:
    rule = explain_rule("SC2999")
    assert rule.title == "A check of shellcheck's"
    assert wiki.describe("SC4000") is None
    assert wiki.describe("SC208") is None


SAMPLES = {
    1010: "if [ $A = 1 ] then a; fi",
    2015: "a && b || c",
    2016: "echo '$x'",
    2027: 'sh -c "a "$B" c"',
    2034: "x=1",
    2035: "rm *",
    2044: "for f in $(find .); do echo; done",
    2045: "for f in $(ls); do echo; done",
    2046: "rm $(a)",
    2059: 'printf "$A"',
    2064: 'trap "rm $A" EXIT',
    2068: "rm $@",
    2086: "rm $A",
    2091: "$(a)",
    2115: 'rm -rf "$A/"',
    2128: 'x=(a b); rm "$x"',
    2140: 'echo "a"B"c"',
    2145: 'echo "a$@"',
    2154: 'echo "$a"',
    2155: "export A=$(a)",
    2162: 'read x; echo "$x"',
    2164: "cd x; a",
    2166: "[ a = b -o c = d ]",
    2168: "local x",
    2215: "-x a",
    2242: "exit -1",
    2283: "a = b",
}


@needs_shellcheck
@pytest.mark.parametrize("code", sorted(SAMPLES))
def test_a_code_means_what_its_title_says_and_counts_as_shellcheck_counts_it(code: int) -> None:
    found = {each["code"]: each["level"] for each in ask_shellcheck(f"{SAMPLES[code]}\n", "bash")}
    assert code in found
    expected = Severity.INFO if found[code] == "info" else Severity.WARNING
    assert explain_rule(f"SC{code}").severity == expected
