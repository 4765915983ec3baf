// Room simulator/dynamodb, tests: Put, Get, Update and Delete of one item, with conditions, updates and what they return.
import { describe, expect, it } from "vitest";
import { failure, item, refusal, tableArn, world } from "./world.fixture.ts";

const TableName = "orders";

async function orders() {
  const at = world();
  await at.table(TableName, ["id"]);
  return at;
}

describe("PutItem", () => {
  it("DDB-01: of many writers with attribute_not_exists exactly one succeeds", async () => {
    const { db } = await orders();
    const writers = Array.from({ length: 20 }, (_, n) =>
      db
        .putItem({ TableName, Item: item({ id: "a", n }), ConditionExpression: "attribute_not_exists(id)" })
        .then(() => "ok")
        .catch((error: Error) => `${error.name}: ${error.message}`),
    );
    const outcomes = await Promise.all(writers);
    expect(outcomes.toSorted()).toEqual([
      ...Array.from({ length: 19 }, () => "ConditionalCheckFailedException: The conditional request failed"),
      "ok",
    ]);
  });

  it("DDB-02: ReturnValuesOnConditionCheckFailure returns the item that stood in the way", async () => {
    const { db } = await orders();
    await db.putItem({ TableName, Item: item({ id: "a", n: 1 }) });
    const put = { TableName, Item: item({ id: "a", n: 2 }), ConditionExpression: "attribute_not_exists(id)" };
    const told = await failure(db.putItem({ ...put, ReturnValuesOnConditionCheckFailure: "ALL_OLD" }));
    expect([told.name, told["Item"]]).toEqual([
      "ConditionalCheckFailedException",
      { id: { S: "a" }, n: { N: "1" } },
    ]);
    expect((await failure(db.putItem(put)))["Item"]).toBeUndefined();
  });

  it("DDB-03: a write whose condition failed consumes what the item weighs, and changes nothing", async () => {
    const { db, events } = await orders();
    await db.putItem({ TableName, Item: item({ id: "a", text: "x".repeat(2000) }) });
    await refusal(
      db.putItem({ TableName, Item: item({ id: "a" }), ConditionExpression: "attribute_not_exists(id)" }),
    );
    expect(events.at(-1)).toEqual({
      kind: "dynamodb.condition-failed",
      tableArn: tableArn(TableName),
      atMs: 0,
      key: { id: { S: "a" } },
      operation: "PutItem",
      writeUnits: 2,
    });
  });

  it("returns the item before, if asked (recorded: test_return_values_in_put_item)", async () => {
    const { db } = await orders();
    const put = (n: number) => db.putItem({ TableName, Item: item({ id: "a", n }), ReturnValues: "ALL_OLD" });
    expect((await put(1)).Attributes).toBeUndefined();
    expect((await put(2)).Attributes).toEqual(item({ id: "a", n: 1 }));
  });

  it("every write is an event that carries the item before", async () => {
    const { db, events } = await orders();
    await db.putItem({ TableName, Item: item({ id: "a", n: 1 }) });
    await db.updateItem({
      TableName,
      Key: item({ id: "a" }),
      UpdateExpression: "SET n = n + :one",
      ExpressionAttributeValues: { ":one": { N: "1" } },
    });
    await db.deleteItem({ TableName, Key: item({ id: "a" }) });
    const at = { tableArn: tableArn(TableName), atMs: 0, key: { id: { S: "a" } } };
    expect(events.slice(1)).toEqual([
      { kind: "dynamodb.item-put", ...at, operation: "PutItem", item: item({ id: "a", n: 1 }), bytes: 6 },
      {
        kind: "dynamodb.item-put",
        ...at,
        operation: "UpdateItem",
        bytes: 6,
        item: item({
          id: "a",
          n: 2,
        }),
        old: item({
          id: "a",
          n: 1,
        }),
      },
      { kind: "dynamodb.item-deleted", ...at, operation: "DeleteItem", old: item({ id: "a", n: 2 }) },
    ]);
  });

  it.each<readonly [string, object, string]>([
    [
      "no key",
      { n: { N: "1" } },
      "One or more parameter values were invalid: Missing the key id in the item",
    ],
    [
      "a key of another type",
      { id: { N: "1" } },
      "One or more parameter values were invalid: Type mismatch for key id expected: S actual: N",
    ],
    [
      "an empty key",
      { id: { S: "" } },
      "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id",
    ],
    [
      "an attribute without a name",
      { id: { S: "a" }, "": { S: "x" } },
      "One or more parameter values were invalid: An attribute name may not be empty",
    ],
    [
      "a key too long",
      { id: { S: "x".repeat(2049) } },
      "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes",
    ],
    [
      "too much",
      { id: { S: "a" }, text: { S: "x".repeat(400 * 1024) } },
      "Item size has exceeded the maximum allowed size",
    ],
    [
      "an empty set",
      { id: { S: "a" }, set: { SS: [] } },
      "One or more parameter values were invalid: An string set  may not be empty",
    ],
    [
      "a set with a member twice",
      { id: { S: "a" }, set: { SS: ["x", "x"] } },
      "One or more parameter values were invalid: Input collection [x, x] contains duplicates.",
    ],
    ["a number twice", { id: { S: "a" }, set: { NS: ["1", "1.0"] } }, "Input collection contains duplicates"],
    [
      "no number",
      { id: { S: "a" }, n: { N: "one" } },
      "The parameter cannot be converted to a numeric value: one",
    ],
    [
      "39 digits",
      { id: { S: "a" }, n: { N: "1".repeat(39) } },
      "Attempting to store more than 38 significant digits in a Number",
    ],
    [
      "a number too large",
      { id: { S: "a" }, n: { N: "1e126" } },
      "Number overflow. Attempting to store a number with magnitude larger than supported range",
    ],
    [
      "a number too small",
      { id: { S: "a" }, n: { N: "1e-131" } },
      "Number underflow. Attempting to store a number with magnitude smaller than supported range",
    ],
    [
      "NULL that is not true",
      { id: { S: "a" }, n: { NULL: false } },
      "One or more parameter values were invalid: Null attribute value types must have the value of true",
    ],
    [
      "a value of no type",
      { id: { S: "a" }, n: {} },
      "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
    ],
    [
      "a value of two types",
      { id: { S: "a" }, n: { S: "a", N: "1" } },
      "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
    ],
    [
      "33 levels",
      { id: { S: "a" }, deep: nested(33) },
      "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
    ],
  ])("%s is refused in AWS's words", async (_, Item, message) => {
    const { raw } = await orders();
    const { status, text } = await raw("PutItem", JSON.stringify({ TableName, Item }));
    expect([status, JSON.parse(text)]).toEqual([
      400,
      { __type: "com.amazon.coral.validate#ValidationException", message },
    ]);
  });

  it("32 levels, empty texts, empty lists and maps are stored", async () => {
    const { db } = await orders();
    const Item = { id: { S: "a" }, deep: nested(32), text: { S: "" }, list: { L: [] }, map: { M: {} } };
    await db.putItem({ TableName, Item: Item as never });
    expect((await db.getItem({ TableName, Key: item({ id: "a" }) })).Item).toEqual(Item);
  });

  it("numbers are exact, and equal numbers are one", async () => {
    const { db } = await orders();
    const texts = [
      "3.1415926535897932384626433832795028841",
      "-0",
      "1.50",
      "1e3",
      "00012.340",
      "-1E-130",
      "+7",
    ];
    await db.putItem({ TableName, Item: { id: { S: "a" }, n: { L: texts.map((N) => ({ N })) } } });
    const { Item } = await db.getItem({ TableName, Key: item({ id: "a" }) });
    expect(Item?.["n"]?.L?.map(({ N }) => N)).toEqual([
      "3.1415926535897932384626433832795028841",
      "0",
      "1.5",
      "1000",
      "12.34",
      `-0.${"0".repeat(129)}1`,
      "7",
    ]);
  });
});

