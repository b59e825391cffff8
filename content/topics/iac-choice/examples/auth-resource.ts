import { defineAuth } from "@aws-amplify/backend";

// amplify/auth/resource.ts: a user pool, an identity pool, an app client.
export const auth = defineAuth({
  loginWith: { email: true },
  multifactor: { mode: "OPTIONAL", totp: true },
});
