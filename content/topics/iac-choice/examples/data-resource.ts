import { a, defineData, type ClientSchema } from "@aws-amplify/backend";

// amplify/data/resource.ts: AppSync, a table, and who may do what.
const schema = a.schema({
  Order: a
    .model({ status: a.string().required() })
    .authorization((allow) => [allow.owner()]),
});

export type Schema = ClientSchema<typeof schema>;
export const data = defineData({
  schema,
  authorizationModes: { defaultAuthorizationMode: "userPool" },
});
