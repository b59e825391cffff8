import {
  AuthError,
  confirmSignIn,
  fetchAuthSession,
  getCurrentUser,
  signIn,
  signInWithRedirect,
  signOut,
  type SignInOutput,
} from "aws-amplify/auth";

/** What the user must do next. */
export type Next =
  | { ask: "nothing" }
  | { ask: "confirm-sign-up" }
  | { ask: "reset-password" }
  | { ask: "new-password"; missing: string[] }
  | { ask: "authenticator-code" }
  | { ask: "set-up-authenticator"; uri: string };

function next({ nextStep }: SignInOutput): Next {
  switch (nextStep.signInStep) {
    case "DONE":
      return { ask: "nothing" };
    case "CONFIRM_SIGN_UP":
      return { ask: "confirm-sign-up" };
    case "RESET_PASSWORD":
      return { ask: "reset-password" };
    case "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED":
      return { ask: "new-password", missing: nextStep.missingAttributes ?? [] };
    case "CONFIRM_SIGN_IN_WITH_TOTP_CODE":
      return { ask: "authenticator-code" };
    case "CONTINUE_SIGN_IN_WITH_TOTP_SETUP":
      return {
        ask: "set-up-authenticator",
        uri: nextStep.totpSetupDetails.getSetupUri("Orders").href,
      };
    default:
      // A factor that somebody switched on in the pool. Fail loudly, not as signed in.
      throw new Error(`This application does not know ${nextStep.signInStep}`);
  }
}

/** Sign in with a password. Amplify's default is SRP: the password is not sent. */
export async function enter(email: string, password: string): Promise<Next> {
  return next(await signIn({ username: email, password }));
}

/** Answer whatever was asked: a new password, or the six digits of the authenticator. */
export async function answer(response: string): Promise<Next> {
  return next(await confirmSignIn({ challengeResponse: response }));
}

/** Or leave all of that to Cognito's own pages. */
export async function enterOnLoginPages(): Promise<void> {
  await signInWithRedirect();
}

/** Return who is signed in here, or nothing. */
export async function currentUserId(): Promise<string | undefined> {
  try {
    return (await getCurrentUser()).userId;
  } catch (error) {
    if (error instanceof AuthError && error.name === "UserUnAuthenticatedException") {
      return undefined;
    }
    throw error;
  }
}

/** Call an API for the user. An expired token is renewed before it is handed out. */
export async function get(url: URL): Promise<Response> {
  const { tokens } = await fetchAuthSession();
  if (tokens === undefined) {
    throw new Error("Nobody is signed in");
  }
  return fetch(url, { headers: { Authorization: `Bearer ${tokens.accessToken}` } });
}

/** Leave this browser, or every device at once. */
export async function leave(everywhere = false): Promise<void> {
  await signOut({ global: everywhere });
}
