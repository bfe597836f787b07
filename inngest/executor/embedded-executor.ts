import { inngest } from "../client";
import { forgetful, functions } from "../functions/registry";
import { createExecutor, type Executor } from "./create-executor";

declare global {
  var batonExecutor: Executor | undefined;
}

/** This process's executor of our functions; it works only where it is started. */
export function embeddedExecutor(): Executor {
  globalThis.batonExecutor ??= createExecutor({ client: inngest, functions, forgetful });
  return globalThis.batonExecutor;
}
