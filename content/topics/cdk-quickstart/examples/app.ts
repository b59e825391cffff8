// lib/app.ts
import { App } from 'aws-cdk-lib';
import { ReceiptsStack } from './receipts-stack.js';

const app = new App();
// The account and Region of the profile the CLI runs with.
const env = {
  account: process.env.CDK_DEFAULT_ACCOUNT,
  region: process.env.CDK_DEFAULT_REGION,
};

new ReceiptsStack(app, 'ReceiptsDev', { env, disposable: true });
new ReceiptsStack(app, 'ReceiptsProd', {
  env,
  terminationProtection: true,
});
