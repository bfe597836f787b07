import { test as base, expect } from "@playwright/test";

type Watch = {
  /** What the browser complains of, in every page of the test. A test that provokes a complaint takes it out. */
  complaints: string[];
};

/** Playwright's test, which also fails when a page throws or writes an error to the console. */
export const test = base.extend<Watch>({
  complaints: [
    async ({ context }, use) => {
      const complaints: string[] = [];
      context.on("console", (message) => {
        // The tests' own looks into a frame that may run no scripts: an email.
        if (message.text().startsWith("Blocked script execution in 'about:srcdoc'")) return;
        if (message.type() === "error") complaints.push(`${message.page()?.url()}: ${message.text()}`);
      });
      context.on("weberror", (error) => complaints.push(`${error.page()?.url()}: ${error.error().stack}`));
      await use(complaints);
      expect(complaints, "what the browser complains of").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
