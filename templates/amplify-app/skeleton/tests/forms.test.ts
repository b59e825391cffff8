import { afterEach, expect, test, vi } from "vitest";

import * as account from "../src/account";
import type { Step } from "../src/account";
import { formFor, reasonOf } from "../src/forms";

const EMAIL = "kim@example.com";
const VALUES = { email: EMAIL, password: "a long password", code: "123456" };
const DONE: Step = { name: "signed-in" };

afterEach(() => vi.restoreAllMocks());

test.each<[Step, keyof typeof account, string[]]>([
  [{ name: "sign-in" }, "enter", [EMAIL, VALUES.password]],
  [{ name: "register" }, "register", [EMAIL, VALUES.password]],
  [{ name: "confirm-address", email: EMAIL }, "confirmAddress", [EMAIL, VALUES.code]],
  [{ name: "forgot-password" }, "forgetPassword", [EMAIL]],
  [
    { name: "choose-password", email: EMAIL },
    "choosePassword",
    [EMAIL, VALUES.code, VALUES.password],
  ],
  [{ name: "replace-password" }, "answer", [VALUES.password]],
  [{ name: "set-up-authenticator", secret: "JBSWY3DP" }, "answer", [VALUES.code]],
  [{ name: "authenticator-code" }, "answer", [VALUES.code]],
])("$name asks for what it needs and hands it over", async (step, name, expected) => {
  const called = vi.spyOn(account, name).mockResolvedValue(DONE);
  const form = formFor(step)!;
  const entered = Object.fromEntries(
    form.fields.map((field) => [field.name, VALUES[field.name as keyof typeof VALUES]]),
  );

  expect(await form.submit(entered)).toEqual(DONE);
  expect(called).toHaveBeenCalledWith(...expected);
});

test("who is signed in gets no form", () => {
  expect(formFor(DONE)).toBeUndefined();
});

test("every form but the first leads back to it", async () => {
  const steps: Step[] = [
    { name: "register" },
    { name: "confirm-address", email: EMAIL },
    { name: "forgot-password" },
    { name: "choose-password", email: EMAIL },
    { name: "replace-password" },
    { name: "set-up-authenticator", secret: "JBSWY3DP" },
    { name: "authenticator-code" },
  ];
  for (const step of steps) {
    expect(await formFor(step)!.others.at(-1)!.go()).toEqual({ name: "sign-in" });
  }
});

test("a code is sent again", async () => {
  const called = vi.spyOn(account, "sendCodeAgain").mockResolvedValue(DONE);

  await formFor({ name: "confirm-address", email: EMAIL })!.others[0]!.go();

  expect(called).toHaveBeenCalledWith(EMAIL);
});

test("what a password lacks is told", () => {
  const error = Object.assign(new Error("Password not long enough"), {
    name: "InvalidPasswordException",
  });

  expect(reasonOf(error)).toBe("Password not long enough");
});

test("whether an address has an account is not told", () => {
  const error = Object.assign(new Error("An account with the given email already exists."), {
    name: "UsernameExistsException",
  });

  expect(reasonOf(error)).not.toContain("exists");
});
