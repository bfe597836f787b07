import * as z from "zod";
import { contactChannels } from "./contact";

/**
 * What a template asks when somebody uses it. The answer is written into every place of `sets`: `variables.score`,
 * `trigger.cron`, `settings.cool_down`, `steps.<id>.config.message`, `steps.<id>.cases.<case id>.condition.value`.
 */
export const templateQuestionSchema = z.object({
  id: z.string().min(1).max(60),
  /** The question itself. */
  label: z.string().min(1).max(200),
  help: z.string().max(500).optional(),
  /**
   * text, long_text  words; those written into a step may have {{ references }}
   * duration         { value, unit }
   * time             "09:00"; in `trigger.cron` it changes the hour and minute
   * member, pool     as steps name them: email address or id, name or id
   * channel          how a contact is reached; `choices` may say which of the channels are asked for
   */
  kind: z.enum(["text", "long_text", "number", "duration", "time", "choice", "member", "pool", "channel"]),
  choices: z
    .array(z.object({ value: z.string().max(200), label: z.string().max(200) }))
    .max(50)
    .optional(),
  /** Of a number. */
  min: z.number().optional(),
  max: z.number().optional(),
  /** It may be left empty. */
  optional: z.boolean().optional(),
  /** What is filled in for an initial answer that is empty. */
  prefill: z.enum(["workspace_name"]).optional(),
  /** What is filled in to begin with; null: what stands in the first of its places. Empty, and not optional: only whoever uses the template can know it. */
  initial: z.json(),
  sets: z.array(z.string().min(1).max(300)).min(1).max(20),
});

export type TemplateQuestion = z.infer<typeof templateQuestionSchema>;

/** What can be chosen: the question's own list, or for a channel all there are. */
export const choicesOf = ({ kind, choices }: TemplateQuestion): { value: string; label: string }[] =>
  choices ?? (kind === "channel" ? contactChannels.map((value) => ({ value, label: CHANNELS[value] })) : []);

const CHANNELS: Record<(typeof contactChannels)[number], string> = {
  email: "Email",
  sms: "SMS",
  call: "Phone call",
};
