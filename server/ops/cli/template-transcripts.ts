/** `npm run templates:transcripts`: writes docs/templates/<slug>.md, what each template of the gallery does with its samples. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { usualActions } from "@/server/plugins/simulated-actions";
import { gallery } from "@/server/templates/gallery";
import { templateTranscript } from "@/server/templates/transcript";
import { SAMPLE_BUSINESS } from "@/server/templates/try-sample";
import { enterCheckout } from "./enter-checkout";

enterCheckout();
const folder = join(process.cwd(), "docs", "templates");
mkdirSync(folder, { recursive: true });
const action = usualActions(SAMPLE_BUSINESS);
for (const template of gallery())
  writeFileSync(join(folder, `${template.slug}.md`), templateTranscript(template, action));
console.log(`${gallery().length} transcripts written to docs/templates.`);
