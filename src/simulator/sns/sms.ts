// Room simulator/sns: what an account says of its text messages, and the opt-out list. Nobody in a simulated world texts STOP, so the
// list is empty, truthfully.
import type { Call } from "./action.ts";
import { isPhoneNumber } from "./endpoint.ts";
import { invalid, invalidParameter } from "./errors.ts";
import type { Named } from "./events.ts";

const SMS_TYPES = ["Promotional", "Transactional"];
const RULES: Readonly<Record<string, (value: string) => boolean>> = {
  DefaultSMSType: (value) => SMS_TYPES.includes(value),
  DefaultSenderID: (value) => /^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$/.test(value),
  DeliveryStatusIAMRole: () => true,
  DeliveryStatusSuccessSamplingRate: (value) => /^\d{1,3}$/.test(value) && Number(value) <= 100,
  MonthlySpendLimit: (value) => /^\d+$/.test(value),
  UsageReportS3Bucket: () => true,
};

/** What a region shows before anyone set anything (recorded). */
export const SMS_DEFAULTS: Named = { MonthlySpendLimit: "1" };

export function checkSmsAttributes(attributes: Named): void {
  for (const [name, value] of Object.entries(attributes)) {
    const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
    if (rule === undefined) throw invalid(`${name} is not a valid attribute`);
    if (!rule(value)) throw invalid(`${name} is invalid`);
  }
}

/** Under which an account's settings of one region are kept. */
export const placeOf = ({ region, account }: Call): string => `${region} ${account}`;

export function checkPhoneNumber(phone: string | undefined): void {
  if (phone === undefined || !isPhoneNumber(phone))
    throw invalidParameter("PhoneNumber", "input incorrectly formatted");
}
