"""Queues that feed functions (codes `SM101` to `SM103`, and `SM105`)."""

from __future__ import annotations

from collections.abc import Iterator

from awsdev.lint.documents.document import Document, Node, Sequence
from awsdev.lint.finding import Severity
from awsdev.lint.formats.cloudformation.queue_sources import dead_letter_queues, queue_sources
from awsdev.lint.formats.cloudformation.template import Template, is_fifo, reference, whole_number
from awsdev.lint.rules.rule import Problem, RuleSet

RULES = RuleSet("cloudformation", "sam")

# Lambda's recommendation for queues as event sources; see SM101's source.
_TIMEOUT_FACTOR = 6
_LARGEST_WITHOUT_WINDOW = 10
_DEFAULT_VISIBILITY = 30
_DEFAULT_FUNCTION_TIMEOUT = 3


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

    A queue of this template that an SQS event or an event source mapping reads lacks
    `RedrivePolicy`; it is reported once. What a policy says is not looked at, nor are queues
    from elsewhere, such as a parameter or an import, nor a queue that is itself where dead
    letters go.

    ## Why
    A message the function cannot handle comes back again and again until its retention
    ends, and then it is gone without a trace. A dead-letter queue keeps it to be looked at.

    ## AWS says
    Nothing.

    ## Wrong
    ```yaml template.yaml
    Resources:
      Orders:
        Type: AWS::SQS::Queue
      Mapping:
        Type: AWS::Lambda::EventSourceMapping
        Properties:
          EventSourceArn: !GetAtt Orders.Arn
          FunctionName: worker
          FunctionResponseTypes: [ReportBatchItemFailures]
    ```

    ## Right
    ```yaml template.yaml
    Resources:
      Orders:
        Type: AWS::SQS::Queue
        Properties:
          RedrivePolicy:
            deadLetterTargetArn: !GetAtt OrdersDeadLetters.Arn
            maxReceiveCount: 5
      OrdersDeadLetters:
        Type: AWS::SQS::Queue
      Mapping:
        Type: AWS::Lambda::EventSourceMapping
        Properties:
          EventSourceArn: !GetAtt Orders.Arn
          FunctionName: worker
          FunctionResponseTypes: [ReportBatchItemFailures]
    ```

    ## Source
    [Using dead-letter queues in Amazon SQS](https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html)
    """
    template = Template(document)
    seen = dead_letter_queues(template)
    for source in queue_sources(template):
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

    A batch of one message needs none and is not reported, nor is a batch whose size is a
    parameter's with the default 1.

    ## Why
    Without `ReportBatchItemFailures` one message that fails sends the whole batch back, the
    messages already handled included: they are handled again, and count towards
    `maxReceiveCount`.

    ## AWS says
    Nothing.

    ## Wrong
    ```yaml template.yaml
    Resources:
      Orders:
        Type: AWS::SQS::Queue
        Properties:
          RedrivePolicy:
            deadLetterTargetArn: !GetAtt OrdersDeadLetters.Arn
            maxReceiveCount: 5
      OrdersDeadLetters:
        Type: AWS::SQS::Queue
      Mapping:
        Type: AWS::Lambda::EventSourceMapping
        Properties:
          EventSourceArn: !GetAtt Orders.Arn
          FunctionName: worker
    ```

    ## Right
    ```yaml template.yaml
    Resources:
      Orders:
        Type: AWS::SQS::Queue
        Properties:
          RedrivePolicy:
            deadLetterTargetArn: !GetAtt OrdersDeadLetters.Arn
            maxReceiveCount: 5
      OrdersDeadLetters:
        Type: AWS::SQS::Queue
      Mapping:
        Type: AWS::Lambda::EventSourceMapping
        Properties:
          EventSourceArn: !GetAtt Orders.Arn
          FunctionName: worker
          FunctionResponseTypes: [ReportBatchItemFailures]
    ```

    ## Source
    [Handling errors for an SQS event source](https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html)
    """
    template = Template(document)
    for source in queue_sources(template):
        size = source.properties.get("BatchSize")
        parameter = template.parameters.get(reference(size))
        single = whole_number(parameter.get("Default") if parameter else size) == 1
        types = source.properties.get("FunctionResponseTypes")
        absent = types is None or (isinstance(types, Sequence) and not types.items)
        if absent and not single:
            yield Problem(
                source.entry.key,
                f"one failed message sends the whole batch of {source.queue.logical_id} back",
                "set FunctionResponseTypes: [ReportBatchItemFailures] and return "
                "batchItemFailures from the function",
            )


@RULES.rule("SM105", Severity.ERROR, topic="sns-sqs-lambda")
def large_batch_without_window(document: Document) -> Iterator[Problem]:
    """A batch of more than ten messages has no batching window.

    Only literal values are looked at. A FIFO queue has no window at all; a batch that is too
    large for one is cfn-lint's E3705.

    ## Why
    SQS hands out ten messages at a time. A larger batch has to be gathered, for which Lambda
    needs a window.

    ## AWS says
    `InvalidParameterValueException: Maximum batch window in seconds must be greater than 0 if
    maximum batch size is greater than 10`

    ## Wrong
    ```yaml template.yaml
    Resources:
      Orders:
        Type: AWS::SQS::Queue
        Properties:
          RedrivePolicy:
            deadLetterTargetArn: !GetAtt OrdersDeadLetters.Arn
            maxReceiveCount: 5
      OrdersDeadLetters:
        Type: AWS::SQS::Queue
      Mapping:
        Type: AWS::Lambda::EventSourceMapping
        Properties:
          EventSourceArn: !GetAtt Orders.Arn
          FunctionName: worker
          BatchSize: 100
          FunctionResponseTypes: [ReportBatchItemFailures]
    ```

    ## Right
    ```yaml template.yaml
    Resources:
      Orders:
        Type: AWS::SQS::Queue
        Properties:
          RedrivePolicy:
            deadLetterTargetArn: !GetAtt OrdersDeadLetters.Arn
            maxReceiveCount: 5
      OrdersDeadLetters:
        Type: AWS::SQS::Queue
      Mapping:
        Type: AWS::Lambda::EventSourceMapping
        Properties:
          EventSourceArn: !GetAtt Orders.Arn
          FunctionName: worker
          BatchSize: 100
          MaximumBatchingWindowInSeconds: 5
          FunctionResponseTypes: [ReportBatchItemFailures]
    ```

    ## Source
    [CreateEventSourceMapping](https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html)
    """
    for source in queue_sources(Template(document)):
        size = source.properties.get("BatchSize")
        number = whole_number(size)
        window = _literal(source.properties.get("MaximumBatchingWindowInSeconds"), 0)
        large = number is not None and number > _LARGEST_WITHOUT_WINDOW
        if size and large and window == 0 and is_fifo(source.queue) is False:
            yield Problem(
                size,
                f"a batch of {number} needs a batching window",
                "set MaximumBatchingWindowInSeconds to 1 or more, and add it to the queue's "
                "visibility timeout",
                "Maximum batch window in seconds must be greater than 0 if maximum batch size "
                "is greater than 10",
            )


def _literal(node: Node | None, default: int) -> int | None:
    """Return a literal number, the default where there is no node, None for an expression."""
    return default if node is None else whole_number(node)
