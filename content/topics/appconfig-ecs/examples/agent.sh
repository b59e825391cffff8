CLUSTER=shop
SERVICE=checkout
LOG_GROUP=/ecs/checkout

# Which task definition the service runs, and with which role it reads.
aws ecs describe-services \
  --cluster "$CLUSTER" \
  --services "$SERVICE" \
  --query "services[].[runningCount, desiredCount]"
TASK_DEFINITION=$(aws ecs describe-services \
  --cluster "$CLUSTER" \
  --services "$SERVICE" \
  --query "services[0].taskDefinition" --output text)
aws ecs describe-task-definition \
  --task-definition "$TASK_DEFINITION" \
  --query "taskDefinition.[taskRoleArn, containerDefinitions[].name]"

# Did the agent start? It says on which port it serves.
aws logs filter-log-events \
  --log-group-name "$LOG_GROUP" \
  --log-stream-name-prefix agent/ \
  --filter-pattern '"appconfig agent"' \
  --max-items 20 \
  --query "events[].message"
