// Room simulator/cloudformation: what it takes to make one type of resource by the API of the service that has it.
import type { Json, JsonObject } from "../../../template/json.ts";
import type { Fields } from "../../wire/index.ts";
import type { Tag } from "../state.ts";
import type { Properties } from "./rule.ts";

/** What stands: what Ref gives, and the attributes that GetAtt gives. */
export interface Standing {
  readonly physicalId: string;
  readonly attributes: Readonly<Record<string, Json>>;
}

/** What a type needs to know of the stack, and by what it acts. */
export interface Site {
  readonly logicalId: string;
  readonly stackName: string;
  readonly region: string;
  readonly account: string;
  readonly partition: string;
  readonly baseUrl: string;
  /** A name as CloudFormation makes one: stack, logical id and twelve characters that nothing else has. */
  name(form: { readonly max: number; readonly isLower?: boolean; readonly suffix?: string }): string;
  call(service: string, operation: string, input: Fields): Promise<Fields>;
  /** It exists from now on, whatever happens before it is complete. */
  initiated(physicalId: string): void;
  /** Looks again and again until there is something; a thrown error ends it. */
  until<T>(what: string, look: () => Promise<T | undefined>): Promise<T>;
}

export interface Before {
  readonly standing: Standing;
  readonly properties: JsonObject;
  /** Of the resource and of the stack together. */
  readonly tags: readonly Tag[];
}

export interface Wanted {
  readonly properties: JsonObject;
  readonly tags: readonly Tag[];
}

export interface ResourceType {
  readonly type: string;
  readonly properties: Properties;
  /** What GetAtt knows. */
  readonly attributes: readonly string[];
  /** The property that names it; a name that somebody chose cannot stand twice. */
  readonly naming?: string;
  /** Needs CAPABILITY_IAM, or CAPABILITY_NAMED_IAM where it is named. */
  readonly isIam?: boolean;
  create(this: void, wanted: Wanted, site: Site): Promise<Standing>;
  /** Absent where every change replaces. */
  readonly update?: (before: Before, wanted: Wanted, site: Site) => Promise<Standing>;
  /** What is gone already is deleted. */
  delete(this: void, before: Before, site: Site): Promise<void>;
}
