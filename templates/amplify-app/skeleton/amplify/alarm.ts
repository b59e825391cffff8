import { Duration, type Stack } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Topic } from "aws-cdk-lib/aws-sns";

/** Raise an alarm when the API fails, for a reason that is not the caller's. */
export function alarmOnFailures(stack: Stack, apiId: string, topicArn: string | undefined): void {
  const alarm = new Alarm(stack, "ApiFailures", {
    alarmDescription: "The API answered with a server error. Its log group says why.",
    metric: new Metric({
      namespace: "AWS/AppSync",
      metricName: "5XXError",
      dimensionsMap: { GraphQLAPIId: apiId },
      statistic: "Sum",
      period: Duration.minutes(5),
    }),
    threshold: 1,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    // Without requests there is nothing to measure.
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  if (topicArn) {
    const action = new SnsAction(Topic.fromTopicArn(stack, "AlarmTopic", topicArn));
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
  }
}
