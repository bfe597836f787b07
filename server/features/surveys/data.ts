import { pool } from "@/server/db/pool";

export type SurveyPage = { workspace: string; question: string; answered: boolean };

/** What stands on a survey's page; null for an address that never was one. */
export async function openSurvey(token: string): Promise<SurveyPage | null> {
  const { rows } = await pool().query<SurveyPage>(
    `select w.name as workspace, s.question, s.answered_at is not null as answered
     from surveys s join workspaces w on w.id = s.workspace_id where s.token = $1`,
    [token],
  );
  return rows[0] ?? null;
}
