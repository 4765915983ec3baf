// Registers every scenario of this repository as a vitest test, on the config's default target: in the box, in virtual time.
import { scenarioTests } from "../src/index.ts";

scenarioTests(import.meta.dirname);
