// Room simulator/http: Node's HTTP without what nobody here asks for. An import of `node:http` reads all its names, and with those of
// WebSocket Node loads a client of its own, HTTP/2 and more: ten times as long (Node 24), a sixth of the time until `serve` listens.
export const { createServer, STATUS_CODES } = process.getBuiltinModule("node:http");
