QUEUE_URL=https://sqs.ap-northeast-2.amazonaws.com/111122223333/orders
RECEIPT_HANDLE=AQEBexample # what the latest receive-message printed

# The queue's own timeout: what it is, and a new one.
# NotVisible counts the messages that are in flight now.
aws sqs get-queue-attributes \
  --queue-url "$QUEUE_URL" \
  --attribute-names VisibilityTimeout RedrivePolicy \
    ApproximateNumberOfMessages ApproximateNumberOfMessagesNotVisible
aws sqs set-queue-attributes \
  --queue-url "$QUEUE_URL" \
  --attributes VisibilityTimeout=180

# Receive: waits for a message, then hides it for the given timeout.
aws sqs receive-message \
  --queue-url "$QUEUE_URL" \
  --max-number-of-messages 1 \
  --wait-time-seconds 20 \
  --visibility-timeout 60 \
  --message-system-attribute-names \
    ApproximateReceiveCount ApproximateFirstReceiveTimestamp

# More time: 60 seconds from now, not 60 more.
aws sqs change-message-visibility \
  --queue-url "$QUEUE_URL" \
  --receipt-handle "$RECEIPT_HANDLE" \
  --visibility-timeout 60

# Give it back: visible at once.
aws sqs change-message-visibility \
  --queue-url "$QUEUE_URL" \
  --receipt-handle "$RECEIPT_HANDLE" \
  --visibility-timeout 0

# Done: instead of giving it back.
aws sqs delete-message \
  --queue-url "$QUEUE_URL" \
  --receipt-handle "$RECEIPT_HANDLE"
