import { useCallback, useEffect, useState, type FormEvent } from "react";

import { addNote, listNotes, removeNote, type Note } from "./notes";

/** The notes of the user who is signed in. */
export function NoteList() {
  const [notes, setNotes] = useState<Note[]>();
  const [failed, setFailed] = useState(false);

  // What was changed shows as the backend has it. Says whether that went well.
  const change = useCallback(async (what?: () => Promise<void>) => {
    setFailed(false);
    try {
      await what?.();
      setNotes(await listNotes());
      return true;
    } catch {
      setFailed(true);
      return false;
    }
  }, []);

  useEffect(() => {
    void change();
  }, [change]);

  async function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const text = String(new FormData(form).get("text"));
    if (await change(() => addNote(text))) {
      form.reset();
    }
  }

  return (
    <section>
      <form onSubmit={add}>
        <label>
          New note
          <input name="text" required maxLength={500} />
        </label>
        <button>Add</button>
      </form>
      {failed && <p role="alert">The notes could not be reached.</p>}
      {notes?.length === 0 && <p>There are no notes yet.</p>}
      <ul>
        {notes?.map((note) => (
          <li key={note.id}>
            {note.text}
            <button type="button" onClick={() => change(() => removeNote(note.id))}>
              Remove
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
