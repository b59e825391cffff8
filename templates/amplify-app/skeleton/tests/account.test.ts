import * as auth from "aws-amplify/auth";
import { beforeEach, expect, test, vi } from "vitest";

import * as account from "../src/account";

vi.mock("aws-amplify/auth", async (original) => ({
  ...(await original<typeof auth>()),
  confirmResetPassword: vi.fn(),
  confirmSignIn: vi.fn(),
  confirmSignUp: vi.fn(),
  getCurrentUser: vi.fn(),
  resendSignUpCode: vi.fn(),
  resetPassword: vi.fn(),
  signIn: vi.fn(),
  signOut: vi.fn(),
  signUp: vi.fn(),
}));

const EMAIL = "kim@example.com";

/** Let sign-in answer with a next step. */
function nextStep(step: auth.SignInOutput["nextStep"]): void {
  vi.mocked(auth.signIn).mockResolvedValue({
    isSignedIn: step.signInStep === "DONE",
    nextStep: step,
  });
}

beforeEach(() => vi.resetAllMocks());

test("who registers is asked for the code", async () => {
  expect(await account.register(EMAIL, "a long password")).toEqual({
    name: "confirm-address",
    email: EMAIL,
  });
  expect(auth.signUp).toHaveBeenCalledWith({
    username: EMAIL,
    password: "a long password",
    options: { userAttributes: { email: EMAIL } },
  });
});

test("who has confirmed the address signs in", async () => {
  expect(await account.confirmAddress(EMAIL, "123456")).toEqual({ name: "sign-in" });
  expect(auth.confirmSignUp).toHaveBeenCalledWith({ username: EMAIL, confirmationCode: "123456" });
});

test("a password and nothing more", async () => {
  nextStep({ signInStep: "DONE" });

  expect(await account.enter(EMAIL, "a long password")).toEqual({ name: "signed-in" });
  expect(auth.signIn).toHaveBeenCalledWith({ username: EMAIL, password: "a long password" });
});

test("an address that was never confirmed gets another code", async () => {
  nextStep({ signInStep: "CONFIRM_SIGN_UP" });

  expect(await account.enter(EMAIL, "a long password")).toEqual({
    name: "confirm-address",
    email: EMAIL,
  });
  expect(auth.resendSignUpCode).toHaveBeenCalledWith({ username: EMAIL });
});

test("a password that an administrator has reset is chosen anew", async () => {
  nextStep({ signInStep: "RESET_PASSWORD" });

  expect(await account.enter(EMAIL, "a long password")).toEqual({
    name: "choose-password",
    email: EMAIL,
  });
  expect(auth.resetPassword).toHaveBeenCalledWith({ username: EMAIL });
});

test("a temporary password is replaced, and an authenticator asked for", async () => {
  nextStep({ signInStep: "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED" });
  vi.mocked(auth.confirmSignIn).mockResolvedValue({
    isSignedIn: false,
    nextStep: { signInStep: "CONFIRM_SIGN_IN_WITH_TOTP_CODE" },
  });

  expect(await account.enter(EMAIL, "temporary")).toEqual({ name: "replace-password" });
  expect(await account.answer("a long password")).toEqual({ name: "authenticator-code" });
  expect(auth.confirmSignIn).toHaveBeenCalledWith({ challengeResponse: "a long password" });
});

test("an authenticator is set up with its key", async () => {
  nextStep({
    signInStep: "CONTINUE_SIGN_IN_WITH_TOTP_SETUP",
    totpSetupDetails: { sharedSecret: "JBSWY3DP", getSetupUri: () => new URL("otpauth://totp/x") },
  });

  expect(await account.enter(EMAIL, "a long password")).toEqual({
    name: "set-up-authenticator",
    secret: "JBSWY3DP",
  });
});

test("a step that the pages do not know signs nobody in", async () => {
  nextStep({ signInStep: "CONFIRM_SIGN_IN_WITH_SMS_CODE" });

  await expect(account.enter(EMAIL, "a long password")).rejects.toThrow(
    "CONFIRM_SIGN_IN_WITH_SMS_CODE",
  );
});

test("a forgotten password is replaced by a code", async () => {
  expect(await account.forgetPassword(EMAIL)).toEqual({ name: "choose-password", email: EMAIL });
  expect(await account.choosePassword(EMAIL, "123456", "another password")).toEqual({
    name: "sign-in",
  });
  expect(auth.confirmResetPassword).toHaveBeenCalledWith({
    username: EMAIL,
    confirmationCode: "123456",
    newPassword: "another password",
  });
});

test("who leaves has to sign in again", async () => {
  expect(await account.leave()).toEqual({ name: "sign-in" });
  expect(auth.signOut).toHaveBeenCalledOnce();
});

test("a browser that knows its user goes on", async () => {
  vi.mocked(auth.getCurrentUser).mockResolvedValue({ userId: "1", username: EMAIL });

  expect(await account.resume()).toEqual({ name: "signed-in" });
});

test("a browser that knows nobody asks to sign in", async () => {
  const name = "UserUnAuthenticatedException";
  vi.mocked(auth.getCurrentUser).mockRejectedValue(new auth.AuthError({ name, message: name }));

  expect(await account.resume()).toEqual({ name: "sign-in" });
});

test("other failures are not taken for somebody unknown", async () => {
  vi.mocked(auth.getCurrentUser).mockRejectedValue(new TypeError("the network is away"));

  await expect(account.resume()).rejects.toThrow("the network is away");
});
