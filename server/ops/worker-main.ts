/** The worker process of `npm start`. */
import { env } from "../env";
import { stopUnheldDatabase } from "./hold-database";
import { runUntilStopped } from "./run-until-stopped";
import { startWorker } from "./worker";

env();
const worker = await startWorker();
runUntilStopped(
  () => worker.stop(),
  () => stopUnheldDatabase(env().BATON_DATA_DIR),
);
