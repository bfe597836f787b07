import * as z from "zod";
import { templateProblem } from "./template";

const rendered = (longest: number) =>
  z
    .string()
    .max(longest, `Use at most ${longest} characters.`)
    .superRefine((text, ctx) => {
      const problem = templateProblem(text);
      if (problem) ctx.addIssue({ code: "custom", message: problem });
    });

/** A message template as a person writes it. */
export const messageTemplateSchema = z
  .object({
    channel: z.enum(["email", "sms"]),
    name: z.string().trim().min(1, "Enter a name.").max(100, "Use at most 100 characters."),
    /** The name that steps say. */
    key: z
      .string()
      .trim()
      .regex(
        /^[A-Za-z0-9][\w.-]{0,99}$/,
        "Use letters, digits, dots, hyphens and underscores, such as order_shipped.",
      ),
    subject: rendered(998),
    text: rendered(100_000),
    /** Null: the text is laid out by itself. */
    html: rendered(500_000).nullable(),
  })
  .superRefine(({ channel, subject, text, html }, ctx) => {
    if (channel === "email" && !subject.trim())
      ctx.addIssue({ code: "custom", path: ["subject"], message: "Enter a subject." });
    if (!text.trim() && !html?.trim())
      ctx.addIssue({ code: "custom", path: ["text"], message: "Write the message." });
    if (channel === "sms" && text.length > 1_600)
      ctx.addIssue({ code: "custom", path: ["text"], message: "An SMS has at most 1,600 characters." });
  });
export type MessageTemplateInput = z.output<typeof messageTemplateSchema>;
