/**
 * npm run bench:builder: the builder with a large flow, in Chromium, on the production build. `-- --into docs/benchmarks.md`
 * puts its table between the marks of that document.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { enterCheckout } from "@/server/ops/cli/enter-checkout";
import { ms, round } from "../figures";
import { percentile } from "../percentile";
import { Product, removeProducts } from "../product";
import { BUILDER_MARKS, putFigures } from "../put-figures";
import { measureDrag } from "./measure-drag";
import { measureEdit } from "./measure-edit";
import { measureOpen } from "./measure-open";
import { measureUndo } from "./measure-undo";
import { openBuilder } from "./open-builder";

enterCheckout();
const { values } = parseArgs({
  options: { steps: { type: "string", default: "500" }, into: { type: "string" } },
});
const steps = Number(values.steps);
/** At 60 of them a second. */
const FRAME_MS = 17;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.once(signal, () => void removeProducts().then(() => process.exit(130)));

const lines: { what: string; measured: string; aim: string; reached: boolean }[] = [];
const say = (what: string, measured: string, aim: string, reached: boolean) => {
  lines.push({ what, measured, aim, reached });
  console.log(`${reached ? "✓" : "✗"} ${what}: ${measured} (${aim})`);
};

let version = "";
try {
  const product = new Product({});
  await product.start();
  const { browser, page, url } = await openBuilder(product, steps);
  version = browser.version();

  const opened = await measureOpen(page, url, 5);
  const open = percentile(opened, 50);
  say(`${steps} steps, from the address to cards`, ms(open), "< 1.5 s", open < 1_500);

  await page.waitForTimeout(1_000);
  const near = percentile(await measureDrag(page), 95);
  say("drag in a readable size, a frame (p95)", ms(near), "< 20 ms", near < 20);
  await page.keyboard.press("Escape");
  await page.keyboard.press("1");
  await page.waitForTimeout(800);
  const far = percentile(await measureDrag(page), 95);
  say("drag with the whole flow in view, a frame (p95)", ms(far), "< 20 ms", far < 20);

  await page.goto(url);
  await page.locator(".react-flow__node-card").first().waitFor();
  await page.waitForTimeout(1_000);
  const drawn = await measureEdit(page);
  say("cards drawn again by one edit", String(drawn), "≤ 3", drawn <= 3);

  const undone = await measureUndo(page, 100);
  say("100 edits taken back, until they are on the screen", ms(undone.all), "< 100 ms", undone.all < 100);
  const single = percentile(undone.single, 50);
  say("one of them alone (p50)", ms(single), "a frame, < 17 ms", single < FRAME_MS);
  await browser.close();
} finally {
  await removeProducts();
}

const report = [
  `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${round(Number(process.version.slice(1).split(".")[0]))}.x Node, Chromium ${version} without a graphics card, ${new Date().toISOString().slice(0, 10)}:`,
  "",
  "| the builder | measured | aim |",
  "| --- | --- | --- |",
  ...lines.map(
    ({ what, measured, aim, reached }) => `| ${what} | ${measured}${reached ? "" : " (missed)"} | ${aim} |`,
  ),
].join("\n");
if (values.into)
  writeFileSync(values.into, putFigures(readFileSync(values.into, "utf8"), report, BUILDER_MARKS));
process.exit(lines.every(({ reached }) => reached) ? 0 : 1);
