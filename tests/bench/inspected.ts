import { setTimeout as sleep } from "node:timers/promises";
import { Inspector } from "./inspector";
import type { Product } from "./product";

type Name = "web" | "worker";
/** A way into each of the product's two processes. */
export type Inspected = Record<Name, Inspector>;

/** Restarts web and worker so that they can be inspected. Until somebody does, that costs them nothing. */
export async function restartInspected(product: Product): Promise<Inspected> {
  const addresses = new Map<string, string>();
  // Port 0 lets each have one; each prints its own.
  const deaf = product.onLine((line) => {
    const found = /^(web|worker) +Debugger listening on (ws:\S+)/.exec(line);
    if (found?.[1] && found[2]) addresses.set(found[1], found[2]);
  });
  await product.restart({ NODE_OPTIONS: "--inspect=127.0.0.1:0" });
  await sleep(200);
  deaf();
  const connect = (name: Name) => {
    const address = addresses.get(name);
    if (!address) throw new Error(`The ${name} process did not say where it can be inspected`);
    return Inspector.connect(address);
  };
  return { web: await connect("web"), worker: await connect("worker") };
}
