import type { OutboxChannel } from "@/server/domain/message";

/** What an action can be connected to. Without a connection it works in the sandbox. */
export type Connectable = {
  /** Whose default is used when the step names none. */
  channel: OutboxChannel | "calendar" | "webhook";
  /** Keys of the integrations whose connections fit. */
  integrations: string[];
};

/** A workspace's connection, as an action gets it. */
export type OpenConnection = {
  id: string;
  integration: string;
  name: string;
  settings: Record<string, unknown>;
  /** Its credentials, unsealed at the moment of use. */
  secret: () => Record<string, unknown>;
};
