"use client";

import { createElement, Fragment, type ReactNode, useMemo, useSyncExternalStore } from "react";

/**
 * The HTML of an email, rebuilt from the few elements that carry its words. Nothing of it becomes markup unseen:
 * no script, style, form, attribute or request survives, pictures are named instead of fetched.
 */
export function HtmlBody({ html }: { html: string }) {
  const inBrowser = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
  const content = useMemo(
    () =>
      !inBrowser
        ? null
        : [...new DOMParser().parseFromString(html, "text/html").body.childNodes].map(rebuild),
    [html, inBrowser],
  );
  return (
    <div className="break-words rounded-lg border border-line bg-surface p-4 text-base [&_:is(h1,h2,h3,h4)]:mt-4 [&_:is(h1,h2,h3,h4)]:font-semibold [&_:is(h1,h2)]:text-lg [&_:is(p,ul,ol,table,blockquote,pre)]:mt-2 [&_blockquote]:border-line-strong [&_blockquote]:border-l-2 [&_blockquote]:pl-3 [&_ol]:list-decimal [&_ol]:pl-5 [&_td]:pr-4 [&_th]:pr-4 [&_ul]:list-disc [&_ul]:pl-5 [&>*:first-child]:mt-0">
      {content}
    </div>
  );
}

const KEPT = new Set(
  "p div span br hr b strong i em u s small sub sup code pre blockquote h1 h2 h3 h4 ul ol li table thead tbody tr td th".split(
    " ",
  ),
);
const DROPPED = new Set([
  "script",
  "style",
  "head",
  "title",
  "noscript",
  "template",
  "iframe",
  "object",
  "svg",
  "form",
]);
const EMPTY = new Set(["br", "hr"]);

function rebuild(node: Node, index: number): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (!(node instanceof Element)) return null;
  const tag = node.tagName.toLowerCase();
  if (DROPPED.has(tag)) return null;
  if (tag === "img") return <Picture key={index} alt={node.getAttribute("alt") ?? ""} />;
  if (EMPTY.has(tag)) return createElement(tag, { key: index });
  const children = [...node.childNodes].map(rebuild);
  if (tag === "a") return <Anchor key={index} href={node.getAttribute("href") ?? ""} label={children} />;
  return KEPT.has(tag) ? (
    createElement(tag, { key: index }, ...children)
  ) : (
    <Fragment key={index}>{children}</Fragment>
  );
}

function Anchor({ href, label }: { href: string; label: ReactNode }) {
  if (!/^(https?:|mailto:|tel:)/i.test(href)) return <u>{label}</u>;
  return (
    <a
      href={href}
      title={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="text-accent-ink underline"
    >
      {label}
    </a>
  );
}

const Picture = ({ alt }: { alt: string }) => (
  <span className="rounded-sm border border-line-strong border-dashed px-1.5 text-muted text-xs">
    Picture{alt ? `: ${alt}` : ""}
  </span>
);
