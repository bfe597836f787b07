/** The worker process of `npm start`. */
import { setPriority } from "node:os";
import { env } from "../env";
import { stopUnheldDatabase } from "./hold-database";
import { runUntilStopped } from "./run-until-stopped";
import { untilDatabaseAnswers } from "./until-database-answers";
import { startWorker, type Worker } from "./worker";

const BEHIND_WEB = 5;

env();
// Where both want the same core, accepting an event comes before working it off.
setPriority(BEHIND_WEB);
let worker: Worker | null = null;
runUntilStopped(
  async () => worker?.stop(),
  () => stopUnheldDatabase(env().BATON_DATA_DIR),
);
await untilDatabaseAnswers();
worker = await startWorker();
