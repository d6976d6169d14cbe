/**
 * The recipe of a run.
 *
 * @typedef {"train" | "test"} Split
 * @typedef {"binary" | "multiclass" | "regression" | "detection"} Task
 * @typedef {{ en: string, "zh-CN": string }} Title
 * @typedef {{ split: Split | "drawing", index: number }} Spotlight  "drawing": what somebody drew
 *
 * @typedef {{ kind: string, units?: number, channels?: number, activation?: string,
 *   [setting: string]: unknown }} LayerSpec
 *
 * @typedef {object} Verdict  what a network says of a picture whose class is known
 * @property {number} answer  the class that it finds most probable
 * @property {number} probability  that it gives to the right class
 *
 * @typedef {{ pixels: string, label: number | null }} Drawing  base64 of a byte a pixel, 255 is ink
 * @typedef {{ pixels: string, label: number, before: Verdict | null }} Correction
 *
 * @typedef {object} Experiment
 * @property {{ name: string, samples: number, noise: number, test_fraction: number, seed: number,
 *   features: string[], points: [number, number, number][], position?: number, size?: number,
 *   size_spread?: number, rotation?: number, drawings?: Drawing[],
 *   corrections?: Correction[] }} dataset
 * @property {{ layers: LayerSpec[], initializer: string }} network
 * @property {{ optimizer: { name: string, learning_rate: number, [setting: string]: unknown },
 *   batch_size: number, l1: number, l2: number,
 *   schedule: { name: string, [setting: string]: unknown }, clip_norm: number | null,
 *   stop: { max_epochs: number | null, patience: number | null }, seed: number }} training
 */
export {};
