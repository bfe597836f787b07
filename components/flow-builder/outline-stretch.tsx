"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";

type OutlineStretchProps = {
  /** How high its rows will be, as far as one can tell before they are drawn. */
  height: number;
  /** Drawn wherever it is: the focus is in it, or goes there. */
  always: boolean;
  children: () => ReactNode;
};

/** Some rows of a long outline: they are drawn when they come near the window, and take up their room before that. */
export function OutlineStretch({ height, always, children }: OutlineStretchProps) {
  const element = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  const [measured, setMeasured] = useState<number | null>(null);
  useEffect(() => {
    const stretch = element.current;
    if (!stretch) return;
    const observer = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1);
        if (!entry) return;
        setNear(entry.isIntersecting);
        if (!entry.isIntersecting && stretch.childElementCount > 0) setMeasured(stretch.offsetHeight);
      },
      { rootMargin: `${AHEAD}px 0px` },
    );
    observer.observe(stretch);
    return () => observer.disconnect();
  }, []);
  const drawn = near || always;
  return (
    <div
      ref={element}
      role="none"
      className="flex flex-col gap-1.5"
      style={drawn ? undefined : { height: measured ?? height }}
    >
      {drawn ? children() : null}
    </div>
  );
}

/** Before it can be seen. */
const AHEAD = 1_200;
