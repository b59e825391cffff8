import { Amplify } from "aws-amplify";

import outputs from "../amplify_outputs.json";
import { start } from "./app";

// Once, before anything else of Amplify is called.
Amplify.configure(outputs);

const root = document.getElementById("root");
if (!root) {
  throw new Error("index.html has no element with the id root");
}
void start(root);
