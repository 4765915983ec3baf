// Registers every scenario of this repository as a vitest test, on the config's default target.
import { scenarioTests } from "../src/index.ts";

scenarioTests(import.meta.dirname);
