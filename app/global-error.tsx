"use client";

/** Stands in for the root layout when that itself failed, so it leans on nothing but the style sheet. */
export default function GlobalError({ reset }: { reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main role="alert" className="flex min-h-dvh flex-col items-center justify-center px-6 text-center">
          <h1 className="font-semibold text-xl">Baton could not be shown</h1>
          <p className="mt-2 max-w-[52ch] text-balance text-base text-muted">
            This failed on our side and was recorded. Nothing that runs in the background is affected.
          </p>
          <button
            type="button"
            onClick={reset}
            className="mt-6 h-10 rounded-md bg-accent px-4 font-medium text-base text-on-accent"
          >
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
