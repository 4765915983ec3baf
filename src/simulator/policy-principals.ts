// Room simulator: principals of policies that name an account which cannot be one: an account id has twelve digits (IAM User Guide, "AWS
// JSON policy elements: Principal"). Whether an account of twelve digits exists is not known here.
import { isFields } from "./wire/index.ts";

const ACCOUNT_OF = /^arn:[^:]+:(?:iam|sts)::(\d+):/;

/** The first principal that no account can have; each service refuses it in words of its own. */
export function impossiblePrincipal(statements: readonly unknown[]): string | undefined {
  return statements.flatMap(principalsOf).find((principal) => {
    const account = ACCOUNT_OF.exec(principal)?.[1] ?? (/^\d+$/.test(principal) ? principal : undefined);
    return account !== undefined && account.length !== 12;
  });
}

function principalsOf(statement: unknown): readonly string[] {
  if (!isFields(statement)) return [];
  return ["Principal", "NotPrincipal"].flatMap((name) => {
    const principal = statement[name];
    const named = isFields(principal) ? principal["AWS"] : undefined;
    const list: readonly unknown[] = Array.isArray(named) ? named : [named];
    // A template's YAML reads an account without quotes as a number.
    return list.filter((one) => typeof one === "string" || typeof one === "number").map(String);
  });
}
