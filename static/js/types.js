/** The shapes of docs/protocol.md, for the type checker. No code. */
export * from "./types/catalog.js";
export * from "./types/data.js";
export * from "./types/experiment.js";
export * from "./types/frames.js";
export * from "./types/inspection.js";
export * from "./types/layers.js";
export * from "./types/room.js";
export * from "./types/run.js";
export * from "./types/timeline.js";
