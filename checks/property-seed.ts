// Before each test file: property tests draw the same cases whenever one commit is tested, so that a failure is the commit's. The nightly
// draws others (ORDEAL_PROPERTY_SEED); fast-check prints the seed with what it found.
import { configureGlobal } from "fast-check";

configureGlobal({ seed: Number(process.env["ORDEAL_PROPERTY_SEED"] ?? 1) });
