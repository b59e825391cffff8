SUBSCRIPTION_ARN=arn:aws:sns:ap-northeast-2:123456789012:orders:6b0e71bd-7e97-4d97-80ce-4a0994e55286
QUEUE_URL=https://sqs.ap-northeast-2.amazonaws.com/123456789012/shipping
FUNCTION_NAME=shipping

# Filter policy, raw delivery and the subscription's dead-letter queue.
aws sns get-subscription-attributes --subscription-arn "$SUBSCRIPTION_ARN"

# Does the queue let the topic send, and where do failed messages go?
aws sqs get-queue-attributes --queue-url "$QUEUE_URL" \
  --attribute-names Policy KmsMasterKeyId RedrivePolicy VisibilityTimeout

# Is the mapping enabled, and does it read batchItemFailures?
aws lambda list-event-source-mappings --function-name "$FUNCTION_NAME"
