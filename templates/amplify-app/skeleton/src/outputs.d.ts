// amplify_outputs.json is written by ampx and not kept in git. Where it is not there yet, types can
// be checked and tests run all the same.
declare module "*/amplify_outputs.json" {
  import type { Amplify } from "aws-amplify";

  const outputs: Parameters<typeof Amplify.configure>[0];
  export default outputs;
}
