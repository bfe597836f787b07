import type { RunStep } from "./run-types";

/** Why the gate keeps a message back, or kept it: “held until 08:00 in Berlin …”, “not sent: …”. */
export function gateNote({
  tokenNote,
  output,
  status,
}: Pick<RunStep, "tokenNote" | "output" | "status">): string | null {
  if (tokenNote !== "gate" || typeof output !== "object" || output === null || !("reason" in output))
    return null;
  const { reason } = output;
  if (typeof reason !== "string") return null;
  if (!("status" in output) || output.status !== "held") return `not sent: ${reason}`;
  const held = reason.charAt(0).toLowerCase() + reason.slice(1);
  return status === "waiting" ? held : `was ${held}`;
}
