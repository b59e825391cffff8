PIPELINE=orders
FAILED_ID=3137f7cb-7cf7-4abc-8f2d-d7eff3c5b07a
GOOD_ID=b59babff-5f34-4e2a-8e6c-1d2f3a4b5c6d # one that the list below prints

# Where does it stand, and what did the failed action say?
aws codepipeline get-pipeline-state --name "$PIPELINE" \
  --query "stageStates[].[stageName, latestExecution.status]" --output table
aws codepipeline list-action-executions --pipeline-name "$PIPELINE" \
  --filter "{\"pipelineExecutionId\": \"$FAILED_ID\"}" \
  --query "actionExecutionDetails[?status=='Failed'].output.executionResult"

# Once the cause is gone: only what failed, with the same artifacts.
aws codepipeline retry-stage-execution --pipeline-name "$PIPELINE" \
  --stage-name Deploy --pipeline-execution-id "$FAILED_ID" \
  --retry-mode FAILED_ACTIONS

# Back to a release that worked: one stage, an earlier execution's artifacts.
aws codepipeline list-pipeline-executions --pipeline-name "$PIPELINE" \
  --filter '{"succeededInStage": {"stageName": "Deploy"}}' --max-items 5
aws codepipeline rollback-stage --pipeline-name "$PIPELINE" \
  --stage-name Deploy --target-pipeline-execution-id "$GOOD_ID"

# Hold everything before the deployment, with a word why.
aws codepipeline disable-stage-transition --pipeline-name "$PIPELINE" \
  --stage-name Deploy --transition-type Inbound --reason "freeze until Monday"