function nested(levels: number): object {
  let value: object = { S: "end" };
  for (let level = 0; level < levels; level += 1)
    value = level % 2 === 0 ? { L: [value] } : { M: { a: value } };
  return value;
}

describe("UpdateItem", () => {
  const Key = item({ id: "a" });
  const start = {
    id: { S: "a" },
    n: { N: "1" },
    xs: { L: [{ S: "0" }, { S: "1" }, { S: "2" }] },
    doc: { M: { x: { N: "1" }, y: { N: "2" } } },
    bag: { SS: ["a", "b"] },
  };

  const VALUES = {
    ":n": { N: "5" },
    ":l": { L: [{ S: "z" }] },
    ":s": { S: "s" },
    ":set": { SS: ["b", "c"] },
    ":ab": { SS: ["a", "b"] },
  };

  const usedIn = (text: string, from: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(from).filter(([name]) => new RegExp(`${name}\\b`).test(text)));

  const update = async (UpdateExpression: string, before: object | null = start) => {
    const { db } = await orders();
    if (before !== null) await db.putItem({ TableName, Item: before as never });
    const values = usedIn(UpdateExpression, VALUES);
    const { Attributes } = await db.updateItem({
      TableName,
      Key,
      UpdateExpression,
      ReturnValues: "ALL_NEW",
      ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values as never }),
    });
    return Attributes;
  };

  it.each<readonly [string, object]>([
    ["SET n = :n", { ...start, n: { N: "5" } }],
    ["SET n = n + :n", { ...start, n: { N: "6" } }],
    ["SET n = n - :n, m = n", { ...start, n: { N: "-4" }, m: { N: "1" } }],
    ["SET m = if_not_exists(m, :n), n = if_not_exists(n, :n)", { ...start, m: { N: "5" } }],
    ["SET xs = list_append(xs, :l)", { ...start, xs: { L: [...start.xs.L, { S: "z" }] } }],
    [
      "SET fresh = list_append(if_not_exists(fresh, :l), :l)",
      { ...start, fresh: { L: [{ S: "z" }, { S: "z" }] } },
    ],
    ["SET xs[1] = :s", { ...start, xs: { L: [{ S: "0" }, { S: "s" }, { S: "2" }] } }],
    ["SET xs[9] = :s, xs[7] = :n", { ...start, xs: { L: [...start.xs.L, { N: "5" }, { S: "s" }] } }],
    ["SET doc.x = :s, doc.z = :n", { ...start, doc: { M: { x: { S: "s" }, y: { N: "2" }, z: { N: "5" } } } }],
    ["REMOVE xs[0], xs[2]", { ...start, xs: { L: [{ S: "1" }] } }],
    ["REMOVE xs[0] SET xs[1] = :s", { ...start, xs: { L: [{ S: "s" }, { S: "2" }] } }],
    ["REMOVE doc.x, nothing", { ...start, doc: { M: { y: { N: "2" } } } }],
    ["ADD n :n, fresh :n", { ...start, n: { N: "6" }, fresh: { N: "5" } }],
    ["ADD bag :set", { ...start, bag: { SS: ["a", "b", "c"] } }],
    ["DELETE bag :set", { ...start, bag: { SS: ["a"] } }],
    ["delete bag :ab", { id: start.id, n: start.n, xs: start.xs, doc: start.doc }],
  ])("%s", async (expression, after) => {
    const found = await update(expression);
    expect(found).toEqual(after);
  });

  it("makes the item that is not there", async () => {
    expect(await update("SET n = :n", null)).toEqual({ id: { S: "a" }, n: { N: "5" } });
  });

  it.each<readonly [string, string]>([
    ["SET n = nope", "The provided expression refers to an attribute that does not exist in the item"],
    ["SET n = n + xs", "An operand in the update expression has an incorrect data type"],
    ["SET n = list_append(n, :l)", "An operand in the update expression has an incorrect data type"],
    ["SET nope.a = :n", "The document path provided in the update expression is invalid for update"],
    ["SET n.a = :n", "The document path provided in the update expression is invalid for update"],
    ["ADD xs :n", "An operand in the update expression has an incorrect data type"],
    ["DELETE n :set", "An operand in the update expression has an incorrect data type"],
    [
      "SET id = :s",
      "One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key",
    ],
    [
      "SET n = n + :s",
      "Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: +, operand type: S",
    ],
    [
      "ADD n :s",
      "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND",
    ],
    [
      "SET doc = :n, doc.x = :n",
      "Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [doc], path two: [doc, x]",
    ],
    [
      "SET doc.x = :n, doc[0] = :n",
      "Invalid UpdateExpression: Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [doc, x], path two: [doc, [0]]",
    ],
    [
      "SET n = :n SET m = :n",
      'Invalid UpdateExpression: The "SET" section can only be used once in an update expression;',
    ],
    [
      "SET n = contains(n, :n)",
      "Invalid UpdateExpression: The function is not allowed in an update expression; function: contains",
    ],
    ["SET n = foo(n)", "Invalid UpdateExpression: Invalid function name; function: foo"],
    [
      "SET n = list_append(n)",
      "Invalid UpdateExpression: Incorrect number of operands for operator or function; operator or function: list_append, number of operands: 1",
    ],
    [
      "SET name = :n",
      "Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: name",
    ],
    ["SET n = ", 'Invalid UpdateExpression: Syntax error; token: "<EOF>", near: "="'],
    [" ", "Invalid UpdateExpression: The expression can not be empty;"],
  ])("%s is refused", async (expression, message) => {
    expect(await refusal(update(expression))).toEqual(["ValidationException", message]);
  });

  it.each<readonly [string, object | undefined]>([
    ["NONE", undefined],
    ["ALL_OLD", start],
    ["UPDATED_OLD", { doc: { M: { x: { N: "1" } } } }],
    ["UPDATED_NEW", { doc: { M: { x: { N: "5" } } }, fresh: { N: "5" } }],
  ])("ReturnValues %s", async (ReturnValues, expected) => {
    const { db } = await orders();
    await db.putItem({ TableName, Item: start });
    const { Attributes } = await db.updateItem({
      TableName,
      Key,
      ReturnValues: ReturnValues as "NONE",
      UpdateExpression: "SET doc.x = :n, fresh = :n",
      ExpressionAttributeValues: { ":n": { N: "5" } },
    });
    expect(Attributes).toEqual(expected);
  });

  it("the item before stays as it was for those who hold it", async () => {
    const { db, events } = await orders();
    await db.putItem({ TableName, Item: start });
    await db.updateItem({
      TableName,
      Key,
      UpdateExpression: "SET doc.x = :n REMOVE xs[0]",
      ExpressionAttributeValues: { ":n": { N: "5" } },
    });
    expect(events.at(-1)).toMatchObject({ old: start });
  });
});

