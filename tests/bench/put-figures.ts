type Marks = { begin: string; end: string };

const FIGURES: Marks = {
  begin: "<!-- figures: begin, written by npm run bench -- --report … --into … -->",
  end: "<!-- figures: end -->",
};

/** Where the builder's own figures stand. */
export const BUILDER_MARKS: Marks = {
  begin: "<!-- builder: begin, written by npm run bench:builder -- --into … -->",
  end: "<!-- builder: end -->",
};

/** The document with these figures in place of those that stand between its two marks. */
export function putFigures(document: string, figures: string, { begin, end }: Marks = FIGURES): string {
  const from = document.indexOf(begin);
  const to = document.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The document has no place for figures: ${begin} … ${end}`);
  return `${document.slice(0, from + begin.length)}\n\n${figures}\n\n${document.slice(to)}`;
}
