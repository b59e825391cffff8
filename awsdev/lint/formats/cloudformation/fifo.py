"""FIFO queues and topics (codes `SM106` to `SM109`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Node
from awsdev.lint.finding import Severity
from awsdev.lint.formats.cloudformation.subscriptions import subscriptions
from awsdev.lint.formats.cloudformation.template import Template, is_fifo
from awsdev.lint.formats.cloudformation.texts import (
    Hole,
    Text,
    ending,
    function_of,
    items_of,
    literal,
    texts_of,
    written,
)
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("cloudformation", "sam", topic="sns-sqs-lambda")

_SUFFIX = ".fifo"
_QUEUE, _TOPIC = "AWS::SQS::Queue", "AWS::SNS::Topic"
_FIFO_NAME = (
    "The name of a FIFO queue can only include alphanumeric characters, hyphens, or "
    "underscores, must end with .fifo suffix and be 1 to 80 in length."
)
_STANDARD_NAME = (
    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"
)


@RULES.rule("SM106", Severity.ERROR)
def fifo_queue_name(document: Document) -> Iterator[Problem]:
    """A queue's name and its type do not agree.

    The name of a FIFO queue ends in `.fifo`, that of a standard queue does not. The end of a
    name is read out of a `Sub` or a `Join` too; a name that a parameter gives is left alone,
    and so is a queue without a name. A FIFO queue whose name is plain text without `.fifo` is
    cfn-lint's E3501.

    ## Why
    SQS refuses the queue, and the stack is rolled back.

    ## AWS says
    `The name of a FIFO queue can only include alphanumeric characters, hyphens, or
    underscores, must end with .fifo suffix and be 1 to 80 in length.` Of a standard queue:
    `Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length`

    ## Wrong
    ```yaml template.yaml
    Resources:
      Orders:
        Type: AWS::SQS::Queue
        Properties:
          QueueName: !Sub "${AWS::StackName}-orders"
          FifoQueue: true
    ```
    ```yaml template.yaml
    Resources:
      Orders:
        Type: AWS::SQS::Queue
        Properties:
          QueueName: orders.fifo
    ```

    ## Right
    ```yaml template.yaml
    Resources:
      Orders:
        Type: AWS::SQS::Queue
        Properties:
          QueueName: !Sub "${AWS::StackName}-orders.fifo"
          FifoQueue: true
    ```

    ## Source
    [Amazon SQS FIFO queues](https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fifo-queues.html);
    [AWS::SQS::Queue](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html)
    """
    for queue in Template(document).of_type(_QUEUE):
        name = queue.properties.get("QueueName")
        fifo = is_fifo(queue)
        plain = any(literal(choice) is not None for choice in items_of(name))
        if name is None or fifo is None or (fifo and plain):
            continue
        if (shown := _misnamed(name, fifo=fifo)) and fifo:
            yield Problem(
                name,
                f"{queue.logical_id} is a FIFO queue, and its name {shown} does not end in .fifo",
                f"name it {shown}.fifo",
                _FIFO_NAME,
            )
        elif shown:
            yield Problem(
                name,
                f"{queue.logical_id} is named {shown} and is no FIFO queue",
                "set FifoQueue: true, or leave .fifo off the name",
                _STANDARD_NAME,
            )


@RULES.rule("SM107", Severity.ERROR)
def dead_letters_of_other_type(document: Document) -> Iterator[Problem]:
    """A queue and its dead-letter queue are of different types.

    The dead-letter queue of a FIFO queue is a FIFO queue, that of a standard queue a standard
    one. Looked at where its ARN is written out or in a `Sub` or a `Join`; where it is a
    `GetAtt`, that is cfn-lint's E3502.

    ## Why
    SQS refuses the redrive policy, and the stack is rolled back.

    ## AWS says
    `Value {"deadLetterTargetArn":"…","maxReceiveCount":"5"} for parameter RedrivePolicy is
    invalid. Reason: Dead-letter queue must be same type of queue as the source.`

    ## Wrong
    ```yaml template.yaml
    Resources:
      Orders:
        Type: AWS::SQS::Queue
        Properties:
          FifoQueue: true
          RedrivePolicy:
            deadLetterTargetArn: !Sub "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:dead-letters"
            maxReceiveCount: 5
    ```

    ## Right
    ```yaml template.yaml
    Resources:
      Orders:
        Type: AWS::SQS::Queue
        Properties:
          FifoQueue: true
          RedrivePolicy:
            deadLetterTargetArn: !GetAtt OrdersDeadLetters.Arn
            maxReceiveCount: 5
      OrdersDeadLetters:
        Type: AWS::SQS::Queue
        Properties:
          FifoQueue: true
    ```

    ## Source
    [Using dead-letter queues in Amazon SQS](https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html)
    """
    template = Template(document)
    for queue in template.of_type(_QUEUE):
        target = queue.properties.mapping("RedrivePolicy").get("deadLetterTargetArn")
        fifo = is_fifo(queue)
        if (
            target is None
            or fifo is None
            or any(_is_reference(choice) for choice in items_of(target))
        ):
            continue
        kinds = {_is_fifo_arn(text, template) for text in texts_of(target)}
        if kinds == {not fifo}:
            own, other = ("FIFO", "standard") if fifo else ("standard", "FIFO")
            yield Problem(
                target,
                f"{queue.logical_id} is a {own} queue, and its dead-letter queue a {other} one",
                f"name a {own} queue as its dead-letter queue",
                "Dead-letter queue must be same type of queue as the source.",
            )


@RULES.rule("SM108", Severity.ERROR)
def fifo_topic_name(document: Document) -> Iterator[Problem]:
    """A topic's name and its type do not agree.

    The name of a FIFO topic ends in `.fifo`, that of a standard topic does not. A name that a
    parameter gives is left alone, and so is a topic without a name.

    ## Why
    SNS refuses the topic, and the stack is rolled back.

    ## AWS says
    `Invalid parameter: Topic Name`

    ## Wrong
    ```yaml template.yaml
    Resources:
      Placed:
        Type: AWS::SNS::Topic
        Properties:
          TopicName: placed
          FifoTopic: true
    ```

    ## Right
    ```yaml template.yaml
    Resources:
      Placed:
        Type: AWS::SNS::Topic
        Properties:
          TopicName: placed.fifo
          FifoTopic: true
    ```

    ## Source
    [AWS::SNS::Topic](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html)
    """
    for topic in Template(document).of_type(_TOPIC):
        name = topic.properties.get("TopicName")
        fifo = is_fifo(topic)
        shown = "" if name is None or fifo is None else _misnamed(name, fifo=fifo)
        if name is None or not shown:
            continue
        wrong, hint = (
            (
                f"is a FIFO topic, and its name {shown} does not end in .fifo",
                f"name it {shown}.fifo",
            )
            if fifo
            else (
                f"is named {shown} and is no FIFO topic",
                "set FifoTopic: true, or leave .fifo off the name",
            )
        )
        yield Problem(name, f"{topic.logical_id} {wrong}", hint, "Invalid parameter: Topic Name")


@RULES.rule("SM109", Severity.ERROR)
def fifo_queue_on_standard_topic(document: Document) -> Iterator[Problem]:
    """A FIFO queue is subscribed to a standard topic.

    Reported where both are in the template. The other way round works: a FIFO topic delivers
    to standard queues.

    ## Why
    A standard topic keeps no order and gives no message group, which a FIFO queue asks for. SNS
    refuses the subscription, and the stack is rolled back.

    ## AWS says
    `Invalid parameter: Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be
    subscribed to standard SNS topics`

    ## Wrong
    ```yaml template.yaml
    Resources:
      Placed:
        Type: AWS::SNS::Topic
      Orders:
        Type: AWS::SQS::Queue
        Properties:
          FifoQueue: true
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

    ## Right
    ```yaml template.yaml
    Resources:
      Placed:
        Type: AWS::SNS::Topic
        Properties:
          TopicName: placed.fifo
          FifoTopic: true
      Orders:
        Type: AWS::SQS::Queue
        Properties:
          FifoQueue: true
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
    [Message delivery for FIFO topics](https://docs.aws.amazon.com/sns/latest/dg/fifo-message-delivery.html)
    """
    template = Template(document)
    for subscription in subscriptions(template):
        topic = template.referred(subscription.topic)
        queue = template.referred(subscription.endpoint)
        if not topic or not queue or (topic.type, queue.type) != (_TOPIC, _QUEUE):
            continue
        if is_fifo(queue) is True and is_fifo(topic) is False:
            yield Problem(
                subscription.place,
                f"{queue.logical_id} is a FIFO queue, and {topic.logical_id} a standard topic",
                "subscribe a standard queue, or set FifoTopic: true on the topic",
                "Invalid parameter: Invalid parameter: Endpoint Reason: FIFO SQS Queues can not "
                "be subscribed to standard SNS topics",
            )


def _is_reference(node: Node) -> bool:
    return function_of(node)[0] in ("Ref", "GetAtt")


def _misnamed(name: Node, *, fifo: bool) -> str:
    """Return a name that surely contradicts the type, as it is written; empty otherwise."""
    texts = texts_of(name)
    kinds = {_ends_in_suffix(text) for text in texts}
    return written(texts[0]) if kinds == {not fifo} else ""


def _ends_in_suffix(text: Text) -> bool | None:
    """Return whether a text ends in `.fifo`, or None where that is not known."""
    end = ending(text)
    if end.endswith(_SUFFIX):
        return True
    # `${Name}fifo` may end in it after all.
    return None if (_SUFFIX.endswith(end) and len(text) > 1) or not end else False


def _is_fifo_arn(text: Text, template: Template) -> bool | None:
    match text:
        case (Hole(name, "Arn"),):
            queue = template.resources.get(name)
            return is_fifo(queue) if queue and queue.type == _QUEUE else None
        case (str(begin), *_) if begin.startswith("arn:"):
            return _ends_in_suffix(text)
    return None
