"""The ARNs of resources have the forms that AWS's service reference gives them."""

from __future__ import annotations

import pytest

from awsdev.lint.documents.yamltext import parse_yaml
from awsdev.lint.formats.cloudformation.arns import ARNS, arn_pattern
from awsdev.lint.formats.cloudformation.template import Template
from awsdev.lint.formats.cloudformation.texts import texts_of
from awsdev.lint.formats.iam.actions import can_match, services
from awsdev.lint.formats.iam.patterns import format_pattern, overlap, policy_pattern

FORMS = [
    pytest.param(form, id=f"{type_}.{attribute}")
    for type_, attributes in ARNS.items()
    for attribute, form in attributes.items()
]


@pytest.mark.parametrize("form", FORMS)
def test_the_form_of_an_arn_is_one_of_the_reference(form: str) -> None:
    prefix = form.split(":")[2]
    pattern = policy_pattern(form.format("x"))
    assert pattern is not None
    known = [each for forms in services()[prefix].formats.values() for each in forms]
    assert any(overlap(pattern, format_pattern(each)) for each in known)
    # The reference's forms end where a name begins; some name comes at once.
    literal = form.split(":", 5)[5].rstrip("*{}").removesuffix("/stream/").rstrip("{}")
    ends = [each.split(":", 5)[5] for each in known]
    assert any(end[0] in ".$" or (literal and end.startswith(literal)) for end in ends)


@pytest.mark.parametrize(
    ("value", "pattern"),
    [
        ("!GetAtt Orders.Arn", "arn:*:s3:::Orders"),
        ("!Sub '${Orders.Arn}/*'", "arn:*:s3:::Orders/*"),
        ("!Sub 'arn:aws:s3:::${Orders}'", "arn:aws:s3:::Orders"),
        ("!Join ['', ['arn:aws:s3:::', !Ref Orders, '/*']]", "arn:aws:s3:::Orders/*"),
        ("!Ref Topic", "arn:*:sns:*:*:Topic"),
        ("!Sub 'arn:aws:s3:::${Elsewhere}'", "arn:aws:s3:::*"),
        ("!GetAtt Orders.WebsiteURL", "*"),
        ("!Ref Elsewhere", "*"),
        ("!ImportValue bucket", "*"),
    ],
)
def test_a_value_as_a_pattern(value: str, pattern: str) -> None:
    document = parse_yaml(
        "Resources: {Orders: {Type: 'AWS::S3::Bucket'}, Topic: {Type: 'AWS::SNS::Topic'}}\n"
        f"value: {value}"
    )
    (text,) = texts_of(document.mapping.get("value"))
    assert arn_pattern(text, Template(document)) == pattern


def test_a_bucket_is_no_object() -> None:
    assert can_match("s3:ListBucket", "arn:*:s3:::Orders")
    assert not can_match("s3:GetObject", "arn:*:s3:::Orders")
