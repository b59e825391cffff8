"""Queues subscribed to topics (code `SM104`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from awsdev.lint.documents.document import Document, Mapping, Node, Scalar, walk
from awsdev.lint.finding import Severity
from awsdev.lint.formats.cloudformation.template import Template, reference
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("cloudformation", "sam", topic="sns-sqs-lambda")


@RULES.rule("SM104", Severity.WARNING)
def sns_cannot_send(document: Document) -> Iterator[Problem]:
    """A topic's messages are subscribed to a queue that does not let SNS send.

    Reported where both the subscription and the queue are in the template and no queue
    policy and no SAM connector in it names the queue. A policy may lie elsewhere: hence a
    warning.

    ## Why
    SNS sends to the queue as a service, so the queue's own policy must allow it. Without
    it every delivery is refused, and the subscription looks healthy all the same.

    ## AWS says
    Nothing to the publisher; the topic's metric `NumberOfNotificationsFailed` rises.

    ## Wrong
    ```yaml template.yaml
    Resources:
      Placed:
        Type: AWS::SNS::Topic
      Orders:
        Type: AWS::SQS::Queue
      Subscription:
        Type: AWS::SNS::Subscription
        Properties:
          TopicArn: !Ref Placed
          Protocol: sqs
          Endpoint: !GetAtt Orders.Arn
    ```

    ## Right
    ```yaml template.yaml
    Resources:
      Placed:
        Type: AWS::SNS::Topic
      Orders:
        Type: AWS::SQS::Queue
      OrdersPolicy:
        Type: AWS::SQS::QueuePolicy
        Properties:
          Queues: [!Ref Orders]
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Principal: {Service: sns.amazonaws.com}
                Action: sqs:SendMessage
                Resource: !GetAtt Orders.Arn
                Condition: {ArnEquals: {"aws:SourceArn": !Ref Placed}}
      Subscription:
        Type: AWS::SNS::Subscription
        Properties:
          TopicArn: !Ref Placed
          Protocol: sqs
          Endpoint: !GetAtt Orders.Arn
    ```

    ## Source
    [Subscribing an Amazon SQS queue to an Amazon SNS topic](https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html)
    """
    template = Template(document)
    allowed = _queues_with_policies(template)
    for subscription in subscriptions(template):
        queue = template.referred(subscription.endpoint)
        if queue and queue.type == "AWS::SQS::Queue" and queue.logical_id not in allowed:
            yield Problem(
                subscription.place,
                f"no queue policy lets SNS send to {queue.logical_id}",
                "add an AWS::SQS::QueuePolicy that allows sqs:SendMessage to "
                "sns.amazonaws.com where aws:SourceArn is the topic",
            )


@dataclass(frozen=True, slots=True)
class Subscription:
    """A queue subscribed to a topic.

    Attributes:
        place: Where it is subscribed.
        topic: The node that names the topic.
        endpoint: The node that names the queue.
    """

    place: Node
    topic: Node | None
    endpoint: Node


def subscriptions(template: Template) -> Iterator[Subscription]:
    """Yield the queues that a template subscribes to topics."""
    for subscription in template.of_type("AWS::SNS::Subscription"):
        properties = subscription.properties
        endpoint = properties.get("Endpoint")
        if properties.text("Protocol") == "sqs" and endpoint is not None:
            yield Subscription(subscription.entry.key, properties.get("TopicArn"), endpoint)
    for topic in template.of_type("AWS::SNS::Topic"):
        own = Scalar(topic.entry.key.span, "!Ref", topic.logical_id)
        for item in topic.properties.items_of("Subscription"):
            if isinstance(item, Mapping) and item.text("Protocol") == "sqs":
                endpoint = item.get("Endpoint")
                if endpoint is not None:
                    yield Subscription(item, own, endpoint)


def _queues_with_policies(template: Template) -> set[str]:
    found = set[str]()
    for policy in template.of_type("AWS::SQS::QueuePolicy", "AWS::SQS::QueueInlinePolicy"):
        found |= {reference(node) for node in walk(policy.properties)}
        found |= {name for node in walk(policy.properties) for name in _substituted(node)}
    return found | _connected(template)


def _connected(template: Template) -> set[str]:
    """Return the logical ids that a SAM connector names: SAM writes the policy for them."""
    found = set[str]()
    for resource in template.resources.values():
        connectors: list[Node] = [resource.body.mapping("Connectors")]
        if resource.type == "AWS::Serverless::Connector":
            connectors.append(resource.properties)
        for node in (below for connector in connectors for below in walk(connector)):
            if isinstance(node, Mapping):
                found.add(node.text("Id"))
    return found


def _substituted(node: Node) -> list[str]:
    """Return the logical ids a `Sub` mentions: a policy may build a queue's address by hand."""
    if isinstance(node, Scalar) and "${" in node.text:
        parts = node.text.split("${")[1:]
        return [part.split("}")[0].split(".")[0] for part in parts]
    return []
