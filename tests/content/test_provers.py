"""The provers refuse what is not so: a proof that accepts anything proves nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import boto3
import pytest

from awsdev.notes.library import Library
from awsdev.notes.topic import Fact
from tests.content.provers.aws_cli import Call, calls_in
from tests.content.provers.command_line import answers_of
from tests.content.provers.facts import proof_of
from tests.content.provers.python_code import aws_in_memory
from tests.content.provers.shell_words import commands
from tests.content.provers.shorthand import read_shorthand

PROVEN = [
    pytest.param(fact, id=f"{topic.slug}/{fact.name}")
    for topic in Library().topics()
    for fact in topic.facts.values()
    if fact.proof
]


@pytest.mark.parametrize("fact", PROVEN)
def test_no_other_value_is_proven(fact: Fact) -> None:
    others: list[int | float | str] = ["Something", 0, 1, 3, 7, 12, 45, 30, 43200]
    if isinstance(fact.value, int):
        others += [fact.value + 1, fact.value * 10, fact.value // 10, int(f"1{fact.value}")]
    for other in others:
        if other != fact.value:
            with pytest.raises(AssertionError):
                proof_of(replace(fact, value=other))


@pytest.mark.parametrize(
    "script",
    [
        "aws sqs receive-mesage --queue-url x",
        "aws sqs receive-message",
        "aws sqs receive-message --queue-url x --max-messages 1",
        "aws sqs receive-message --queue-url x --max-number-of-messages ten",
        "aws sqs receive-message --queue-url $NOWHERE",
        "aws codebuild list-reports --sort-order UP",
        "echo hello",
        "aws sqs",
        "aws sqs wait until-empty",
        "aws sqs list-queues | head",
        "aws sqs list-queues > queues.json",
        "aws sqs list-queues; rm -r .",
        "aws sqs get-queue-url --queue-name 'open",
        "aws sqs get-queue-url --queue-name $(aws sqs list-queues",
        "X='two words'\naws sqs get-queue-url --queue-name $X",
        "X=1 aws sqs list-queues",
        "aws sqs get-queue-url --queue-name one two",
        "aws sqs list-queues queues.json",
        "aws sqs list-queues --no-cli-pager true",
        "aws sqs list-queues --max-items ten",
        "aws sqs list-queues --no-queue-name-prefix",
        "aws sqs delete-queue --queue-url x --query QueueUrl",
        "aws lambda publish-version --function-name f --query '[Version'",
    ],
)
def test_no_wrong_command_is_proven(script: str) -> None:
    with pytest.raises(AssertionError):
        calls_in(script)


@pytest.mark.parametrize(
    ("query", "right"),
    [
        ("Messages[0].ReceiptHandle", True),
        ("Messages[].[MessageId, Attributes.ApproximateReceiveCount]", True),
        ("Messages[?Body=='x'].{id: MessageId, all: @}", True),
        ("Messages[*].MessageAttributes.*.StringValue | [0]", True),
        ("length(Messages)", True),
        ("Messages[:2].Body", True),
        ("[Messages[].Body][]", True),
        ("Mesages[0].ReceiptHandle", False),
        ("Messages.ReceiptHandle", False),
        ("Messages[0].Handle", False),
        ("Messages[].[MessageId, Count]", False),
        ("Messages[?Boddy=='x'].MessageId", False),
        ("Messages[0].Body[0]", False),
        ("Messages[0].Body[].x", False),
        ("{first: Messages[0].body}", False),
        ("length(Message)", False),
    ],
)
def test_a_query_names_what_the_answer_holds(query: str, right: bool) -> None:
    script = f'aws sqs receive-message --queue-url x --query "{query}"'
    if right:
        calls_in(script)
    else:
        with pytest.raises(AssertionError, match="--query"):
            calls_in(script)


def only_call(script: str, folder: Path | None = None) -> Call:
    (call,) = calls_in(script, folder)
    return call


def test_commands_are_what_a_shell_makes_of_them() -> None:
    script = r"""
set -euo pipefail
# Whose? The reader's: a quote in a comment opens nothing.
URL=https://sqs.example/orders  # nor does this one's
aws sqs send-message --queue-url "$URL#1" \
  --message-body '{
    "name": "O\u0027Neil"
  }' --message-attributes "{\"a\": {\"DataType\": \"${TYPE}\",
    \"StringValue\": \"it's\"}}"
