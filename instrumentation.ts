export async function register() {
  // Compiled for the edge too: nothing but this one condition may stand here.
  if (process.env.NEXT_RUNTIME === "nodejs") await (await import("./server/ops/instrument")).instrument();
}
