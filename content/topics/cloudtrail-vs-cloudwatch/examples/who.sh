INSTANCE_ID=i-0123456789abcdef0
BUCKET=orders-example

# Event history: management events of this Region, without any set-up.
aws cloudtrail lookup-events \
  --lookup-attributes AttributeKey=ResourceName,AttributeValue="$INSTANCE_ID" \
  --start-time 2026-11-24T00:00:00Z --end-time 2026-11-25T00:00:00Z \
  --query 'Events[].[EventTime,EventName,Username]' --output table
aws cloudtrail lookup-events \
  --lookup-attributes AttributeKey=EventName,AttributeValue=DeleteBucket \
  --max-items 20

# Is there a trail, does it deliver, and which events does it take?
aws cloudtrail describe-trails
aws cloudtrail get-trail-status --name audit
aws cloudtrail get-event-selectors --trail-name audit

# The other question, how it is doing, goes to CloudWatch.
aws cloudwatch get-metric-statistics \
  --namespace AWS/S3 --metric-name NumberOfObjects \
  --dimensions Name=BucketName,Value="$BUCKET" \
    Name=StorageType,Value=AllStorageTypes \
  --start-time 2026-11-20T00:00:00Z --end-time 2026-11-25T00:00:00Z \
  --period 86400 --statistics Average
