// amplify/backend.ts
import { defineAuth, defineBackend, secret } from '@aws-amplify/backend';

const auth = defineAuth({
  loginWith: {
    email: true,
    externalProviders: {
      google: {
        clientId: secret('GOOGLE_CLIENT_ID'),
        clientSecret: secret('GOOGLE_CLIENT_SECRET'),
      },
      callbackUrls: ['https://shop.example.com/', 'http://localhost:5173/'],
      logoutUrls: ['https://shop.example.com/', 'http://localhost:5173/'],
    },
  },
});

const backend = defineBackend({ auth });

// What Amplify has no option for is set on the CloudFormation resource.
const { cfnUserPool } = backend.auth.resources.cfnResources;
cfnUserPool.deletionProtection = 'ACTIVE';
