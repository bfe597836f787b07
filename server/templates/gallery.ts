import { type Starter, type Template, toStarter } from "./template";

/** The templates that everyone may copy, by their slug. A new workspace is offered the starters instead. */
export function gallery(): Starter[] {
  return TEMPLATES.map(toStarter);
}

const TEMPLATES: Template[] = [];
