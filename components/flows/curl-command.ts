type Call = { url: string; body: unknown; bearer?: string };

/** A command that pastes into a shell as it is. */
export function curlCommand({ url, body, bearer }: Call): string {
  const lines = [
    `curl -X POST ${quote(url)}`,
    `  -H 'Content-Type: application/json'`,
    ...(bearer ? [`  -H "Authorization: Bearer ${bearer}"`] : []),
    `  -d ${quote(JSON.stringify(body, null, 2))}`,
  ];
  return lines.join(" \\\n");
}

/** Single quotes hold everything but a single quote. */
const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
