import { a, defineData, type ClientSchema } from "@aws-amplify/backend";

const schema = a.schema({
  Note: a
    .model({
      text: a.string().required(),
      // Filled in with the user's own identity, which nobody may set to another's.
      owner: a.string().authorization((allow) => [allow.owner().to(["read", "delete"])]),
    })
    // Each user sees their own notes, and may make and remove them. There is no update.
    .authorization((allow) => [allow.owner().to(["create", "read", "delete"])]),
});

export type Schema = ClientSchema<typeof schema>;

export const data = defineData({
  schema,
  authorizationModes: { defaultAuthorizationMode: "userPool" },
  // Errors only, and never what users have written.
  logging: { fieldLogLevel: "error", excludeVerboseContent: true, retention: "1 month" },
});
