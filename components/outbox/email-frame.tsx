/**
 * An email as its reader sees it, in a frame where nothing runs, nothing is fetched and no link leads anywhere. Its own
 * looks for light and dark hold.
 */
export function EmailFrame({ html, title }: { html: string; title: string }) {
  return (
    <iframe
      title={title}
      sandbox=""
      srcDoc={POLICY + html}
      className="h-80 w-full rounded-lg border border-line bg-surface"
    />
  );
}

const POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`;
