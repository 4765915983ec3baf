// Room simulator/lambda: GetAccountSettings: the limits that hold here.
import { action, answered } from "../action.ts";
import { ACCOUNT_CONCURRENCY, MAX_UNZIPPED_BYTES } from "../limits.ts";

/** Of all packages together, and of one that is sent in the request (Developer Guide, "Lambda quotas"). */
const TOTAL_CODE_BYTES = 80_530_636_800;
const ZIPPED_BYTES = 52_428_800;

export const getAccountSettings = action({
  name: "GetAccountSettings",
  route: { method: "GET", path: "/2016-08-19/account-settings", status: 200 },
  input: {},
  decide({ functions }, _input, { region }) {
    const own = [...functions.values()].filter((fn) => fn.region === region);
    const sizes = own.flatMap((fn) => [fn.latest, ...fn.versions.values()].map(({ code }) => code.sizeBytes));
    const reserved = own.reduce((sum, fn) => sum + (fn.reserved ?? 0), 0);
    return answered({
      AccountLimit: {
        TotalCodeSize: TOTAL_CODE_BYTES,
        CodeSizeUnzipped: MAX_UNZIPPED_BYTES,
        CodeSizeZipped: ZIPPED_BYTES,
        ConcurrentExecutions: ACCOUNT_CONCURRENCY,
        UnreservedConcurrentExecutions: ACCOUNT_CONCURRENCY - reserved,
      },
      AccountUsage: {
        TotalCodeSize: sizes.reduce((sum, size) => sum + size, 0),
        FunctionCount: own.length,
      },
    });
  },
});
