// Room states-language: RFC 4180 rows: quotes, doubled quotes, line ends inside quotes.

export function csvRows(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const endCell = () => {
    row.push(cell);
    cell = "";
  };
  const endRow = () => {
    endCell();
    rows.push(row);
    row = [];
  };
  const source = text.replaceAll("\r\n", "\n");
  for (let at = 0; at < source.length; at += 1) {
    const one = source.charAt(at);
    if (quoted && one === '"' && source.charAt(at + 1) === '"') {
      cell += one;
      at += 1;
    } else if (one === '"') quoted = !quoted;
    else if (!quoted && one === delimiter) endCell();
    else if (!quoted && one === "\n") endRow();
    else cell += one;
  }
  if (cell !== "" || row.length > 0) endRow();
  return rows;
}
