// Room simulator/iam: what IAM knows. It changes only in evolve.ts, by events; everything else reads it.

export type Tags = Readonly<Record<string, string>>;

export interface Role {
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly id: string;
  readonly description: string | undefined;
  /** The trust policy, as it was given. */
  readonly trust: string;
  readonly maxSessionS: number;
  readonly boundary: string | undefined;
  readonly tags: Tags;
  /** By name. */
  readonly inline: Readonly<Record<string, string>>;
  /** ARNs, in the order of attaching. */
  readonly attached: readonly string[];
  readonly createdS: number;
}

export interface PolicyVersion {
  readonly id: string;
  readonly document: string;
  readonly createdS: number;
}

export interface Policy {
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  readonly id: string;
  readonly description: string | undefined;
  readonly tags: Tags;
  /** Oldest first. */
  readonly versions: readonly PolicyVersion[];
  readonly defaultVersion: string;
  readonly versionsMade: number;
  readonly createdS: number;
  readonly updatedS: number;
}

export interface IamState {
  /** By name, whose case does not tell roles apart: in lower case. */
  readonly roles: ReadonlyMap<string, Role>;
  /** By ARN. */
  readonly policies: ReadonlyMap<string, Policy>;
  readonly alias: string | undefined;
  /** Roles and policies made so far: ids derive from it. */
  readonly made: number;
}
