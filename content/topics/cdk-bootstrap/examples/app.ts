import * as cdk from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';

const app = new cdk.App();
const stack = new cdk.Stack(app, 'ReceiptsProd', {
  env: { account: '111122223333', region: 'ap-northeast-2' },
  // For every role of this stack; without it, IAM refuses the role.
  permissionsBoundary: cdk.PermissionsBoundary.fromName(
    'ReceiptsBoundary',
  ),
});

const receipts = new s3.Bucket(stack, 'Receipts', {
  versioned: true,
  enforceSSL: true,
});
const reader = new lambda.Function(stack, 'Reader', {
  runtime: lambda.Runtime.PYTHON_3_14,
  architecture: lambda.Architecture.ARM_64,
  handler: 'reader.handler',
  code: lambda.Code.fromAsset('lambda'),
  environment: { BUCKET: receipts.bucketName },
  logGroup: new logs.LogGroup(stack, 'ReaderLogs', {
    retention: logs.RetentionDays.ONE_MONTH,
  }),
});
receipts.grantRead(reader);
