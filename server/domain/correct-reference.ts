import { isTemplate } from "./template-source";

/**
 * A text with another path where it reads this one: in `{{ }}` and `{% %}`, or as the whole text where a path stands by
 * itself. What follows the path stays.
 */
export function correctReference(text: string, from: string, to: string): string {
  const path = new RegExp(String.raw`(?<![\w.\-"'\]])${escaped(from)}(?![\w-])`, "g");
  if (!isTemplate(text)) {
    const rest = text.startsWith(from) ? text.slice(from.length) : null;
    return rest === "" || rest?.startsWith(".") || rest?.startsWith("[") ? `${to}${rest}` : text;
  }
  return text.replace(/\{\{.*?\}\}|\{%.*?%\}/gs, (tag) => tag.replace(path, () => to));
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
