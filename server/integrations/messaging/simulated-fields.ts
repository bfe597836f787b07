import { isObject } from "@/server/domain/is-object";
import type { SimulationFacts } from "../simulation-facts";

/** What a message template may say of the workspace and the contact, in a dry run. */
export function simulatedFields({ workspace, contact }: SimulationFacts): Record<string, unknown> {
  const { fields, name = null, email = null, phone = null } = contact ?? {};
  return { ...(isObject(fields) && fields), workspace, name, email, phone };
}
