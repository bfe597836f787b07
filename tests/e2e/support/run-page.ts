import type { Locator, Page } from "@playwright/test";

/** The line of a step in the timeline: its button, which opens it. Named by its state, then its title. */
export const timelineStep = (page: Page, title: string): Locator =>
  page.getByRole("list", { name: "Timeline" }).getByRole("button", { name: new RegExp(`^(\\w+ )?${title}`) });

/** The body of a step that is open in the timeline. */
export const openStep = (page: Page, title: string): Locator =>
  page
    .getByRole("list", { name: "Timeline" })
    .getByRole("listitem")
    .filter({ has: page.getByRole("button", { expanded: true }).filter({ hasText: title }) });

/** A card of the canvas. */
export const card = (page: Page, title: string): Locator =>
  page.locator(".react-flow__node").filter({ hasText: title });

/** A fact of the run's head: "Tokens", "Duration", "Started by". */
export const fact = (page: Page, name: string): Locator =>
  page
    .getByRole("banner")
    .or(page.getByRole("main").locator("header"))
    .locator("dl > div")
    .filter({ has: page.getByText(name, { exact: true }) })
    .locator("dd");

/** The state in the run's head. */
export const state = (page: Page): Locator =>
  page.getByRole("main").locator("header").getByRole("status").first();
