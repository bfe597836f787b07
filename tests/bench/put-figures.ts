const BEGIN = "<!-- figures: begin, written by npm run bench -- --report … --into … -->";
const END = "<!-- figures: end -->";

/** The document with these figures in place of those that stand between its two marks. */
export function putFigures(document: string, figures: string): string {
  const from = document.indexOf(BEGIN);
  const to = document.indexOf(END);
  if (from < 0 || to < from) throw new Error(`The document has no place for figures: ${BEGIN} … ${END}`);
  return `${document.slice(0, from + BEGIN.length)}\n\n${figures}\n\n${document.slice(to)}`;
}
