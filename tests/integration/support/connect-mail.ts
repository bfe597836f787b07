import type { Person } from "../../fixtures/people";
import { MAIL_PASSWORD, MAIL_USER, type MailServer } from "./mail-server";

/** From here on the workspace's mail leaves by this server. */
export async function connectMail({ caller, workspace }: Person, { port }: MailServer): Promise<void> {
  await caller.connections.saveSmtp({
    workspace: workspace.slug,
    connectionId: null,
    connection: {
      ...{ name: "Mail", password: MAIL_PASSWORD, isDefault: true },
      settings: {
        ...{ host: "localhost", port, security: "none", user: MAIL_USER },
        ...{ from_address: "hello@shop.example.com", from_name: "The Shop" },
      },
    },
  });
}
