APP_ID=d1a2b3c4d5e6f7

# Build the commit that main is at; after that, every push builds.
aws amplify start-job --app-id "$APP_ID" --branch-name main \
  --job-type RELEASE --query jobSummary.jobId

aws amplify list-jobs --app-id "$APP_ID" --branch-name main \
  --query "jobSummaries[].[jobId,status,commitId]"

# Which step failed, and where is its log?
aws amplify get-job --app-id "$APP_ID" --branch-name main --job-id 7 \
  --query "job.steps[].[stepName,status,logUrl]"

# Run an earlier job once more, for instance to go back to its commit.
aws amplify start-job --app-id "$APP_ID" --branch-name main \
  --job-type RETRY --job-id 6
