import { beforeEach, expect, test, vi } from "vitest";

import { addNote, listNotes, removeNote } from "../src/notes";

const model = vi.hoisted(() => ({ list: vi.fn(), create: vi.fn(), delete: vi.fn() }));
vi.mock("aws-amplify/data", () => ({ generateClient: () => ({ models: { Note: model } }) }));

beforeEach(() => vi.resetAllMocks());

const note = (id: string, day: number) => ({
  id,
  text: `note ${id}`,
  createdAt: `2026-11-${day}T09:00:00.000Z`,
});

test("reads all pages, and puts the newest note first", async () => {
  model.list
    .mockResolvedValueOnce({ data: [note("a", 21), note("b", 23)], nextToken: "more" })
    .mockResolvedValueOnce({ data: [note("c", 22)], nextToken: null });

  expect((await listNotes()).map(({ id }) => id)).toEqual(["b", "c", "a"]);
  expect(model.list.mock.calls.map(([options]) => options.nextToken)).toEqual([undefined, "more"]);
});

test("keeps a note", async () => {
  model.create.mockResolvedValue({ data: note("a", 21) });

  await addNote("note a");

  expect(model.create).toHaveBeenCalledWith({ text: "note a" });
});

test("forgets a note", async () => {
  model.delete.mockResolvedValue({ data: note("a", 21) });

  await removeNote("a");

  expect(model.delete).toHaveBeenCalledWith({ id: "a" });
});

test.each([
  ["list", () => listNotes()],
  ["create", () => addNote("note a")],
  ["delete", () => removeNote("a")],
] as const)("an answer with errors to %s is a failure", async (name, call) => {
  model[name].mockResolvedValue({ data: [], errors: [{ message: "Unauthorized" }] });

  await expect(call()).rejects.toThrow("Unauthorized");
});
