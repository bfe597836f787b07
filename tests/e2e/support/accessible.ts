import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/**
 * No serious or critical violation in light and in dark; the theme follows the system's, as it does from the start. Pages
 * without a script (`plain`) follow it by their style sheet alone.
 */
export async function expectAccessible(page: Page, { plain = false } = {}): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    if (!plain) await expect(page.locator("html")).toHaveClass(new RegExp(`\\b${colorScheme}\\b`));
    // What a change refreshes is streamed, the title with it.
    await expect(page).toHaveTitle(/\S/);
    // Customers' mail is shown where no script runs, axe's neither: it would wait for an answer for ever.
    const axe = new AxeBuilder({ page }).exclude('iframe[sandbox=""]');
    // The theme changes colours and nothing else.
    if (colorScheme === "dark") axe.withRules("color-contrast");
    const { violations } = await axe.analyze();
    const grave = violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => ({
        id,
        nodes: nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`),
      }));
    expect(grave, `${page.url()} in ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
}
