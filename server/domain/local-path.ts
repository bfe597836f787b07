/** The path of a posted address when it stays on this site; null for anything that would lead elsewhere. */
export function localPath(address: string | null | undefined): string | null {
  if (!address?.startsWith("/")) return null;
  const here = "http://here.invalid";
  try {
    // Browsers read "//host" and "/\host" as another host, and drop tabs and line ends first. So does URL.
    const url = new URL(address, here);
    return url.origin === here && !url.pathname.startsWith("//")
      ? url.pathname + url.search + url.hash
      : null;
  } catch {
    return null;
  }
}
