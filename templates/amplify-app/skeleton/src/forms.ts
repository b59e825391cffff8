import * as account from "./account";
import type { Step } from "./account";

/** One field of a form. */
export interface Field {
  name: string;
  label: string;
  type: "email" | "password" | "text";
  /** Tells the browser and the password manager what belongs here. */
  autoComplete: string;
}

/** The form that leads from one step to the next. */
export interface Form {
  title: string;
  /** A word before the fields, such as the secret for an authenticator app. */
  note?: string;
  fields: Field[];
  button: string;
  submit: (values: Record<string, string>) => Promise<Step>;
  /** Ways out: other steps to go to. */
  others: { label: string; go: () => Promise<Step> }[];
}

const EMAIL: Field = { name: "email", label: "E-mail", type: "email", autoComplete: "username" };
const PASSWORD: Field = {
  name: "password",
  label: "Password",
  type: "password",
  autoComplete: "current-password",
};
const NEW_PASSWORD: Field = {
  name: "password",
  label: "New password",
  type: "password",
  autoComplete: "new-password",
};
const CODE: Field = { name: "code", label: "Code", type: "text", autoComplete: "one-time-code" };

const to = (label: string, step: Step) => ({ label, go: () => Promise.resolve(step) });
const BACK = to("Back to sign-in", { name: "sign-in" });

/** Return the form for a step; none where the user is signed in. */
export function formFor(step: Step): Form | undefined {
  switch (step.name) {
    case "sign-in":
      return {
        title: "Sign in",
        fields: [EMAIL, PASSWORD],
        button: "Sign in",
        submit: ({ email = "", password = "" }) => account.enter(email, password),
        others: [
          to("Register", { name: "register" }),
          to("Forgot the password?", { name: "forgot-password" }),
        ],
      };
    case "register":
      return {
        title: "Register",
        note: "The password needs 12 characters, with small and capital letters and a digit.",
        fields: [EMAIL, NEW_PASSWORD],
        button: "Register",
        submit: ({ email = "", password = "" }) => account.register(email, password),
        others: [BACK],
      };
    case "confirm-address":
      return {
        title: "Confirm your address",
        note: `A code is on its way to ${step.email}.`,
        fields: [CODE],
        button: "Confirm",
        submit: ({ code = "" }) => account.confirmAddress(step.email, code),
        others: [
          { label: "Send another code", go: () => account.sendCodeAgain(step.email) },
          BACK,
        ],
      };
    case "forgot-password":
      return {
        title: "Forgot the password",
        fields: [EMAIL],
        button: "Send a code",
        submit: ({ email = "" }) => account.forgetPassword(email),
        others: [BACK],
      };
    case "choose-password":
      return {
        title: "Choose another password",
        note: `If ${step.email} has an account, a code is on its way there.`,
        fields: [CODE, NEW_PASSWORD],
        button: "Choose",
        submit: ({ code = "", password = "" }) =>
          account.choosePassword(step.email, code, password),
        others: [BACK],
      };
    case "replace-password":
      return {
        title: "Replace your password",
        note: "The one you have was given to you for the first time only.",
        fields: [NEW_PASSWORD],
        button: "Replace",
        submit: ({ password = "" }) => account.answer(password),
        others: [BACK],
      };
    case "set-up-authenticator":
      return {
        title: "Set up your authenticator app",
        note: `Enter this key in the app, then the code it shows: ${step.secret}`,
        fields: [CODE],
        button: "Go on",
        submit: ({ code = "" }) => account.answer(code),
        others: [BACK],
      };
    case "authenticator-code":
      return {
        title: "Code of your authenticator app",
        fields: [CODE],
        button: "Go on",
        submit: ({ code = "" }) => account.answer(code),
        others: [BACK],
      };
    case "signed-in":
      return undefined;
  }
}

// What these say helps whoever reads it, and tells nobody whether an address has an account.
const TELLING = new Set([
  "CodeMismatchException",
  "ExpiredCodeException",
  "InvalidPasswordException",
  "LimitExceededException",
]);

/** Say what went wrong, in words that may be shown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && TELLING.has(error.name)
    ? error.message
    : "That did not work. Check what you entered.";
}