describe("conditions", () => {
  const there = {
    id: { S: "a" },
    n: { N: "10" },
    s: { S: "hello" },
    bag: { NS: ["1", "2"] },
    xs: { L: [{ S: "x" }, { N: "1" }] },
    doc: { M: { a: { S: "b" } } },
    b: { B: Buffer.from("bytes").toString("base64") },
    yes: { BOOL: true },
  };
  const VALUES = {
    ":n": { N: "10.0" },
    ":m": { N: "9" },
    ":s": { S: "he" },
    ":x": { S: "x" },
    ":type": { S: "NS" },
    ":one": { N: "1" },
    ":map": { M: { a: { S: "b" } } },
    ":set": { NS: ["2", "1"] },
    ":zz": { N: "100" },
  };

  const judge = async (ConditionExpression: string) => {
    const { raw } = await orders();
    await raw("PutItem", JSON.stringify({ TableName, Item: there }));
    const used = Object.fromEntries(
      Object.entries(VALUES).filter(([name]) => new RegExp(`${name}\\b`).test(ConditionExpression)),
    );
    const { text } = await raw(
      "DeleteItem",
      JSON.stringify({
        TableName,
        Key: { id: { S: "a" } },
        ConditionExpression,
        ...(Object.keys(used).length > 0 ? { ExpressionAttributeValues: used } : {}),
      }),
    );
    const { __type: type, message } = JSON.parse(text) as { __type?: string; message?: string };
    return type === undefined || (type.includes("ConditionalCheckFailed") ? false : message);
  };

  it.each<readonly [string, boolean]>([
    ["n = :n", true],
    ["n > :m AND n < :zz", true],
    ["n <> :n", false],
    ["nope <> :n", true],
    ["nope = :n", false],
    ["NOT nope = :n", true],
    ["n = :m OR s = :s OR n = :n", true],
    ["n = :m OR s = :s AND n = :n", false],
    ["(n = :m OR n = :n) AND NOT (s = :s)", true],
    ["n BETWEEN :m AND :zz", true],
    ["n IN (:m, :n)", true],
    ["n IN (:m)", false],
    ["s > :n", false],
    ["attribute_exists(doc.a) AND attribute_not_exists(doc.b)", true],
    ["attribute_type(bag, :type)", true],
    ["begins_with(s, :s)", true],
    ["begins_with(n, :s)", false],
    ["contains(s, :s) AND contains(bag, :one) AND contains(xs, :x)", true],
    ["contains(xs, :s)", false],
    ["size(s) < size(doc)", false],
    ["size(xs) <= size(bag)", true],
    ["size(n) > :m", false],
    ["doc = :map AND bag = :set", true],
    ["xs[0] = :x", true],
    ["xs[7] = :x", false],
    ["n IN (:m, :n) and not begins_with(s, :x)", true],
  ])("%s: %s", async (expression, holds) => {
    expect(await judge(expression)).toBe(holds);
  });

  it.each<readonly [string, string]>([
    ["n = :nope", "An expression attribute value used in expression is not defined; attribute value: :nope"],
    [
      "#nope = :n",
      "An expression attribute name used in the document path is not defined; attribute name: #nope",
    ],
    ["n", 'Syntax error; token: "<EOF>", near: "n"'],
    ["n = = :n", 'Syntax error; token: "=", near: "= = :n"'],
    ["size(n)", "The function is not allowed to be used this way in an expression; function: size"],
    [
      "attribute_exists(n) = :n",
      "The function is not allowed to be used this way in an expression; function: attribute_exists",
    ],
    [
      "begins_with(s, :n)",
      "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N",
    ],
    ["n < :map", "Incorrect operand type for operator or function; operator or function: <, operand type: M"],
    [
      "attribute_exists(:n)",
      "Operator or function requires a document path; operator or function: attribute_exists",
    ],
    [
      "attribute_type(n, :x)",
      "Invalid attribute type name found; type: x, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}",
    ],
    [
      "n BETWEEN :n AND :m",
      "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:10}, upper bound operand: AttributeValue: {N:9}",
    ],
    [
      "n = n",
      "The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [n]",
    ],
    [
      "if_not_exists(n, :n) = :n",
      "The function is not allowed in a condition expression; function: if_not_exists",
    ],
    ["((n = :n))", "The expression has redundant parentheses;"],
    ["status = :n", "Attribute name is a reserved keyword; reserved keyword: status"],
  ])("%s is refused", async (expression, message) => {
    expect(await judge(expression)).toBe(`Invalid ConditionExpression: ${message}`);
  });

  it.each<readonly [object, string]>([
    [
      { ExpressionAttributeValues: { ":n": { N: "1" } } },
      "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null",
    ],
    [
      { ExpressionAttributeNames: { "#n": "n" } },
      "ExpressionAttributeNames can only be specified when using expressions",
    ],
    [
      { ConditionExpression: "attribute_exists(id)", ExpressionAttributeValues: {} },
      "ExpressionAttributeValues must not be empty",
    ],
    [
      { ConditionExpression: "attribute_exists(id)", ExpressionAttributeNames: { n: "n" } },
      'ExpressionAttributeNames contains invalid key: Syntax error; key: "n"',
    ],
    [
      {
        ConditionExpression: "attribute_exists(id)",
        ExpressionAttributeNames: { "#n": "n", "#m": "m" },
      },
      "Value provided in ExpressionAttributeNames unused in expressions: keys: {#n, #m}",
    ],
    [
      { ConditionExpression: "attribute_exists(id)", ExpressionAttributeValues: { ":n": { N: "1" } } },
      "Value provided in ExpressionAttributeValues unused in expressions: keys: {:n}",
    ],
    [
      { ConditionExpression: "id = :n", ExpressionAttributeValues: { ":n": { N: "x" } } },
      "ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: x for key :n",
    ],
    [
      { Expected: {} },
      "dynamodb PutItem with Expected, which expressions replaced, is not implemented by this simulator",
    ],
    [{ ReturnValues: "ALL_NEW" }, "ReturnValues can only be ALL_OLD or NONE"],
    [
      { ReturnValues: "SOME" },
      "1 validation error detected: Value 'SOME' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]",
    ],
  ])("%o is refused", async (more, message) => {
    const { raw } = await orders();
    const { text } = await raw("PutItem", JSON.stringify({ TableName, Item: item({ id: "a" }), ...more }));
    expect((JSON.parse(text) as { message: string }).message).toBe(message);
  });
});

