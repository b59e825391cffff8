import {
  confirmResetPassword,
  confirmSignUp,
  resendSignUpCode,
  resetPassword,
  signUp,
} from "aws-amplify/auth";

/** Register; the answer says where the code went, or that none is needed. */
export async function register(email: string, password: string, name: string) {
  const { nextStep } = await signUp({
    username: email,
    password,
    options: { userAttributes: { email, name } },
  });
  if (nextStep.signUpStep === "CONFIRM_SIGN_UP") {
    return { codeSentTo: nextStep.codeDeliveryDetails.destination };
  }
  return { codeSentTo: undefined };
}

/** Prove that the address belongs to whoever registered. */
export async function confirm(email: string, code: string): Promise<void> {
  await confirmSignUp({ username: email, confirmationCode: code });
}

/** Send another code. */
export async function sendCodeAgain(email: string) {
  const { destination } = await resendSignUpCode({ username: email });
  return { codeSentTo: destination };
}

/** A forgotten password: first a code, ... */
export async function forgotPassword(email: string) {
  const { nextStep } = await resetPassword({ username: email });
  return { codeSentTo: nextStep.codeDeliveryDetails.destination };
}

/** ... then the code with a new password. */
export async function choosePassword(email: string, code: string, newPassword: string) {
  await confirmResetPassword({ username: email, confirmationCode: code, newPassword });
}
