import type { TextPart } from "@/server/domain/text-part";

export const CARD_WIDTH = 264;

/**
 * The card's height is known before it is drawn, so a canvas of 500 steps is laid out without drawing one of them. The
 * card clamps its sentence to `lines`: an estimate that is off costs a word, not the layout.
 */
export function cardSize(
  { parts, bar }: { parts: readonly TextPart[]; bar?: boolean },
  withRun: boolean,
): { width: number; height: number; lines: number } {
  if (bar) return { width: CARD_WIDTH, height: BAR + (withRun ? RUN_LINE : 0), lines: 0 };
  const lines = parts.length === 0 ? 0 : Math.min(linesOf(parts), MOST_LINES);
  const text = TITLE + (lines > 0 ? lines * LINE + GAP : 0);
  return { width: CARD_WIDTH, height: Math.max(text, TILE) + PADDING + (withRun ? RUN_LINE : 0), lines };
}

/** The pill at the end of a branch. */
export const stopSize = (text: string) => ({
  width: Math.min(CARD_WIDTH, 2 * Math.ceil((text.length * CHARACTER) / 2) + 26),
  height: 24,
  lines: 0,
});

const TITLE = 20;
const LINE = 18;
const GAP = 2;
const TILE = 28;
const BAR = 34;
const PADDING = 22;
const RUN_LINE = 29;
const MOST_LINES = 3;
/** The card without tile, paddings and borders. */
const TEXT_WIDTH = 198;
/** Geist at 12 px, a little generous: where nothing can be measured. */
const CHARACTER = 6.15;
const PILL_PADDING = 10;

const counted = new WeakMap<readonly TextPart[], number>();

function linesOf(parts: readonly TextPart[]): number {
  const known = counted.get(parts);
  if (known !== undefined) return known;
  const lines = wrap(parts);
  counted.set(parts, lines);
  return lines;
}

function wrap(parts: readonly TextPart[]): number {
  let lines = 1;
  let x = 0;
  const place = (width: number) => {
    if (x > 0 && x + width > TEXT_WIDTH) {
      lines += 1;
      x = 0;
    }
    lines += Math.floor(width / (TEXT_WIDTH + 1));
    x += width % (TEXT_WIDTH + 1);
  };
  for (const part of parts) {
    if (part.kind === "reference") place(Math.min(measure(part.label) + PILL_PADDING, TEXT_WIDTH));
    else for (const word of part.text.match(/\S+\s*|\s+/g) ?? []) place(measure(word));
  }
  return lines;
}

let pen: CanvasRenderingContext2D | null | undefined;

function measure(text: string): number {
  if (pen === undefined && typeof document !== "undefined") {
    pen = document.createElement("canvas").getContext("2d");
    if (pen) pen.font = `500 12px ${getComputedStyle(document.documentElement).fontFamily}`;
  }
  return pen ? pen.measureText(text).width : text.length * CHARACTER;
}
