export type Shortcut = { keys: readonly string[]; does: string };

/** The keys of the builder, as people are told of them. `mod` is ⌘ or Ctrl. */
export const shortcuts: readonly { title: string; list: readonly Shortcut[] }[] = [
  {
    title: "Build",
    list: [
      { keys: ["A"], does: "Add a step behind the selected one" },
      { keys: ["/"], does: "Search the steps at the left" },
      { keys: ["C"], does: "Connect the selected step to another" },
      { keys: ["N"], does: "Stick a note on the canvas" },
      { keys: ["Enter"], does: "Open the step and go to its first field" },
      { keys: ["Delete"], does: "Remove what is selected; the flow closes behind it" },
      { keys: ["mod", "D"], does: "Duplicate" },
      { keys: ["mod", "C / X / V"], does: "Copy, cut, paste, in other flows and tabs too" },
      { keys: ["mod", "Z"], does: "Undo" },
      { keys: ["mod", "⇧", "Z"], does: "Redo" },
    ],
  },
  {
    title: "Move",
    list: [
      { keys: ["↑ ↓ ← →"], does: "Walk through the flow" },
      { keys: ["⇧", "↑ ↓ ← →"], does: "Walk and keep what is selected" },
      { keys: ["Alt", "↑ ↓ ← →"], does: "Push the selected steps on the canvas" },
      { keys: ["⇧", "drag"], does: "Select with a box" },
      { keys: ["mod", "click"], does: "Add to the selection" },
      { keys: ["mod", "A"], does: "Select everything" },
      { keys: ["E"], does: "Fold a loop up, and open it" },
      { keys: ["⇧", "A"], does: "Tidy up the canvas" },
      { keys: ["Esc"], does: "Let go, step by step" },
    ],
  },
  {
    title: "See",
    list: [
      { keys: ["1"], does: "The whole flow" },
      { keys: ["0"], does: "100 %" },
      { keys: ["2"], does: "What is selected" },
      { keys: ["+", "−"], does: "Zoom" },
      { keys: ["Space", "drag"], does: "Move the canvas" },
      { keys: ["\\"], does: "Show or hide the steps at the left" },
    ],
  },
  {
    title: "Finish",
    list: [
      { keys: ["mod", "Enter"], does: "Test" },
      { keys: ["mod", "⇧", "Enter"], does: "Publish" },
      { keys: ["mod", "F"], does: "Find and replace in the flow" },
      { keys: ["mod", "K"], does: "All commands" },
      { keys: ["?"], does: "This sheet" },
    ],
  },
  {
    title: "In the outline",
    list: [
      { keys: ["+"], does: "Add a step behind the row, or in the branch" },
      { keys: ["⇧", "F10"], does: "Everything that can be done with the row" },
      { keys: ["Alt", "↑ ↓"], does: "Move the step up or down, into branches and out" },
      { keys: ["↑ ↓"], does: "From row to row" },
      { keys: ["← →"], does: "Close and open a row" },
      { keys: ["⇧", "↑ ↓"], does: "Select more rows" },
      { keys: ["Home / End"], does: "The first row, the last row" },
      { keys: ["letters"], does: "Go to the row that begins so" },
    ],
  },
];
