import { Duration, RemovalPolicy, Stack, StackProps } from "aws-cdk-lib";
import * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import * as lambda from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";

const code = `
import os
import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])

def handler(event, context):
    answer = table.get_item(Key={"order_id": event["order_id"]})
    return answer.get("Item")
`;

export class OrdersStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const orders = new dynamodb.TableV2(this, "Orders", {
      partitionKey: {
        name: "order_id",
        type: dynamodb.AttributeType.STRING,
      },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const findOrder = new lambda.Function(this, "FindOrder", {
      runtime: lambda.Runtime.PYTHON_3_14,
      architecture: lambda.Architecture.ARM_64,
      handler: "index.handler",
      code: lambda.Code.fromInline(code),
      timeout: Duration.seconds(10),
      environment: { TABLE: orders.tableName },
    });
    // Writes the policy of the function's role: this action, this table.
    orders.grant(findOrder, "dynamodb:GetItem");
  }
}
