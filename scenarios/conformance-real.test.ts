// The same scenarios in real time, on an emulator of somebody else: what they claim does not depend on our own simulator.
import { scenarioTests } from "../src/index.ts";

scenarioTests(import.meta.dirname, { target: "fauxqs" });
