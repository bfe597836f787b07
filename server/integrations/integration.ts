import type { AnyAction } from "./action";

/** An app that steps can use. One folder each: `server/integrations/<key>/integration.ts`. */
export type Integration = {
  key: string;
  title: string;
  description: string;
  /** lucide icon name */
  icon: string;
  actions: AnyAction[];
};
