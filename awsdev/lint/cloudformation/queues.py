"""Queues that feed functions, and topics that feed queues (codes `SM1…`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from awsdev.lint.cloudformation.template import Resource, Template, reference, whole_number
from awsdev.lint.document import Document, Entry, Mapping, Node, Scalar, walk
from awsdev.lint.finding import Severity
from awsdev.lint.rule import Problem, RuleSet

RULES = RuleSet("cloudformation", "sam")

# Lambda's recommendation for queues as event sources; see SM101's source.
_TIMEOUT_FACTOR = 6
_DEFAULT_VISIBILITY = 30
_DEFAULT_FUNCTION_TIMEOUT = 3


@dataclass(frozen=True, slots=True)
class QueueSource:
    """A queue as the event source of a function, both in the template.

    Attributes:
        entry: The event, or the event source mapping: where it is declared.
        properties: The properties of either.
        queue: The queue.
        function: The function; None where it lies elsewhere.
    """

    entry: Entry
    properties: Mapping
    queue: Resource
    function: Resource | None


def queue_sources(template: Template) -> Iterator[QueueSource]:
    """Yield every queue of the template that feeds a function, by SAM event or by mapping."""
    for function in template.of_type("AWS::Serverless::Function"):
        for event in function.properties.mapping("Events").entries:
            if isinstance(event.value, Mapping) and event.value.text("Type") == "SQS":
                properties = event.value.mapping("Properties")
                queue = template.referred(properties.get("Queue"))
                if queue:
                    yield QueueSource(event, properties, queue, function)
    for mapping in template.of_type("AWS::Lambda::EventSourceMapping"):
        queue = template.referred(mapping.properties.get("EventSourceArn"))
        if queue and queue.type == "AWS::SQS::Queue":
            consumer = template.referred(mapping.properties.get("FunctionName"))
            yield QueueSource(mapping.entry, mapping.properties, queue, consumer)


@RULES.rule("SM101", Severity.WARNING, topic="sqs-visibility")
def short_visibility_timeout(document: Document) -> Iterator[Problem]:
    """A queue's visibility timeout is below six times its function's timeout.

    Only literal values are compared; a queue without `VisibilityTimeout` has the default.

    ## Why
    Lambda may hold a batch while it is throttled or retries, with the messages already
    received. Once their visibility timeout ends, they are received again while the first
    attempt still runs: the work is done twice, and `maxReceiveCount` is used up by waiting.

    ## AWS says
    Nothing, as long as the visibility timeout is not below the function's timeout itself.

    ## Wrong
    ```yaml template.yaml
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Orders:
        Type: AWS::SQS::Queue
        Properties:
          VisibilityTimeout: 60
          RedrivePolicy:
            deadLetterTargetArn: !GetAtt OrdersDeadLetters.Arn
            maxReceiveCount: 5
      OrdersDeadLetters:
        Type: AWS::SQS::Queue
      Worker:
        Type: AWS::Serverless::Function
        Properties:
          Runtime: python3.14
          Handler: app.handler
          CodeUri: src/
          Timeout: 30
          Events:
            Orders:
              Type: SQS
              Properties:
                Queue: !GetAtt Orders.Arn
                FunctionResponseTypes: [ReportBatchItemFailures]
    ```

    ## Right
    ```yaml template.yaml
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Orders:
        Type: AWS::SQS::Queue
        Properties:
          VisibilityTimeout: 180
          RedrivePolicy:
            deadLetterTargetArn: !GetAtt OrdersDeadLetters.Arn
            maxReceiveCount: 5
      OrdersDeadLetters:
        Type: AWS::SQS::Queue
      Worker:
        Type: AWS::Serverless::Function
        Properties:
          Runtime: python3.14
          Handler: app.handler
          CodeUri: src/
          Timeout: 30
          Events:
            Orders:
              Type: SQS
              Properties:
                Queue: !GetAtt Orders.Arn
                FunctionResponseTypes: [ReportBatchItemFailures]
    ```

    ## Source
    [Creating and configuring an Amazon SQS event source mapping](https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html)
    """
    for source in queue_sources(Template(document)):
        if source.function is None:
            continue
        visibility_node = source.queue.property("VisibilityTimeout")
        visibility = _literal(visibility_node, _DEFAULT_VISIBILITY)
        timeout = _literal(source.function.property("Timeout"), _DEFAULT_FUNCTION_TIMEOUT)
        window = _literal(source.properties.get("MaximumBatchingWindowInSeconds"), 0)
        if visibility is None or timeout is None or window is None:
            continue
        wanted = _TIMEOUT_FACTOR * timeout + window
        # Below the function's own timeout it is cfn-lint's E3505, an error.
        if timeout <= visibility < wanted:
            yield Problem(
                visibility_node or source.queue.entry.key,
                f"{source.queue.logical_id} hides messages for {visibility} s, but "
                f"{source.function.logical_id} may hold a batch for {timeout} s at a time",
                f"set VisibilityTimeout to {wanted} or more: six times the function's timeout"
                + (", plus the batching window" if window else ""),
            )


@RULES.rule("SM102", Severity.WARNING, topic="sns-sqs-lambda")
def no_dead_letter_queue(document: Document) -> Iterator[Problem]:
    """A queue that feeds a function has no dead-letter queue.

    ## Why
    A message the function cannot handle comes back again and again until its retention
    ends, and then it is gone without a trace. A dead-letter queue keeps it to be looked at.

    ## AWS says
    Nothing.

    ## Wrong
    ```yaml template.yaml
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Orders:
        Type: AWS::SQS::Queue
        Properties:
          VisibilityTimeout: 180
      Worker:
        Type: AWS::Serverless::Function
        Properties:
          Runtime: python3.14
          Handler: app.handler
          CodeUri: src/
          Timeout: 30
          Events:
            Orders:
              Type: SQS
              Properties:
                Queue: !GetAtt Orders.Arn
                FunctionResponseTypes: [ReportBatchItemFailures]
    ```

    ## Right
    ```yaml template.yaml
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Orders:
        Type: AWS::SQS::Queue
        Properties:
          VisibilityTimeout: 180
          RedrivePolicy:
            deadLetterTargetArn: !GetAtt OrdersDeadLetters.Arn
            maxReceiveCount: 5
      OrdersDeadLetters:
        Type: AWS::SQS::Queue
      Worker:
        Type: AWS::Serverless::Function
        Properties:
          Runtime: python3.14
          Handler: app.handler
          CodeUri: src/
          Timeout: 30
          Events:
            Orders:
              Type: SQS
              Properties:
                Queue: !GetAtt Orders.Arn
                FunctionResponseTypes: [ReportBatchItemFailures]
    ```

    ## Source
    [Using dead-letter queues in Amazon SQS](https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html)
    """
    seen: set[str] = set()
    for source in queue_sources(Template(document)):
        queue = source.queue
        if queue.property("RedrivePolicy") is None and queue.logical_id not in seen:
            seen.add(queue.logical_id)
            yield Problem(
                queue.entry.key,
                f"{queue.logical_id} feeds a function and has no dead-letter queue",
                "add RedrivePolicy with deadLetterTargetArn and a maxReceiveCount of 5 or more",
            )


@RULES.rule("SM103", Severity.WARNING, topic="sns-sqs-lambda")
def whole_batch_fails(document: Document) -> Iterator[Problem]:
    """A queue feeds a function without partial batch responses.

    A batch of one message needs none and is not reported.

    ## Why
    Without `ReportBatchItemFailures` one message that fails sends the whole batch back, the
    messages already handled included: they are handled again, and count towards
    `maxReceiveCount`.

    ## AWS says
    Nothing.

    ## Wrong
    ```yaml template.yaml
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Orders:
        Type: AWS::SQS::Queue
        Properties:
          VisibilityTimeout: 180
          RedrivePolicy:
            deadLetterTargetArn: !GetAtt OrdersDeadLetters.Arn
            maxReceiveCount: 5
      OrdersDeadLetters:
        Type: AWS::SQS::Queue
      Worker:
        Type: AWS::Serverless::Function
        Properties:
          Runtime: python3.14
          Handler: app.handler
          CodeUri: src/
          Timeout: 30
          Events:
            Orders:
              Type: SQS
              Properties:
                Queue: !GetAtt Orders.Arn
    ```

    ## Right
    ```yaml template.yaml
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Orders:
        Type: AWS::SQS::Queue
        Properties:
          VisibilityTimeout: 180
          RedrivePolicy:
            deadLetterTargetArn: !GetAtt OrdersDeadLetters.Arn
            maxReceiveCount: 5
      OrdersDeadLetters:
        Type: AWS::SQS::Queue
      Worker:
        Type: AWS::Serverless::Function
        Properties:
          Runtime: python3.14
          Handler: app.handler
          CodeUri: src/
          Timeout: 30
          Events:
            Orders:
              Type: SQS
              Properties:
                Queue: !GetAtt Orders.Arn
                FunctionResponseTypes: [ReportBatchItemFailures]
    ```

    ## Source
    [Handling errors for an SQS event source](https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html)
    """
    for source in queue_sources(Template(document)):
        single = whole_number(source.properties.get("BatchSize")) == 1
        if source.properties.get("FunctionResponseTypes") is None and not single:
            yield Problem(
                source.entry.key,
                f"one failed message sends the whole batch of {source.queue.logical_id} back",
                "set FunctionResponseTypes: [ReportBatchItemFailures] and return "
                "batchItemFailures from the function",
            )


@RULES.rule("SM104", Severity.WARNING, topic="sns-sqs-lambda")
def sns_cannot_send(document: Document) -> Iterator[Problem]:
    """A topic's messages are subscribed to a queue that does not let SNS send.

    Reported where both the subscription and the queue are in the template and no queue
    policy in it names the queue. A policy may lie elsewhere: hence a warning.

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
    for place, endpoint in _subscriptions(template):
        queue = template.referred(endpoint)
        if queue and queue.type == "AWS::SQS::Queue" and queue.logical_id not in allowed:
            yield Problem(
                place,
                f"no queue policy lets SNS send to {queue.logical_id}",
                "add an AWS::SQS::QueuePolicy that allows sqs:SendMessage to "
                "sns.amazonaws.com where aws:SourceArn is the topic",
            )


