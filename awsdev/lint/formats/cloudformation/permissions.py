"""What policies allow (codes `SM501` and `SM502`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from awsdev.lint.documents.document import Document, Mapping, Node, walk
from awsdev.lint.finding import Severity
from awsdev.lint.formats.cloudformation.arns import NO_VALUE, arn_pattern
from awsdev.lint.formats.cloudformation.template import Resource, Template
from awsdev.lint.formats.cloudformation.texts import items_of, literal, texts_of, written
from awsdev.lint.formats.iam.actions import (
    actions_without_match,
    arn_formats,
    resource_kinds,
    without_resource,
)
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("cloudformation", "sam", topic="sam-policies")

_BUCKET_POLICY = "AWS::S3::BucketPolicy"
_FORMS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class _Mismatch:
    """An action that no resource of its statement can match."""

    place: Node
    action: str
    resources: str

    @property
    def of_bucket(self) -> bool:
        """Return whether it takes buckets or objects, and so is checked by S3 itself."""
        prefix = self.action.partition(":")[0].lower()
        return prefix == "s3" and bool({"bucket", "object"} & set(resource_kinds(self.action)))


@RULES.rule("SM501", Severity.WARNING)
def action_without_resource(document: Document) -> Iterator[Problem]:
    """An action that no resource of its statement can match.

    Looked at are all policies of the template, those in SAM's `Policies` included. Parts of an
    ARN that only the deployment knows may be anything. `!GetAtt Bucket.Arn` is known to be a
    bucket and `!Sub "${Bucket.Arn}/*"` its objects. Actions with wildcards, `NotAction` and
    `NotResource` are left alone, and so are actions that AWS's service reference, as cfn-lint
    carries it, does not list.

    ## Why
    IAM takes the statement and allows nothing by it: the first call is denied. The reference
    may be behind the service, hence a warning.

    ## AWS says
    Nothing, until the call: `is not authorized to perform: s3:ListBucket on resource:
    "arn:aws:s3:::orders" because no identity-based policy allows the s3:ListBucket action`

    ## Wrong
    ```yaml template.yaml
    Resources:
      Orders:
        Type: AWS::S3::Bucket
      Readers:
        Type: AWS::IAM::ManagedPolicy
        Properties:
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: [s3:GetObject, s3:ListBucket]
                Resource: !Sub "${Orders.Arn}/*"
    ```
    ```yaml template.yaml
    Resources:
      Readers:
        Type: AWS::IAM::ManagedPolicy
        Properties:
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: kms:Decrypt
                Resource: !Sub "arn:${AWS::Partition}:kms:*:${AWS::AccountId}:alias/orders"
    ```

    ## Right
    ```yaml template.yaml
    Resources:
      Orders:
        Type: AWS::S3::Bucket
      Readers:
        Type: AWS::IAM::ManagedPolicy
        Properties:
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: s3:GetObject
                Resource: !Sub "${Orders.Arn}/*"
              - Effect: Allow
                Action: s3:ListBucket
                Resource: !GetAtt Orders.Arn
    ```

    ## Source
    [Service authorization reference](https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html);
    [how actions and resources go together](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html)
    """
    template = Template(document)
    for resource in template.resources.values():
        refused = resource.type == _BUCKET_POLICY
        for found in _mismatches(resource, template):
            if not (refused and found.of_bucket):
                yield Problem(
                    found.place,
                    f"{found.action} never applies to {found.resources}",
                    _hint(found.action),
                )


@RULES.rule("SM502", Severity.ERROR)
def bucket_policy_refused(document: Document) -> Iterator[Problem]:
    """A bucket's policy has an action that none of its resources can match.

    Actions on objects need the ARNs of objects (`arn:aws:s3:::orders/*`), actions on buckets
    that of the bucket (`arn:aws:s3:::orders`). Parts that only the deployment knows may be
    anything; actions with wildcards, `NotAction` and `NotResource` are left alone.

    ## Why
    Other than IAM, S3 refuses such a policy, and the stack is rolled back.

    ## AWS says
    `Action does not apply to any resource(s) in statement`

    ## Wrong
    ```yaml template.yaml
    Resources:
      Orders:
        Type: AWS::S3::Bucket
      OrdersPolicy:
        Type: AWS::S3::BucketPolicy
        Properties:
          Bucket: !Ref Orders
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Principal: {Service: cloudfront.amazonaws.com}
                Action: s3:GetObject
                Resource: !GetAtt Orders.Arn
    ```

    ## Right
    ```yaml template.yaml
    Resources:
      Orders:
        Type: AWS::S3::Bucket
      OrdersPolicy:
        Type: AWS::S3::BucketPolicy
        Properties:
          Bucket: !Ref Orders
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Principal: {Service: cloudfront.amazonaws.com}
                Action: s3:GetObject
                Resource: !Sub "${Orders.Arn}/*"
    ```

    ## Source
    [Policies and permissions in Amazon S3](https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-policy-language-overview.html);
    [required permissions](https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html)
    """
    template = Template(document)
    for policy in template.of_type(_BUCKET_POLICY):
        for found in _mismatches(policy, template):
            if found.of_bucket:
                yield Problem(
                    found.place,
                    f"{found.action} never applies to {found.resources}",
                    _hint(found.action),
                    "Action does not apply to any resource(s) in statement",
                )


def _mismatches(resource: Resource, template: Template) -> Iterator[_Mismatch]:
    for node in walk(resource.properties):
        if isinstance(node, Mapping) and node.text("Effect") in ("Allow", "Deny"):
            yield from _in_statement(node, template)


def _in_statement(statement: Mapping, template: Template) -> Iterator[_Mismatch]:
    listed = items_of(statement.get("Resource"))
    texts = [text for item in listed for text in texts_of(item) if text != NO_VALUE]
    patterns = [arn_pattern(text, template) for text in texts]
    for node in items_of(statement.get("Action")):
        action = literal(node)
        if action and actions_without_match([action], patterns):
            shown = list(dict.fromkeys(map(written, texts)))
            more = f" or {len(shown) - 1} more" if len(shown) > 1 else ""
            yield _Mismatch(node, action, f"{shown[0]}{more}")


def _hint(action: str) -> str:
    if without_resource(action):
        return 'it takes no resource: allow it in a statement with Resource: "*"'
    forms = sorted(arn_formats(action), key=len)
    more = f" and {len(forms) - _FORMS_SHOWN} more forms" if len(forms) > _FORMS_SHOWN else ""
    return f"it takes {' or '.join(forms[:_FORMS_SHOWN])}{more}"
