/** A worker process of its own, to be killed. */
import { createExecutor } from "@/inngest/executor/create-executor";
import { embeddedClient } from "@/inngest/executor/embedded-client";
import { crashFunctions } from "./crash-functions";

const client = embeddedClient("crash");
const executor = createExecutor({ client, functions: crashFunctions(client) });
await executor.start({ concurrency: 10, hangMs: 1_500 });
process.send?.("working");
