import { Amplify } from "aws-amplify";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import outputs from "../amplify_outputs.json";
import { App } from "./App";

// Once, before anything else of Amplify is called.
Amplify.configure(outputs);

const root = document.getElementById("root");
if (!root) {
  throw new Error("index.html has no element with the id root");
}
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
