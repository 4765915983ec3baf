// Room faults: a fault plan as it is read from outside: every problem is named with its path, before anything is provisioned.
import { validatorOf } from "../journal/schema.ts";
import { CONTROLLED, type FaultPlaces, placeOf, refusalOf } from "./places.ts";
import { FaultError, type FaultPlan, type FaultRule } from "./rule.ts";

/** Checks a fault plan read from outside: every problem with its path, every hop against the system's, every fault against its hop. */
export function parseFaultPlan(value: unknown, places: FaultPlaces, file = "fault plan"): FaultPlan {
  const checked = validatorOf<FaultPlan>("fault-plan")(value);
  if (!checked.valid) throw new FaultError(`${file}: ${checked.problems.join("; ")}`);
  checkRules(checked.value, places, file);
  return checked.value;
}

/** Throws FaultError where a rule of the plan cannot strike, with all such rules. */
export function checkRules({ rules }: FaultPlan, places: FaultPlaces, file = "fault plan"): void {
  const problems = rules.flatMap((rule, index) => {
    const place = placeOf(rule.hop, places);
    if (place === undefined)
      return [
        `/rules/${index}/hop ${rule.hop} is no hop of the system; hops are ${[...places.kinds.keys(), ...CONTROLLED].join(", ")}`,
      ];
    const refusal = refusalOf(rule, place, places);
    const misfits = misfitsOf(rules, index);
    return [...misfits, ...(refusal === undefined ? [] : [`/rules/${index}/fault ${refusal}`])];
  });
  if (problems.length > 0) throw new FaultError(`${file}: ${problems.join("; ")}`);
}

/** What no schema says of a rule: an id of its own, by which its strikes are told, and spans that run forwards. */
function misfitsOf(rules: readonly FaultRule[], index: number): readonly string[] {
  const rule = rules[index];
  if (rule === undefined) return [];
  const { id, delayMs: [least, most] = [0, 0], fromMs = -Infinity, untilMs = Infinity } = rule;
  const first = rules.findIndex((other) => other.id === id);
  return [
    ...(first < index ? [`/rules/${index}/id ${id} is that of /rules/${first} too`] : []),
    ...(least > most ? [`/rules/${index}/delayMs runs from ${least} down to ${most}`] : []),
    ...(fromMs > untilMs ? [`/rules/${index}/untilMs ${untilMs} is before fromMs ${fromMs}`] : []),
  ];
}
