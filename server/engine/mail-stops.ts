import { now } from "../db/clock";
import { newId } from "../db/id";
import { pool } from "../db/pool";
import { loopStopWords } from "../domain/loop-stop-words";
import type { WorkspaceId } from "../domain/workspace";
import { env } from "../env";
import type { Connectable, OpenConnection } from "../integrations/connection";
import { smtpAccess } from "../integrations/messaging/deliver-email";
import { sendOver, smtpSession } from "../integrations/messaging/smtp/smtp-session";
import { writeMail } from "../integrations/messaging/smtp/write-mail";
import { logger } from "../logger";
import { flowOwners } from "./flow-owners";
import { resolveConnection } from "./resolve-connection";

const MOST = 20;
const PATIENCE_MS = 30_000;

type Stop = { workspace_id: WorkspaceId; flow_id: string; name: string; event_type: string; most: number };

/**
 * Writes to the owners of flows that were stopped, where the workspace has a mail server. Once: the bell has told them
 * already, and a mail that did not get through is not worth a second one. It is no message of a flow, and costs nothing.
 */
export async function mailStops(): Promise<void> {
  const { rows } = await pool().query<Stop>({
    name: "stops-to-mail",
    text: `with due as (select id from flow_stops where mailed_at is null order by at limit ${MOST} for update skip locked)
      update flow_stops s set mailed_at = $1::timestamptz from due, automation_flows f
      where s.id = due.id and f.workspace_id = s.workspace_id and f.id = s.flow_id
      returning s.workspace_id, s.flow_id, f.name, s.event_type, s.starts_per_hour as most`,
    values: [now()],
  });
  for (const stop of rows)
    await mailOwners(stop).catch((error: unknown) =>
      logger.warn(
        { error: String(error), flowId: stop.flow_id },
        "the owner of a stopped flow was not mailed",
      ),
    );
}

async function mailOwners({ workspace_id, flow_id, name, event_type, most }: Stop): Promise<void> {
  const mailServers: Connectable = { channel: "email", integrations: ["smtp"] };
  const connection = await resolveConnection(workspace_id, mailServers, undefined);
  if (!connection) return;
  const { title, body } = loopStopWords(name, { eventType: event_type, most });
  const origin = env().AUTH_URL ?? `http://localhost:${env().PORT}`;
  for (const { email, link } of await flowOwners(pool(), workspace_id, flow_id))
    await mail(connection, { to: email, subject: title, text: `${body}\n\n${origin}${link}\n` });
}

async function mail(
  connection: OpenConnection,
  { to, subject, text }: { to: string; subject: string; text: string },
): Promise<void> {
  const access = smtpAccess(connection);
  const { host, from_address: from } = access.settings;
  const messageId = `${newId()}@${from.slice(from.lastIndexOf("@") + 1)}`;
  const written = { messageId, to, subject, html: null, text, unsubscribeUrl: null, date: now() };
  const raw = await writeMail(access.settings, written);
  await smtpSession(access, AbortSignal.timeout(PATIENCE_MS), (session, failed) =>
    sendOver(session, failed, host, { from, to, raw }),
  );
}
