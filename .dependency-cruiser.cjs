// The rooms of DESIGN section 4 import one way; this file is the check. A new edge wants a decision in docs/decisions first.
const rooms = {
  journal: [],
  claims: ["journal"],
  template: [],
  box: [],
  simulator: ["box", "journal", "template"],
  system: [],
  target: [],
  provision: ["system", "template", "target", "journal"],
  drive: ["journal", "target"],
  observe: ["journal", "target"],
  faults: ["journal", "target"],
  scenario: [
    "journal",
    "claims",
    "template",
    "system",
    "target",
    "provision",
    "drive",
    "observe",
    "faults",
    "box",
    "simulator",
  ],
  report: ["journal", "claims"],
  cli: [
    "journal",
    "claims",
    "template",
    "system",
    "target",
    "provision",
    "drive",
    "observe",
    "faults",
    "scenario",
    "report",
  ],
};

const edges = Object.entries(rooms).map(([room, allowed]) => ({
  name: `room-${room}`,
  comment: `src/${room} may import ${allowed.length === 0 ? "no other room" : allowed.join(", ")}; docs/ARCHITECTURE.md says why.`,
  severity: "error",
  from: { path: `^src/${room}/`, pathNot: "\\.test\\.ts$" },
  to: { path: "^src/", pathNot: `^src/(${[room, ...allowed].join("|")})/` },
}));

module.exports = {
  forbidden: [
    ...edges,
    ...["matching", "states-language"].map((engine) => ({
      name: `engine-${engine}`,
      comment: `src/simulator/${engine} is an engine of its own: it imports nothing of ours, so it can be held to recorded AWS alone.`,
      severity: "error",
      from: { path: `^src/simulator/${engine}/`, pathNot: "\\.test\\.ts$" },
      to: { path: "^(src|checks)/", pathNot: `^src/simulator/${engine}/` },
    })),
    {
      name: "no-aws-sdk-in-judging",
      comment: "A recorded run is judged offline: journal, claims and report know no AWS SDK.",
      severity: "error",
      from: { path: "^src/(journal|claims|report)/" },
      to: { path: "node_modules/(@aws-sdk|@smithy)/" },
    },
    {
      name: "scenarios-use-the-public-surface",
      comment: "Scenarios import src/index.ts and nothing else, so a user's scenario can do what ours do.",
      severity: "error",
      from: { path: "^scenarios/", pathNot: "\\.test\\.ts$" },
      to: { path: "^src/", pathNot: "^src/index\\.ts$" },
    },
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "types"] },
  },
};
