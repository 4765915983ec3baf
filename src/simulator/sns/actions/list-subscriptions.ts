// Room simulator/sns: ListSubscriptions: of the caller's account and region, a hundred at a time.
import { action, answered } from "../action.ts";
import { arnOf } from "../arn.ts";
import { listed } from "../listed.ts";
import { pageOf } from "../page.ts";
import { shapes } from "../shape.ts";

export const listSubscriptions = action({
  name: "ListSubscriptions",
  input: { NextToken: "string" },
  output: { Subscriptions: shapes.subscriptions, NextToken: "string" },
  decide(state, { NextToken: token }, { region, account }) {
    const own = [...state.subscriptions.values()].filter(
      ({ arn, owner }) => owner === account && arnOf(arn)?.region === region,
    );
    const { items, NextToken } = pageOf(own, token);
    return answered({ Subscriptions: items.map(listed), NextToken });
  },
});
