"""The ARNs that a template's values stand for, as patterns of a policy."""

from __future__ import annotations

from awsdev.lint.formats.cloudformation.template import Template
from awsdev.lint.formats.cloudformation.texts import Hole, Text

NO_VALUE = (Hole("AWS::NoValue"),)
"""What `!Ref AWS::NoValue` is: nothing at all."""

ARNS = {
    "AWS::CloudFormation::Stack": {"": "arn:*:cloudformation:*:*:stack/*"},
    "AWS::CodeBuild::Project": {"Arn": "arn:*:codebuild:*:*:project/*"},
    "AWS::CodeCommit::Repository": {"Arn": "arn:*:codecommit:*:*:*"},
    "AWS::Cognito::UserPool": {"Arn": "arn:*:cognito-idp:*:*:userpool/*"},
    "AWS::DynamoDB::GlobalTable": {
        "Arn": "arn:*:dynamodb:*:*:table/{}",
        "StreamArn": "arn:*:dynamodb:*:*:table/{}/stream/*",
    },
    "AWS::DynamoDB::Table": {
        "Arn": "arn:*:dynamodb:*:*:table/{}",
        "StreamArn": "arn:*:dynamodb:*:*:table/{}/stream/*",
    },
    "AWS::ECR::Repository": {"Arn": "arn:*:ecr:*:*:repository/*"},
    "AWS::ECS::Cluster": {"Arn": "arn:*:ecs:*:*:cluster/{}"},
    "AWS::ECS::Service": {"": "arn:*:ecs:*:*:service/*"},
    "AWS::ECS::TaskDefinition": {
        "": "arn:*:ecs:*:*:task-definition/*",
        "TaskDefinitionArn": "arn:*:ecs:*:*:task-definition/*",
    },
    "AWS::EFS::AccessPoint": {"Arn": "arn:*:elasticfilesystem:*:*:access-point/*"},
    "AWS::EFS::FileSystem": {"Arn": "arn:*:elasticfilesystem:*:*:file-system/*"},
    "AWS::Events::EventBus": {"Arn": "arn:*:events:*:*:event-bus/*"},
    "AWS::Events::Rule": {"Arn": "arn:*:events:*:*:rule/*"},
    "AWS::IAM::ManagedPolicy": {"": "arn:*:iam::*:policy/*"},
    "AWS::IAM::Role": {"Arn": "arn:*:iam::*:role/*"},
    "AWS::IAM::User": {"Arn": "arn:*:iam::*:user/*"},
    "AWS::KMS::Key": {"Arn": "arn:*:kms:*:*:key/*"},
    "AWS::Kinesis::Stream": {"Arn": "arn:*:kinesis:*:*:stream/{}"},
    "AWS::KinesisFirehose::DeliveryStream": {"Arn": "arn:*:firehose:*:*:deliverystream/{}"},
    "AWS::Lambda::Alias": {"": "arn:*:lambda:*:*:function:*"},
    "AWS::Lambda::Function": {"Arn": "arn:*:lambda:*:*:function:{}"},
    "AWS::Lambda::Version": {"": "arn:*:lambda:*:*:function:*"},
    "AWS::Logs::LogGroup": {"Arn": "arn:*:logs:*:*:log-group:*"},
    "AWS::S3::Bucket": {"Arn": "arn:*:s3:::{}"},
    "AWS::SNS::Topic": {"": "arn:*:sns:*:*:{}", "TopicArn": "arn:*:sns:*:*:{}"},
    "AWS::SQS::Queue": {"Arn": "arn:*:sqs:*:*:{}"},
    "AWS::SecretsManager::Secret": {
        "": "arn:*:secretsmanager:*:*:secret:*",
        "Id": "arn:*:secretsmanager:*:*:secret:*",
    },
    "AWS::Serverless::Function": {"Arn": "arn:*:lambda:*:*:function:{}"},
    "AWS::Serverless::SimpleTable": {"Arn": "arn:*:dynamodb:*:*:table/{}"},
    "AWS::Serverless::StateMachine": {
        "": "arn:*:states:*:*:stateMachine:{}",
        "Arn": "arn:*:states:*:*:stateMachine:{}",
    },
    "AWS::StepFunctions::StateMachine": {
        "": "arn:*:states:*:*:stateMachine:{}",
        "Arn": "arn:*:states:*:*:stateMachine:{}",
    },
}
"""By type and attribute (none for a `Ref`): an ARN's form, `{}` for the resource's name."""

_REF_IS_NAME = frozenset(
    {
        "AWS::DynamoDB::Table",
        "AWS::Kinesis::Stream",
        "AWS::Lambda::Function",
        "AWS::S3::Bucket",
        "AWS::Serverless::Function",
        "AWS::Serverless::SimpleTable",
    }
)
"""Types whose `Ref` is a name without slash or colon."""


def arn_pattern(text: Text, template: Template) -> str:
    """Return a text as a policy's resource: `*` for what the template does not tell.

    A name that only the deployment gives to a resource of the template is told by its
    logical id, which like the name has neither slash nor colon.
    """
    return "".join(part if isinstance(part, str) else _known(part, template) for part in text)


def _known(hole: Hole, template: Template) -> str:
    resource = template.resources.get(hole.name)
    if resource is None:
        return "*"
    if form := ARNS.get(resource.type, {}).get(hole.attribute):
        return form.format(hole.name)
    return hole.name if not hole.attribute and resource.type in _REF_IS_NAME else "*"
