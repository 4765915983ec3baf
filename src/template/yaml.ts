// Room template: the reader of YAML, loaded when the first text comes that is no JSON: a box is given its templates as they were read
// outside, and never needs it.
import { createRequire } from "node:module";
import type * as yamlModule from "yaml";

export const yaml = (): typeof yamlModule => createRequire(import.meta.url)("yaml") as typeof yamlModule; // its own type
