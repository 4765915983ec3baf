// Room simulator/lambda: every action there is, one file each in actions/. What is not here is refused by name.
import type { AnyLambdaAction } from "./action.ts";
import { createAlias } from "./actions/create-alias.ts";
import { createFunction } from "./actions/create-function.ts";
import { deleteAlias } from "./actions/delete-alias.ts";
import { deleteFunctionConcurrency } from "./actions/delete-function-concurrency.ts";
import { deleteFunction } from "./actions/delete-function.ts";
import { getAccountSettings } from "./actions/get-account-settings.ts";
import { getAlias } from "./actions/get-alias.ts";
import { getFunctionConcurrency } from "./actions/get-function-concurrency.ts";
import { getFunctionConfiguration } from "./actions/get-function-configuration.ts";
import { getFunction } from "./actions/get-function.ts";
import { listAliases } from "./actions/list-aliases.ts";
import { listFunctions } from "./actions/list-functions.ts";
import { listVersionsByFunction } from "./actions/list-versions-by-function.ts";
import { publishVersion } from "./actions/publish-version.ts";
import { putFunctionConcurrency } from "./actions/put-function-concurrency.ts";
import { updateAlias } from "./actions/update-alias.ts";
import { updateFunctionCode } from "./actions/update-function-code.ts";
import { updateFunctionConfiguration } from "./actions/update-function-configuration.ts";

const ALL: readonly AnyLambdaAction[] = [
  createAlias,
  createFunction,
  deleteAlias,
  deleteFunctionConcurrency,
  deleteFunction,
  getAccountSettings,
  getAlias,
  getFunctionConcurrency,
  getFunctionConfiguration,
  getFunction,
  listAliases,
  listFunctions,
  listVersionsByFunction,
  publishVersion,
  putFunctionConcurrency,
  updateAlias,
  updateFunctionCode,
  updateFunctionConfiguration,
];

/** By the name of the operation. Invoke is not a decision: it stands in invoke.ts. */
export const actions: ReadonlyMap<string, AnyLambdaAction> = new Map(ALL.map((one) => [one.name, one]));
