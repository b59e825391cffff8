import * as cdk from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';

const app = new cdk.App({
  defaultStackSynthesizer: new cdk.DefaultStackSynthesizer({
    qualifier: 'receipts',
    // Single quotes: the CDK fills these in, not JavaScript.
    fileAssetsBucketName: 'acme-cdk-${AWS::AccountId}-${AWS::Region}',
  }),
});
const stack = new cdk.Stack(app, 'ReceiptsProd');
new s3.Bucket(stack, 'Receipts', { versioned: true, enforceSSL: true });
