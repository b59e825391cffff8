"""What can happen to a file before any rule of its format looks at it (codes `AD…`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document, DocumentError, Mapping, walk
from awsdev.lint.finding import Severity, Span
from awsdev.lint.kinds import FAMILIES, Kind
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet(*Kind)

_WITHOUT_TEMPLATES = tuple(kind for kind in Kind if kind not in FAMILIES["cloudformation"])


@RULES.raised("AD101", Severity.ERROR)
def unreadable_text(reason: str, span: Span) -> Problem:
    """The file is not text.

    A file whose name, or `--kind`, says what it is, is empty, holds nothing but comments, is
    not UTF-8 or is larger than any AWS service takes.

    ## Why
    Every AWS service that reads these files reads UTF-8. An editor that saved in
    another encoding, a binary file or an interrupted download end here.

    ## AWS says
    CodeBuild: `YAML_FILE_ERROR`; CloudFormation: `Template format error: unsupported structure.`

    ## Wrong
    ```yaml buildspec.yml
    # to be written
    ```

    ## Right
    ```yaml buildspec.yml
    version: 0.2
    phases:
      build:
        commands:
          - make
    ```

    ## Source
    [YAML 1.1, character encoding](https://yaml.org/spec/1.1/#id868742)
    """
    return Problem(span, reason, "save the file as UTF-8 text" if "UTF-8" in reason else "")


@RULES.raised("AD102", Severity.ERROR)
def invalid_document(error: DocumentError) -> Problem:
    """The file is not valid YAML or JSON.

    The parser's own words and the place where it gave up, which may lie after the mistake.

    ## Why
    Nothing else can be checked, and AWS reads nothing of the file either.

    ## AWS says
    CodeBuild: `YAML_FILE_ERROR` with the parser's message; CloudFormation:
    `Template format error: YAML not well-formed.`

    ## Wrong
    ```yaml buildspec.yml
    version: 0.2
    phases:
      build:
        commands: [make
    ```

    ## Right
    ```yaml buildspec.yml
    version: 0.2
    phases:
      build:
        commands: [make]
    ```

    ## Source
    [YAML 1.1](https://yaml.org/spec/1.1/)
    """
    return Problem(error.span, error.message)


@RULES.rule("AD103", Severity.WARNING, kinds=_WITHOUT_TEMPLATES)
def repeated_key(document: Document) -> Iterator[Problem]:
    """A key stands twice in one mapping.

    The finding points at the later one. Templates are left to cfn-lint, which refuses them.

    ## Why
    Most YAML readers keep the last value and drop the others without a word; stricter
    ones refuse the file. Either way one of the two is not what was meant.

    ## AWS says
    Nothing where the reader keeps the last one.

    ## Wrong
    ```yaml buildspec.yml
    version: 0.2
    phases:
      build:
        commands:
          - make
      build:
        commands:
          - make test
    ```

    ## Right
    ```yaml buildspec.yml
    version: 0.2
    phases:
      build:
        commands:
          - make
          - make test
    ```

    ## Source
    [YAML 1.1, mapping keys are unique](https://yaml.org/spec/1.1/#id861060)
    """
    for node in walk(document.root):
        if isinstance(node, Mapping):
            first: dict[str, int] = {}
            for entry in node.entries:
                key = entry.key.text
                if key in first:
                    yield Problem(
                        entry.key,
                        f"the key {key} stands twice; it is already on line {first[key]}",
                        "keep one",
                    )
                first.setdefault(key, entry.key.span.line)


@RULES.raised("AD201", Severity.ERROR)
def tool_failed(tool: str, what: str) -> Problem:
    """A tool that awsdev asks died on the file.

    cfn-lint or the SAM translator ended with an exception, or shellcheck gave no answer. The
    file is likely unusual or broken; the other files were still checked.

    ## Why
    An unchecked file must not look like a clean one.

    ## AWS says
    Nothing: it never saw the file.

    ## Wrong
    A template whose `Resources` is empty made an earlier cfn-lint end with a traceback.

    ## Right
    ```yaml template.yaml
    Resources:
      Queue:
        Type: AWS::SQS::Queue
    ```

    ## Source
    [cfn-lint's issues](https://github.com/aws-cloudformation/cfn-lint/issues)
    """
    return Problem(Span(), f"{tool} failed on this file: {what}")


@RULES.raised("AD202", Severity.ERROR)
def tool_stalled(seconds: float) -> Problem:
    """Checking the file took longer than the limit.

    The worker that checked the file was ended; the other files were still checked.

    ## Why
    cfn-lint can take minutes on deeply nested conditions. A check that never ends would
    hold up a pipeline.

    ## AWS says
    Nothing: it never saw the file.

    ## Wrong
    A template with dozens of conditions that refer to each other.

    ## Right
    ```yaml template.yaml
    Resources:
      Queue:
        Type: AWS::SQS::Queue
    ```

    ## Source
    [cfn-lint issue 2874](https://github.com/aws-cloudformation/cfn-lint/issues/2874)
    """
    return Problem(
        Span(), f"not checked: it took longer than {seconds:g} s", "raise --timeout, or split it"
    )


@RULES.raised("AD203", Severity.ERROR)
def out_of_memory() -> Problem:
    """Checking the file took more memory than the limit.

    The worker that checked the file was ended; the other files were still checked. Only some
    systems, Linux among them, hold a process to a limit.

    ## Why
    cfn-lint takes gigabytes on some templates. A check that takes all there is would end
    whatever else runs on the machine.

    ## AWS says
    Nothing: it never saw the file.

    ## Wrong
    A template in which conditions, or references to other resources, multiply.

    ## Right
    ```yaml template.yaml
    Resources:
      Queue:
        Type: AWS::SQS::Queue
    ```

    ## Source
    [cfn-lint issue 3717](https://github.com/aws-cloudformation/cfn-lint/issues/3717)
    """
    return Problem(Span(), "not checked: it needs too much memory", "raise --memory, or split it")
