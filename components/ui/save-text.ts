/** Hands a text over to the browser as a file. One that is large comes in parts, which the browser keeps out of memory. */
export function saveText(name: string, text: string | Blob[], type: string): void {
  const url = URL.createObjectURL(new Blob(typeof text === "string" ? [text] : text, { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
