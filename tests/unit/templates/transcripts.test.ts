import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { usualActions } from "@/server/plugins/simulated-actions";
import { gallery } from "@/server/templates/gallery";
import { templateTranscript } from "@/server/templates/transcript";
import { SAMPLE_BUSINESS } from "@/server/templates/try-sample";

const folder = fileURLToPath(new URL("../../../docs/templates/", import.meta.url));
const action = usualActions(SAMPLE_BUSINESS);

test.each(gallery())(
  "$slug does what its transcript says (npm run templates:transcripts writes it)",
  (template) => {
    expect(templateTranscript(template, action)).toBe(readFileSync(`${folder}${template.slug}.md`, "utf8"));
  },
);

test("there is one for each template and no other", () => {
  expect(readdirSync(folder).toSorted()).toEqual(
    gallery()
      .map(({ slug }) => `${slug}.md`)
      .toSorted(),
  );
});
