import {
  AuthError,
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  getCurrentUser,
  resendSignUpCode,
  resetPassword,
  signIn,
  signOut,
  signUp,
  type SignInOutput,
} from "aws-amplify/auth";

/** Where a user stands: what they must do next to be signed in. */
export type Step =
  | { name: "sign-in" }
  | { name: "register" }
  | { name: "confirm-address"; email: string }
  | { name: "forgot-password" }
  | { name: "choose-password"; email: string }
  | { name: "replace-password" }
  | { name: "set-up-authenticator"; secret: string }
  | { name: "authenticator-code" }
  | { name: "signed-in" };

/** Register with an e-mail address, to which a code is sent. */
export async function register(email: string, password: string): Promise<Step> {
  await signUp({ username: email, password, options: { userAttributes: { email } } });
  return { name: "confirm-address", email };
}

/** Prove by the code that the address is one's own. */
export async function confirmAddress(email: string, code: string): Promise<Step> {
  await confirmSignUp({ username: email, confirmationCode: code });
  return { name: "sign-in" };
}

/** Have another code sent. */
export async function sendCodeAgain(email: string): Promise<Step> {
  await resendSignUpCode({ username: email });
  return { name: "confirm-address", email };
}

/** Have a code sent that allows to choose another password. */
export async function forgetPassword(email: string): Promise<Step> {
  await resetPassword({ username: email });
  return { name: "choose-password", email };
}

/** Choose another password, with the code that was sent. */
export async function choosePassword(email: string, code: string, password: string): Promise<Step> {
  await confirmResetPassword({
    username: email,
    confirmationCode: code,
    newPassword: password,
  });
  return { name: "sign-in" };
}

/** Sign in. Amplify uses SRP: the password itself is not sent. */
export async function enter(email: string, password: string): Promise<Step> {
  return stepAfter(await signIn({ username: email, password }), email);
}

/** Answer what sign-in has asked for: a code of the authenticator app, or another password. */
export async function answer(response: string): Promise<Step> {
  return stepAfter(await confirmSignIn({ challengeResponse: response }), "");
}

/** Sign out: the refresh token of this browser is revoked. */
export async function leave(): Promise<Step> {
  await signOut();
  return { name: "sign-in" };
}

/** Say where the user of this browser stands when the page is loaded. */
export async function resume(): Promise<Step> {
  try {
    await getCurrentUser();
    return { name: "signed-in" };
  } catch (error) {
    if (error instanceof AuthError && error.name === "UserUnAuthenticatedException") {
      return { name: "sign-in" };
    }
    throw error;
  }
}

async function stepAfter({ nextStep }: SignInOutput, email: string): Promise<Step> {
  switch (nextStep.signInStep) {
    case "DONE":
      return { name: "signed-in" };
    case "CONFIRM_SIGN_UP":
      return sendCodeAgain(email);
    case "RESET_PASSWORD":
      return forgetPassword(email);
    case "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED":
      return { name: "replace-password" };
    case "CONFIRM_SIGN_IN_WITH_TOTP_CODE":
      return { name: "authenticator-code" };
    case "CONTINUE_SIGN_IN_WITH_TOTP_SETUP":
      return {
        name: "set-up-authenticator",
        secret: nextStep.totpSetupDetails.sharedSecret,
      };
    default:
      // A factor that somebody has switched on in the pool. Nobody is signed in by accident.
      throw new Error(`sign-in asks for ${nextStep.signInStep}, which these pages do not know`);
  }
}
