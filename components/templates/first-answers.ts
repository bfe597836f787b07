import type { TemplateQuestion } from "@/server/domain/template-question";

/** What stands in the form before anybody answers. */
export const firstAnswers = (
  questions: readonly TemplateQuestion[],
  workspace: { name: string },
): Record<string, unknown> =>
  Object.fromEntries(
    questions.map(({ id, initial, prefill }) => [
      id,
      initial === "" && prefill === "workspace_name" ? workspace.name : initial,
    ]),
  );
