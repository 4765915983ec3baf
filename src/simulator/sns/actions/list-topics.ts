// Room simulator/sns: ListTopics: the caller's account and region, a hundred at a time.
import { action, answered } from "../action.ts";
import { arnOf } from "../arn.ts";
import { pageOf } from "../page.ts";

export const listTopics = action({
  name: "ListTopics",
  input: { NextToken: "string" },
  output: { Topics: { list: { members: { TopicArn: "string" } } }, NextToken: "string" },
  decide(state, { NextToken: token }, { region, account }) {
    const own = [...state.topics.values()].filter(({ arn }) => {
      const of = arnOf(arn);
      return of?.region === region && of.account === account;
    });
    const { items, NextToken } = pageOf(own, token);
    return answered({ Topics: items.map(({ arn }) => ({ TopicArn: arn })), NextToken });
  },
});
