/** `no_answer` → "No answer": a stored word as one reads it. */
export function sentence(word: string): string {
  const plain = word.replaceAll("_", " ").trim();
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}
