QUEUE_URL=https://sqs.ap-northeast-2.amazonaws.com/111122223333/orders

# The queue's own timeout: a new one, then what it is now.
aws sqs set-queue-attributes \
  --queue-url "$QUEUE_URL" \
  --attributes VisibilityTimeout=180
aws sqs get-queue-attributes \
  --queue-url "$QUEUE_URL" \
  --attribute-names VisibilityTimeout RedrivePolicy

# Receive: waits for a message, then hides it for the given timeout.
RECEIPT_HANDLE=$(aws sqs receive-message \
  --queue-url "$QUEUE_URL" \
  --max-number-of-messages 1 \
  --wait-time-seconds 20 \
  --visibility-timeout 60 \
  --query 'Messages[0].ReceiptHandle' --output text)

# In flight: hidden, and still in the queue.
aws sqs get-queue-attributes \
  --queue-url "$QUEUE_URL" \
  --attribute-names ApproximateNumberOfMessages ApproximateNumberOfMessagesNotVisible

# More time: 60 seconds from now, not 60 more.
aws sqs change-message-visibility \
  --queue-url "$QUEUE_URL" \
  --receipt-handle "$RECEIPT_HANDLE" \
  --visibility-timeout 60

# Give it back: visible at once. The next receive has a new handle, and a count of one more.
aws sqs change-message-visibility \
  --queue-url "$QUEUE_URL" \
  --receipt-handle "$RECEIPT_HANDLE" \
  --visibility-timeout 0
RECEIPT_HANDLE=$(aws sqs receive-message \
  --queue-url "$QUEUE_URL" \
  --query 'Messages[0].ReceiptHandle' --output text)

# Done.
aws sqs delete-message \
  --queue-url "$QUEUE_URL" \
  --receipt-handle "$RECEIPT_HANDLE"
