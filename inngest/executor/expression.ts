/**
 * The part of Inngest's expression language that our functions use: comparisons with == of paths below `event` (the
 * event that started the run) or `async` (the one that is waited for) and literals, joined by &&.
 */
import { isRecord } from "./is-record";

export type Scalar = string | number | boolean | null;
export type Operand = { of: "event" | "async"; path: string[] } | { literal: Scalar };
export type Expression = [Operand, Operand][];
type Scope = { event?: unknown; async?: unknown };

/** Throws with the place where it stopped understanding. */
export function parseExpression(text: string): Expression {
  const tokens = tokenize(text);
  const expression = conjunction(tokens, text);
  if (tokens.length > 0) throw refusal(text, tokens[0]);
  return expression;
}

/** A single path or literal, as in `idempotency` and `concurrency.key`. */
export function parseOperand(text: string): Operand {
  const tokens = tokenize(text);
  const result = operand(tokens, text);
  if (tokens.length > 0) throw refusal(text, tokens[0]);
  return result;
}

/** A path that leads nowhere equals nothing, not even another one. */
export function holds(expression: Expression, scope: Scope): boolean {
  return expression.every(([left, right]) => {
    const value = scalarOf(left, scope);
    return value !== undefined && value === scalarOf(right, scope);
  });
}

export function scalarOf(operand: Operand, scope: Scope): Scalar | undefined {
  if ("literal" in operand) return operand.literal;
  let value = operand.of === "event" ? scope.event : scope.async;
  for (const key of operand.path) {
    if (Array.isArray(value)) value = value[Number(key)];
    else value = isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return isScalar(value) ? value : undefined;
}

/** With the starting event's values in place of its paths; null when it can never hold. */
export function bindEvent(expression: Expression, event: unknown): Expression | null {
  const bound: Expression = [];
  for (const pair of expression) {
    const [left, right] = pair.map((operand) => {
      if ("literal" in operand || operand.of === "async") return operand;
      const literal = scalarOf(operand, { event });
      return literal === undefined ? null : { literal };
    });
    if (!left || !right) return null;
    bound.push([left, right]);
  }
  return bound;
}

const isScalar = (value: unknown): value is Scalar =>
  value === null || typeof value === "string" || typeof value === "boolean" || typeof value === "number";

const TOKEN = /\s*(&&|==|[().[\]]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|-?\d+(?:\.\d+)?|[A-Za-z_]\w*)/y;

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) throw refusal(text, text.slice(at).trim());
    tokens.push(token);
  }
  return tokens;
}

function conjunction(tokens: string[], text: string): Expression {
  const all = comparison(tokens, text);
  while (tokens[0] === "&&") {
    tokens.shift();
    all.push(...comparison(tokens, text));
  }
  return all;
}

function comparison(tokens: string[], text: string): Expression {
  if (tokens[0] === "(") {
    tokens.shift();
    const inner = conjunction(tokens, text);
    expect(tokens, ")", text);
    return inner;
  }
  const left = operand(tokens, text);
  expect(tokens, "==", text);
  return [[left, operand(tokens, text)]];
}

function operand(tokens: string[], text: string): Operand {
  const token = tokens.shift();
  if (token === undefined) throw refusal(text, token);
  if (token === "true" || token === "false") return { literal: token === "true" };
  if (token === "null") return { literal: null };
  if (/^["']/.test(token)) return { literal: unquote(token) };
  if (/^-?\d/.test(token)) return { literal: Number(token) };
  if (token !== "event" && token !== "async") throw refusal(text, token);
  return { of: token, path: path(tokens, text) };
}

function path(tokens: string[], text: string): string[] {
  const keys: string[] = [];
  for (;;) {
    if (tokens[0] === ".") {
      tokens.shift();
      const key = tokens.shift();
      if (key === undefined || !/^[A-Za-z_]/.test(key)) throw refusal(text, key);
      keys.push(key);
    } else if (tokens[0] === "[") {
      tokens.shift();
      const key = tokens.shift() ?? "";
      if (!/^["'\d]/.test(key)) throw refusal(text, key);
      keys.push(/^\d/.test(key) ? key : unquote(key));
      expect(tokens, "]", text);
    } else return keys;
  }
}

function expect(tokens: string[], wanted: string, text: string): void {
  const token = tokens.shift();
  if (token !== wanted) throw refusal(text, token);
}

const unquote = (token: string) => token.slice(1, -1).replace(/\\(.)/g, "$1");

const refusal = (text: string, at: string | undefined) =>
  new Error(
    `The embedded executor cannot read the expression “${text}”${at ? ` at “${at}”` : ""}. It knows paths below event and async, literals, == and &&.`,
  );