it("GetItem projects, and keys must fit the schema", async () => {
  const { db } = await orders();
  await db.putItem({
    TableName,
    Item: {
      id: { S: "a" },
      l: { L: [{ S: "0" }, { S: "1" }, { S: "2" }] },
      m: { M: { x: { N: "1" }, y: { N: "2" } } },
    },
  });
  const get = (ProjectionExpression: string) =>
    db.getItem({ TableName, Key: item({ id: "a" }), ProjectionExpression }).then(({ Item }) => Item);
  expect(await get("l[2], l[0], m.y, nothing")).toEqual({
    l: { L: [{ S: "0" }, { S: "2" }] },
    m: { M: { y: { N: "2" } } },
  });
  expect(await refusal(get("m, m.x"))).toEqual([
    "ValidationException",
    "Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [m], path two: [m, x]",
  ]);
  expect(await refusal(db.getItem({ TableName, Key: item({ id: "a", n: 1 }) }))).toEqual([
    "ValidationException",
    "The provided key element does not match the schema",
  ]);
  expect(await refusal(db.getItem({ TableName: "nowhere", Key: item({ id: "a" }) }))).toEqual([
    "ResourceNotFoundException",
    "Requested resource not found",
  ]);
  expect((await db.getItem({ TableName: tableArn(TableName), Key: item({ id: "b" }) })).Item).toBeUndefined();
});
