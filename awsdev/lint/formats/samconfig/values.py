"""What certain options hold: buckets, capabilities, regions, keys and values (codes `SG3…`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Scalar, Sequence
from awsdev.lint.finding import Severity
from awsdev.lint.formats.samconfig.conversion import is_on, texts
from awsdev.lint.formats.samconfig.layout import Parameter, is_null, parameters, read_by
from awsdev.lint.formats.samconfig.pairs import Overrides
from awsdev.lint.rules.rule import Problem, RuleSet
from awsdev.names import valid_ones

RULES = RuleSet("samconfig", topic="sam-basics")

_TWO_BUCKETS = {
    "deploy": "Cannot use both --resolve-s3 and --s3-bucket parameters in non-guided deployments. "
    "Please use only one or use the --guided option for a guided deployment.",
    "package": "Cannot use both --resolve-s3 and --s3-bucket parameters. Please use only one.",
}
CAPABILITIES = ("CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND")
"""What CloudFormation takes."""
# What the SAM CLI's help lists as well; CloudFormation's API does not.
_ALSO_LISTED = "CAPABILITY_RESOURCE_POLICY"
_REGION_TAKEN = re.compile(r"(?![0-9]+\Z)(?!-)[a-zA-Z0-9-]{0,63}(?<!-)")
_REGION = re.compile(r"[a-z]{2,4}(-[a-z]+)+-\d+")
_PLACEHOLDER = re.compile(r"[${<%]")
"""What something else still has to fill in."""
_EXAMPLE = "Environment=test Size=2"
_PAIRED = ("image_repositories", "parameter", "signing_profiles", "tags", "watch_exclude")


@RULES.rule("SG301", Severity.ERROR)
def two_buckets(document: Document) -> Iterator[Problem]:
    """A bucket is named and one is to be found as well.

    `s3_bucket` and `resolve_s3 = true` for the same command of an environment, be it from the
    table of `global`. A guided deployment asks, and is left alone.

    ## Why
    `sam deploy` and `sam package` take one or the other and end before they begin.

    ## AWS says
    `Error: Cannot use both --resolve-s3 and --s3-bucket parameters in non-guided deployments.
    Please use only one or use the --guided option for a guided deployment.`

    ## Wrong
    ```toml
    version = 0.1

    [default.deploy.parameters]
    stack_name = "orders"
    s3_bucket = "artifacts-111122223333"
    resolve_s3 = true
    ```

    ## Right
    ```toml
    version = 0.1

    [default.deploy.parameters]
    stack_name = "orders"
    resolve_s3 = true
    ```

    ## Source
    [sam deploy](https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-deploy.html)
    """
    seen = set()
    for command, words in _TWO_BUCKETS.items():
        for given in read_by(command, document):
            bucket, resolve = given.get("s3_bucket"), given.get("resolve_s3")
            asks = "guided" in given and is_on(given["guided"].value)
            if bucket and resolve and not asks and _are_both_given(bucket, resolve):
                # Both may come from global, for two commands.
                if id(resolve.entry.key) in seen:
                    continue
                seen.add(id(resolve.entry.key))
                message = f"sam {command} takes s3_bucket or resolve_s3, not both"
                hint = f"s3_bucket is given in {bucket.table.place}; keep one"
                yield Problem(resolve.entry.key, message, hint, words)


@RULES.rule("SG302", Severity.ERROR)
def unknown_capability(document: Document) -> Iterator[Problem]:
    """A capability that CloudFormation does not have.

    Several stand in a list, or in one text with single blanks between them; a comma does not
    part them. A value that still has to be filled in (`${…}`, `{{…}}`) is left alone.

    ## Why
    CloudFormation refuses the change set, after everything was built and uploaded.

    ## AWS says
    Its words for this are not on record.

    ## Wrong
    ```toml
    version = 0.1

    [default.deploy.parameters]
    capabilities = "CAPABILITY_IAM,CAPABILITY_AUTO_EXPAND"
    ```

    ## Right
    ```toml
    version = 0.1

    [default.deploy.parameters]
    capabilities = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]
    ```

    ## Source
    [CreateChangeSet, Capabilities](https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html)
    """
    for parameter in _named(document, "capabilities"):
        listed = isinstance(parameter.value, Sequence)
        for text in texts(parameter.value):
            for word in [text.text] if listed else text.text.split(" "):
                known = word in CAPABILITIES or word == _ALSO_LISTED
                if known or _PLACEHOLDER.search(word) or not text.text:
                    continue
                apart = " ".join(re.split(r"[\s,;]+", word.strip()))
                hint = (
                    "write a list, or put one blank between two"
                    if apart != word
                    else valid_ones(word, CAPABILITIES)
                )
                yield Problem(text, f"there is no capability {word!r}", hint)


@RULES.rule("SG303", Severity.ERROR)
def malformed_region(document: Document) -> Iterator[Problem]:
    """A region that no name of a host can hold.

    Only letters, digits and hyphens, none of them at either end.

    ## Why
    The command ends before it begins.

    ## AWS says
    `Error: Provided region: us_east_1 doesn't match a supported format`

    ## Wrong
    ```toml
    version = 0.1

    [default.global.parameters]
    region = "us_east_1"
    ```

    ## Right
    ```toml
    version = 0.1

    [default.global.parameters]
    region = "us-east-1"
    ```

    ## Source
    [AWS Regions](https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html)
    """
    for text in _regions(document):
        if not _REGION_TAKEN.fullmatch(text.text):
            words = f"Provided region: {text.text} doesn't match a supported format"
            hint = "write a code such as eu-west-1"
            yield Problem(text, f"{text.text} cannot be a region", hint, words)


@RULES.rule("SG304", Severity.WARNING)
def unlikely_region(document: Document) -> Iterator[Problem]:
    """A region whose code has not the form of any.

    Codes look like `eu-west-1`: a part of the world, a direction, a number. `us-east-1a` is an
    Availability Zone.

    ## Why
    There is no such host, so every call fails.

    ## AWS says
    `Could not connect to the endpoint URL`

    ## Wrong
    ```toml
    version = 0.1

    [default.global.parameters]
    region = "us-east-1a"
    ```

    ## Right
    ```toml
    version = 0.1

    [default.global.parameters]
    region = "us-east-1"
    ```

    ## Source
    [AWS Regions](https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html)
    """
    for text in _regions(document):
        if _REGION_TAKEN.fullmatch(text.text) and not _REGION.fullmatch(text.text):
            hint = "write a code such as eu-west-1"
            yield Problem(text, f"no region has a code of the form {text.text}", hint)


@RULES.rule("SG305", Severity.ERROR)
def no_pairs(document: Document) -> Iterator[Problem]:
    """Text that holds no `Key=Value` where pairs are asked for.

    In `parameter_overrides`, `tags`, `image_repositories`, `signing_profiles`,
    `watch_exclude` and `parameter`. `parameter_overrides` also takes `file://…` and tables.

    ## Why
    The command ends before it begins.

    ## AWS says
    `Error: Invalid value for '--parameter-overrides': Environment:test is not a valid format.`

    ## Wrong
    ```toml
    version = 0.1

    [default.deploy.parameters]
    parameter_overrides = "Environment:test"
    ```

    ## Right
    ```toml
    version = 0.1

    [default.deploy.parameters]
    parameter_overrides = "Environment=test"
    ```

    ## Source
    [sam deploy](https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-deploy.html)
    """
    for parameter in parameters(document):
        for text in texts(parameter.value):
            if parameter.forms[0].kind == "parameters":
                missing = not Overrides(text.text).taken and not _is_whole_and_empty(
                    parameter, text
                )
                words = f"{text.text} is not a valid format."
            else:
                missing = parameter.name in _PAIRED and "=" not in text.text and bool(text.text)
                words = ""
            if missing:
                message = f"{parameter.place} must hold Key=Value, not {text.text!r}"
                yield Problem(text, message, f"write {_EXAMPLE}", words)


@RULES.rule("SG306", Severity.WARNING)
def dropped_words(document: Document) -> Iterator[Problem]:
    """Words in `parameter_overrides` that belong to no pair.

    A blank ends a value. What follows, up to the next `Key=Value`, is nothing to the SAM CLI.

    ## Why
    The words are dropped without a word: the parameter gets half of its value.

    ## AWS says
    Nothing.

    ## Wrong
    ```toml
    version = 0.1

    [default.deploy.parameters]
    parameter_overrides = "Title=Order service Environment=test"
    ```

    ## Right
    ```toml
    version = 0.1

    [default.deploy.parameters]
    parameter_overrides = "Title='Order service' Environment=test"
    ```

    ## Source
    [sam deploy](https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-deploy.html)
    """
    for parameter in parameters(document):
        if parameter.forms[0].kind == "parameters":
            for text in texts(parameter.value):
                if dropped := Overrides(text.text).dropped:
                    words = f"{' '.join(dropped)} in {parameter.name} is dropped"
                    hint = "put quotes around a value that holds blanks, or write a table"
                    yield Problem(text, words, hint)


@RULES.rule("SG307", Severity.WARNING)
def line_break_in_value(document: Document) -> Iterator[Problem]:
    """A line break that becomes part of a parameter's value.

    In text over several lines only a blank ends a value, not the end of the line.

    ## Why
    The parameter's value ends with a line break, or takes in the next pair whole. A
    backslash at the end of the line leaves the break out.

    ## AWS says
    Nothing, or that the value is not one of those allowed.

    ## Wrong
    ```toml
    version = 0.1

    [default.deploy.parameters]
    parameter_overrides = \"\"\"
    Environment=test
    Size=2
    \"\"\"
    ```

    ## Right
    ```toml
    version = 0.1

    [default.deploy.parameters]
    parameter_overrides = [
      "Environment=test",
      "Size=2",
    ]
    ```

    ## Source
    [TOML, strings](https://toml.io/en/v1.0.0#string)
    """
    for parameter in parameters(document):
        if parameter.forms[0].kind == "parameters":
            for text in texts(parameter.value):
                if broken := Overrides(text.text).broken:
                    words = f"the value of {', '.join(broken)} takes in a line break"
                    hint = "write a list of pairs, or end the line with a blank"
                    yield Problem(text, words, hint)


def _named(document: Document, name: str) -> Iterator[Parameter]:
    return (parameter for parameter in parameters(document) if parameter.name == name)


def _regions(document: Document) -> Iterator[Scalar]:
    """Yield the regions, but not those that something else still has to fill in."""
    for parameter in _named(document, "region"):
        for text in texts(parameter.value):
            whole = text is parameter.value and text.text != ""
            if whole and not _PLACEHOLDER.search(text.text):
                yield text


def _are_both_given(bucket: Parameter, resolve: Parameter) -> bool:
    named = isinstance(bucket.value, Scalar) and not is_null(bucket.value) and bucket.value.text
    return bool(named) and is_on(resolve.value)


def _is_whole_and_empty(parameter: Parameter, text: Scalar) -> bool:
    return text is parameter.value and not text.text
