/** Another process has the run now: whatever this one knows is out of date. */
export class StaleRun extends Error {}