def _subscriptions(template: Template) -> Iterator[tuple[Node, Node]]:
    """Yield where a queue is subscribed to a topic, and the node that names the queue."""
    for subscription in template.of_type("AWS::SNS::Subscription"):
        endpoint = subscription.properties.get("Endpoint")
        if subscription.properties.text("Protocol") == "sqs" and endpoint is not None:
            yield subscription.entry.key, endpoint
    for topic in template.of_type("AWS::SNS::Topic"):
        for item in topic.properties.items_of("Subscription"):
            if isinstance(item, Mapping) and item.text("Protocol") == "sqs":
                endpoint = item.get("Endpoint")
                if endpoint is not None:
                    yield item, endpoint


def _queues_with_policies(template: Template) -> set[str]:
    found = set[str]()
    for policy in template.of_type("AWS::SQS::QueuePolicy", "AWS::SQS::QueueInlinePolicy"):
        found |= {reference(node) for node in walk(policy.properties)}
        found |= {name for node in walk(policy.properties) for name in _substituted(node)}
    return found


def _substituted(node: Node) -> list[str]:
    """Return the logical ids a `Sub` mentions: a policy may build a queue's address by hand."""
    if isinstance(node, Scalar) and "${" in node.text:
        parts = node.text.split("${")[1:]
        return [part.split("}")[0].split(".")[0] for part in parts]
    return []


def _literal(node: Node | None, default: int) -> int | None:
    """Return a literal number, the default where there is no node, None for an expression."""
    return default if node is None else whole_number(node)
