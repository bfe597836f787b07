import * as z from "zod";

/** What was answered, as it goes over the wire; what is not there is left to the template. */
export const answersToSend = (answers: Readonly<Record<string, unknown>>) =>
  answersSchema.parse(Object.fromEntries(Object.entries(answers).filter(([, value]) => value !== undefined)));

const answersSchema = z.record(z.string(), z.json());
