// Room scenario: the services of a served world. SQS and SNS are there at once; the others, two thirds of all modules, are loaded at the
// first call to one of them, which waits for that.
import type { ManualClock } from "../box/manual-clock.ts";
import { createMessaging, type Messaging } from "../simulator/messaging.ts";
import type { Simulator, SimulatorOptions } from "../simulator/simulator.ts";
import type { Whole } from "./served-whole.ts";

export interface ServedServices {
  /** Answers for all services. */
  readonly messaging: Messaging;
  /** All of them: loads those that are not there yet. */
  whole(): Promise<Simulator>;
  /** All of them, where they are there. */
  present(): Simulator | undefined;
  /** Ends the threads that run functions. */
  close(): Promise<void>;
}

/** `manual` is the clock of the options, where a person moves it. */
export function openServices(options: SimulatorOptions, manual: ManualClock | undefined): ServedServices {
  let coming: Promise<Whole> | undefined;
  let present: Whole | undefined;
  const messaging = createMessaging({
    ...options,
    elsewhere(request, arrival) {
      // What nobody here answers once all are there, nobody does.
      if (present !== undefined) return undefined;
      return whole().then((simulator) => simulator.handle(request, arrival));
    },
  });

  async function load(): Promise<Whole> {
    const { openWhole } = await import("./served-whole.ts");
    present = openWhole(messaging, options, manual);
    return present;
  }

  function whole(): Promise<Simulator> {
    if (coming === undefined) {
      coming = load();
      // A call takes no time that a person moves, so neither does what it waits for.
      manual?.hold(coming);
    }
    return coming.then(({ simulator }) => simulator);
  }

  return {
    messaging,
    whole,
    present: () => present?.simulator,
    close: async () => (await coming)?.runtime.close(),
  };
}
