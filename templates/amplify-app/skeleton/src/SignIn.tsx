import { useState, type FormEvent } from "react";

import type { Step } from "./account";
import { formFor, reasonOf, type Form } from "./forms";

/** The form for a step on the way to being signed in. */
export function SignIn({ step, onStep }: { step: Step; onStep: (next: Step) => void }) {
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);

  async function go(next: () => Promise<Step>) {
    setProblem("");
    setBusy(true);
    try {
      onStep(await next());
    } catch (error) {
      setProblem(reasonOf(error));
    } finally {
      setBusy(false);
    }
  }

  const form = formFor(step);
  if (!form) {
    return null;
  }

  function submit(event: FormEvent<HTMLFormElement>, form: Form) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const values = Object.fromEntries([...fields].map(([name, value]) => [name, String(value)]));
    void go(() => form.submit(values));
  }

  return (
    // The key gives every step empty fields.
    <form key={step.name} onSubmit={(event) => submit(event, form)}>
      <h2>{form.title}</h2>
      {form.note && <p>{form.note}</p>}
      {form.fields.map(({ label, ...field }) => (
        <label key={field.name}>
          {label}
          <input {...field} required />
        </label>
      ))}
      {problem && <p role="alert">{problem}</p>}
      <button disabled={busy}>{form.button}</button>
      {form.others.map((other) => (
        <button key={other.label} type="button" disabled={busy} onClick={() => go(other.go)}>
          {other.label}
        </button>
      ))}
    </form>
  );
}
