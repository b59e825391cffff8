DLQ_URL=https://sqs.ap-northeast-2.amazonaws.com/123456789012/shipping-dead-letters
DLQ_ARN=arn:aws:sqs:ap-northeast-2:123456789012:shipping-dead-letters

# How many wait, and which queue they came from.
aws sqs get-queue-attributes --queue-url "$DLQ_URL" \
  --attribute-names ApproximateNumberOfMessages ApproximateNumberOfMessagesNotVisible
aws sqs list-dead-letter-source-queues --queue-url "$DLQ_URL"

# Look at some. They come back to the queue: receiving does not delete.
aws sqs receive-message --queue-url "$DLQ_URL" \
  --max-number-of-messages 10 --wait-time-seconds 5 --visibility-timeout 30 \
  --message-attribute-names All --message-system-attribute-names All

# Once the cause is repaired: send them back, slowly, to where they came from.
aws sqs start-message-move-task --source-arn "$DLQ_ARN" --max-number-of-messages-per-second 10
aws sqs list-message-move-tasks --source-arn "$DLQ_ARN"
