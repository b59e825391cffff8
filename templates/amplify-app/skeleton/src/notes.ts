import { generateClient } from "aws-amplify/data";

import type { Schema } from "../amplify/data/resource";

/** What a user has noted. */
export interface Note {
  id: string;
  text: string;
  createdAt: string;
}

const FIELDS = ["id", "text", "createdAt"] as const;

/** Return all notes of the user, the newest first. */
export async function listNotes(): Promise<Note[]> {
  const client = generateClient<Schema>();
  const notes: Note[] = [];
  let nextToken: string | null | undefined;
  do {
    const page = await client.models.Note.list({ selectionSet: FIELDS, nextToken });
    refuse(page.errors);
    notes.push(...page.data);
    nextToken = page.nextToken;
  } while (nextToken);
  return notes.sort((one, other) => other.createdAt.localeCompare(one.createdAt));
}

/** Keep a note. */
export async function addNote(text: string): Promise<void> {
  refuse((await generateClient<Schema>().models.Note.create({ text })).errors);
}

/** Forget a note. */
export async function removeNote(id: string): Promise<void> {
  refuse((await generateClient<Schema>().models.Note.delete({ id })).errors);
}

// The client does not throw: it answers with errors, and code that ignores them shows nothing.
function refuse(errors: { message: string }[] | undefined): void {
  if (errors?.length) {
    throw new Error(errors.map((error) => error.message).join("; "));
  }
}
