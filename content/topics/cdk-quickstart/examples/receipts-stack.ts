// lib/receipts-stack.ts
import * as cdk from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export interface ReceiptsStackProps extends cdk.StackProps {
  /** The data goes with the stack: for a developer's own copy only. */
  readonly disposable?: boolean;
}

export class ReceiptsStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props?: ReceiptsStackProps) {
    super(scope, id, props);
    const disposable = props?.disposable ?? false;

    const receipts = new s3.Bucket(this, 'Receipts', {
      versioned: true,
      encryption: s3.BucketEncryption.S3_MANAGED,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      lifecycleRules: [
        { noncurrentVersionExpiration: cdk.Duration.days(90) },
      ],
      // RETAIN is the default; written out, because data depends on it.
      removalPolicy: disposable
        ? cdk.RemovalPolicy.DESTROY
        : cdk.RemovalPolicy.RETAIN,
      autoDeleteObjects: disposable,
    });

    const reader = new lambda.Function(this, 'Reader', {
      runtime: lambda.Runtime.PYTHON_3_14,
      architecture: lambda.Architecture.ARM_64,
      handler: 'reader.handler',
      code: lambda.Code.fromAsset('lambda'),
      timeout: cdk.Duration.seconds(10),
      environment: { BUCKET: receipts.bucketName },
      logGroup: new logs.LogGroup(this, 'ReaderLogs', {
        retention: logs.RetentionDays.ONE_MONTH,
        removalPolicy: cdk.RemovalPolicy.DESTROY,
      }),
    });
    receipts.grantRead(reader);

    new cdk.CfnOutput(this, 'BucketName', { value: receipts.bucketName });
    new cdk.CfnOutput(this, 'ReaderName', { value: reader.functionName });
  }
}
