import { useState, type FormEvent } from "react";

import { answer, enter, type Next } from "./session.js";

const LABELS: Record<string, string> = {
  "new-password": "Choose a new password",
  "authenticator-code": "Code of your authenticator app",
  "set-up-authenticator": "First code of your authenticator app",
};

/** A form that goes on asking until Cognito wants nothing more. */
export function SignInForm({ onDone }: { onDone: (last: Next) => void }) {
  const [asked, setAsked] = useState<Next>();
  const [failed, setFailed] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const value = (name: string) => String(fields.get(name) ?? "");
    setFailed(false);
    try {
      const step =
        asked === undefined
          ? await enter(value("email"), value("password"))
          : await answer(value("answer"));
      if (step.ask in LABELS) {
        setAsked(step);
      } else {
        // Signed in, or sent to the forms for a code or a new password.
        onDone(step);
      }
    } catch {
      // One message for all: it must not tell which addresses have an account.
      setFailed(true);
    }
  }

  return (
    <form onSubmit={submit}>
      {asked === undefined ? (
        <>
          <label>
            E-mail <input name="email" type="email" autoComplete="username" required />
          </label>
          <label>
            Password{" "}
            <input name="password" type="password" autoComplete="current-password" required />
          </label>
        </>
      ) : (
        <label>
          {LABELS[asked.ask]}{" "}
          <input
            key={asked.ask}
            name="answer"
            type={asked.ask === "new-password" ? "password" : "text"}
            autoComplete={asked.ask === "new-password" ? "new-password" : "one-time-code"}
            required
          />
        </label>
      )}
      {asked?.ask === "set-up-authenticator" && <a href={asked.uri}>Add to the app</a>}
      {failed && <p role="alert">That did not work. Check what you entered.</p>}
      <button>Go on</button>
    </form>
  );
}