"""
    assert len(commands(script)) == 3
    assert only_call(script.replace("${TYPE}", "String")).parameters == {
        "QueueUrl": "https://sqs.example/orders#1",
        "MessageBody": '{\n    "name": "O\\u0027Neil"\n  }',
        "MessageAttributes": {"a": {"DataType": "String", "StringValue": "it's"}},
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a=b", {"a": "b"}),
        ("a=b,c=", {"a": "b", "c": ""}),
        ("Name=tag:x,Values=a,b", {"Name": "tag:x", "Values": ["a", "b"]}),
        ("Values=a,b,Name=x", {"Values": ["a", "b"], "Name": "x"}),
        (
            "Values=[a, b],C={D=[e,f],G='h,i'}",
            {"Values": ["a", "b"], "C": {"D": ["e", "f"], "G": "h,i"}},
        ),
        ("a=b\\,c", {"a": "b,c"}),
    ],
)
def test_shorthand_is_read_as_the_cli_reads_it(text: str, value: object) -> None:
    assert read_shorthand(text) == value


@pytest.mark.parametrize("text", ["a", "a=[b", "a={b}", "a={b=c", "a=b,a=c", "a=b c='d' e", "=b"])
def test_no_broken_shorthand_is_read(text: str) -> None:
    with pytest.raises(AssertionError):
        read_shorthand(text)


def test_shorthand_has_the_types_of_its_shape() -> None:
    function = "aws lambda update-function-configuration --function-name f --environment"
    environment = only_call(f"{function} Variables={{A=1,B=2}}").parameters["Environment"]
    assert environment == {"Variables": {"A": "1", "B": "2"}}
    listed = only_call("aws ec2 describe-instances --filters Name=tag:a,Values=b,c Name=d,Values=e")
    assert [each["Values"] for each in listed.parameters["Filters"]] == [["b", "c"], ["e"]]
    for wrong in ("Variabels={A=1}", "Variables=A", "Variables={A=[1,2]}", "Variables={A=1} B=2"):
        with pytest.raises(AssertionError):
            calls_in(f"{function} {wrong}")


STACK = "aws cloudformation validate-template --template-body"


@pytest.mark.parametrize(
    "script",
    [
        f"{STACK} file://missing.yaml",
        f"{STACK} fileb://template.yaml",
        "aws s3api put-object --bucket orders --key a --body missing.yaml",
        "aws s3api put-object --bucket orders --key a --body file://template.yaml",
        "aws lambda update-function-code --function-name f --zip-file app.zip",
        "aws lambda update-function-code --function-name f --zip-file file://app.zip",
        "aws lambda update-function-code --function-name f --zip-file fileb://app.py",
        "aws lambda invoke --function-name f",
        "aws lambda invoke --function-name f one.json two.json",
        "aws lambda invoke --function-name f --payload '{\"a\": 1}' out.json",
        "aws s3api put-object --bucket orders --key a --body out.json\n"
        "aws s3api get-object --bucket orders --key a out.json",
        "aws sqs set-queue-attributes --queue-url x --attributes file://template.yaml",
    ],
)
def test_no_file_is_taken_that_is_not_there(script: str, tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text("Resources: []", "utf-8")
    with pytest.raises(AssertionError):
        calls_in(script, tmp_path)


def test_files_are_examples_builds_or_written_before(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_text("Resources: {}", "utf-8")
    (tmp_path / "attributes.json").write_text('{"DelaySeconds": "5"}', "utf-8")
    assert only_call(f"{STACK} file://template.yaml", tmp_path).parameters == {
        "TemplateBody": "Resources: {}"
    }
    queue = "aws sqs set-queue-attributes --queue-url x --attributes file://attributes.json"
    assert only_call(queue, tmp_path).parameters["Attributes"] == {"DelaySeconds": "5"}
    calls = calls_in(
        "aws lambda update-function-code --function-name f --zip-file fileb://app.zip\n"
        "aws lambda invoke out.json --function-name f --payload eyJhIjogMX0=\n"
        "aws lambda invoke --function-name f --cli-binary-format raw-in-base64-out"
        " --payload '{\"a\": 1}' out.json\n"
        "aws s3api put-object --bucket orders --key a --body out.json\n"
        "aws lambda create-function --function-name f --role $(aws iam get-role --role-name f)"
        " --code S3Bucket=code,S3Key=b",
        tmp_path,
    )
    assert [call.saved_as for call in calls] == ["", "out.json", "out.json", "", "", ""]
    assert [call.parameters.get("Payload") for call in calls[1:3]] == [b'{"a": 1}'] * 2


def test_what_a_command_prints_may_stand_for_any_value() -> None:
    calls = calls_in(
        "ID=$(aws appconfig create-application --name a --query Id --output text)\n"
        "aws appconfig stop-deployment --application-id $ID --environment-id $ID"
        ' --deployment-number "$ID"\n'
        'aws iam simulate-principal-policy --policy-source-arn "$ID" --action-names a:B\n'
        'aws codebuild list-reports --sort-order "$ID"\n'
        "aws lambda update-alias --function-name f --name live --routing-config"
        ' "{\\"AdditionalVersionWeights\\": {\\"$ID\\": 0.1}}"\n'
        "aws cloudformation wait stack-create-complete --stack-name $ID"
    )
    assert calls[-1].waiter == "stack_create_complete"
    with pytest.raises(AssertionError):
        calls_in("aws iam simulate-principal-policy --policy-source-arn short --action-names a:B")


def test_a_script_is_run_in_order_with_its_files(tmp_path: Path) -> None:
    script = tmp_path / "script.sh"
    (tmp_path / "order.json").write_text('{"id": "A-1"}', "utf-8")
    script.write_text(
        "BUCKET=orders\n"
        'aws s3api put-object --bucket "$BUCKET" --key a --body order.json\n'
        'aws s3api get-object --bucket "$BUCKET" --key a out.json --query ContentLength\n'
        'aws s3api put-object --bucket "$BUCKET" --key b --body out.json\n'
        'aws s3api put-object --bucket "$BUCKET" --key c --body app.zip\n'
        'aws s3api wait object-exists --bucket "$BUCKET" --key c\n',
        "utf-8",
    )
    with aws_in_memory():
        s3 = boto3.client("s3")
        place = {"LocationConstraint": "ap-northeast-2"}
        s3.create_bucket(Bucket="mine", CreateBucketConfiguration=place)
        with pytest.raises(AssertionError, match=r"app\.zip"):
            answers_of(script, BUCKET="mine")
        answers = answers_of(script, files={"app.zip": b"PK"}, BUCKET="mine")
        assert [text for _, text in answers][1] == "13\n"
        bodies = [s3.get_object(Bucket="mine", Key=key)["Body"].read() for key in "abc"]
        assert bodies == [b'{"id": "A-1"}'] * 2 + [b"PK"]
        with pytest.raises(AssertionError, match="does not call"):
            answers_of(script, {"app.zip": b""}, ("LookupEvents",), BUCKET="mine")
    assert not (tmp_path / "out.json").exists()
