import { Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";

export type Backend = typeof import("../amplify/backend").backend;

/**
 * Synthesize the backend as `ampx pipeline-deploy` does for a branch, and deploy nothing.
 *
 * A process can hold one backend only, so each branch is tested in a file of its own.
 */
export async function backendOf(branch: string): Promise<Backend> {
  process.env["CDK_CONTEXT_JSON"] = JSON.stringify({
    "amplify-backend-namespace": "d1a2b3c4d5e6f7",
    "amplify-backend-name": branch,
    "amplify-backend-type": "branch",
  });
  return (await import("../amplify/backend")).backend;
}

/** The part of the backend that knows the users. */
export function users(backend: Backend): Template {
  return Template.fromStack(Stack.of(backend.auth.resources.userPool));
}

/** The part of the backend that is the API. */
export function api(backend: Backend): Template {
  return Template.fromStack(Stack.of(backend.data.resources.cfnResources.cfnGraphqlApi));
}

/** The part of the backend that keeps the notes. */
export function notes(backend: Backend): Template {
  const table = backend.data.resources.tables["Note"];
  if (!table) {
    throw new Error("the model Note has no table");
  }
  return Template.fromStack(Stack.of(table));
}
