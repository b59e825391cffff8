// lib/app.ts
import { App } from 'aws-cdk-lib';
import { ReceiptsStack } from './receipts-stack.js';

const app = new App();

new ReceiptsStack(app, 'ReceiptsDev', {
  // The account and Region of the profile the CLI runs with.
  env: {
    account: process.env.CDK_DEFAULT_ACCOUNT,
    region: process.env.CDK_DEFAULT_REGION,
  },
  disposable: true,
});
new ReceiptsStack(app, 'ReceiptsProd', {
  // Written out: no other profile can deploy it.
  env: { account: '111122223333', region: 'ap-northeast-2' },
  terminationProtection: true,
});
