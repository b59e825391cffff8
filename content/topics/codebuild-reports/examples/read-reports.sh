BUILD_ID=orders:1a2b3c4d-0000-1111-2222-333344445555
GROUP_ARN=arn:aws:codebuild:ap-northeast-2:111122223333:report-group/orders-unit-tests
TEST_REPORT_ARN=arn:aws:codebuild:ap-northeast-2:111122223333:report/orders-unit-tests:6f7a8b9c-0000-1111-2222-333344445555
COVERAGE_REPORT_ARN=arn:aws:codebuild:ap-northeast-2:111122223333:report/orders-coverage:0d1e2f3a-0000-1111-2222-333344445555

# Which reports did this build write, and which of its phases failed?
aws codebuild batch-get-builds --ids "$BUILD_ID" \
  --query "builds[0].[reportArns, phases[?phaseStatus=='FAILED'].[phaseType, contexts]]"

# The failed reports of a group, newest first.
aws codebuild list-reports-for-report-group --report-group-arn "$GROUP_ARN" \
  --sort-order DESCENDING --filter status=FAILED

# How a report ended, how many cases it counted, when it expires.
aws codebuild batch-get-reports --report-arns "$TEST_REPORT_ARN" \
  --query 'reports[0].[status, truncated, testSummary, expired]'

# Its failed cases with their messages.
aws codebuild describe-test-cases --report-arn "$TEST_REPORT_ARN" \
  --filter status=FAILED --query 'testCases[].[name, message]'

# The files the tests cover least.
aws codebuild describe-code-coverages --report-arn "$COVERAGE_REPORT_ARN" \
  --sort-by LINE_COVERAGE_PERCENTAGE --sort-order ASCENDING --max-results 10 \
  --query 'codeCoverages[].[filePath, lineCoveragePercentage]'

# Is the share of passed tests falling?
aws codebuild get-report-group-trend --report-group-arn "$GROUP_ARN" \
  --trend-field PASS_RATE --num-of-reports 20
