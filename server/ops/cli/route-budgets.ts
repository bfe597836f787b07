/**
 * How much JavaScript a page may bring, in KB (gzipped), beyond React and the framework that all pages share. `first` is
 * what the page waits for, `later` what it loads when it is needed. The first line that fits a route counts.
 */
export const ROUTE_BUDGETS: readonly { routes: RegExp; first: number; later: number; what: string }[] = [
  {
    routes: /^\/\(workspace\)\/w\/\[workspace\]\/flows\/\[flowId\]\/page$/,
    first: 200,
    later: 600,
    what: "the builder",
  },
  {
    // The dry run comes when somebody presses its button, with all that it draws.
    routes: /^\/\(marketing\)\/templates\/\[slug\]\/page$/,
    first: 60,
    later: 260,
    what: "a template's public page",
  },
  { routes: /^\/\(marketing\)\/templates\/page$/, first: 60, later: 0, what: "the public gallery" },
  { routes: /^\/\(workspace\)\//, first: 240, later: 160, what: "pages behind sign-in" },
  { routes: /^\//, first: 120, later: 60, what: "public pages" },
];
