import type { Question } from "./template";

/** Asked by every template that writes to customers: the messages go out under this name. */
export const businessName: Question = {
  id: "business",
  label: "What do customers call your business?",
  kind: "text",
  initial: "",
  prefill: "workspace_name",
  sets: ["variables.business"],
};
