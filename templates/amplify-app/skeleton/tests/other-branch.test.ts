import { Match } from "aws-cdk-lib/assertions";
import { expect, test } from "vitest";

import { backendOf, notes, users } from "./synthesis";

test("any branch but main goes without a trace", async () => {
  const backend = await backendOf("try-something");

  users(backend).hasResource("AWS::Cognito::UserPool", {
    DeletionPolicy: "Delete",
    Properties: { DeletionProtection: Match.absent() },
  });
  notes(backend).hasResource("Custom::AmplifyDynamoDBTable", {
    DeletionPolicy: "Delete",
    Properties: { deletionProtectionEnabled: false },
  });
  expect(backend.stack.node.tryFindChild("alarms")).toBeUndefined();
});
