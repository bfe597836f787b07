/** The worker process of `npm start`. */
import { env } from "../env";
import { stopUnheldDatabase } from "./hold-database";
import { runUntilStopped } from "./run-until-stopped";
import { untilDatabaseAnswers } from "./until-database-answers";
import { startWorker, type Worker } from "./worker";

env();
let worker: Worker | null = null;
runUntilStopped(
  async () => worker?.stop(),
  () => stopUnheldDatabase(env().BATON_DATA_DIR),
);
await untilDatabaseAnswers();
worker = await startWorker();
