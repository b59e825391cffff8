// lib/receipts-stack.test.ts
import { test } from 'node:test';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ReceiptsStack } from './receipts-stack.js';

const kept = Template.fromStack(new ReceiptsStack(new App(), 'Kept'));
const disposable = Template.fromStack(
  new ReceiptsStack(new App(), 'Own', { disposable: true }),
);

test('receipts are versioned and outlive the stack', () => {
  kept.hasResource('AWS::S3::Bucket', {
    Properties: { VersioningConfiguration: { Status: 'Enabled' } },
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
  });
  kept.resourceCountIs('Custom::S3AutoDeleteObjects', 0);
});

test('a disposable stack takes its receipts along', () => {
  disposable.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Delete' });
  disposable.resourceCountIs('Custom::S3AutoDeleteObjects', 1);
});

test('the function may read receipts and no more', () => {
  kept.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        Match.objectLike({
          Action: ['s3:GetObject*', 's3:GetBucket*', 's3:List*'],
        }),
      ],
    },
  });
});

test('the bucket keeps its logical ID', () => {
  kept.templateMatches({
    Resources: { Receipts59C0D3E0: { Type: 'AWS::S3::Bucket' } },
  });
});
