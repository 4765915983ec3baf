// Room simulator/matching: IP addresses and CIDR ranges as fixed-length hexadecimal, so that a range test is two string comparisons.
// An address written in two ways is one address; an IPv4 address mapped into IPv6 is the IPv4 address, as in Java.

const IPV4 = /^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$/;
const IPV6 = /^[0-9a-fA-F:]*:[0-9a-fA-F:]*$/;
const GROUPS = 8;

export interface IpRange {
  readonly from: string;
  readonly to: string;
}

/** The address in hexadecimal (8 or 32 digits), or undefined where the text is none. */
export function ipToHex(text: string): string | undefined {
  if (IPV4.test(text)) return ipv4ToHex(text);
  return IPV6.test(text) ? ipv6ToHex(text) : undefined;
}

function ipv4ToHex(text: string): string | undefined {
  const bytes = text.split(".").map(Number);
  if (bytes.some((byte) => byte > 255)) return undefined;
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function ipv6ToHex(text: string): string | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => (half === "" ? [] : half.split(":")));
  if (head === undefined) return undefined;
  const missing = GROUPS - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups =
    tail === undefined ? head : [...head, ...Array.from({ length: missing }, () => "0"), ...tail];
  if (groups.some((group) => !/^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  const hex = groups.map((group) => group.toLowerCase().padStart(4, "0")).join("");
  return hex.startsWith(`${"0".repeat(20)}ffff`) ? hex.slice(24) : hex;
}

/** The range of a CIDR block, or why AWS refuses it. */
export function cidrRange(text: string): IpRange | string {
  // Java's split drops empty parts at the end: "10.0.0.0/" has one part.
  const parts = text.split("/");
  while (parts.at(-1) === "") parts.pop();
  const [address, mask] = parts;
  if (address === undefined || mask === undefined || parts.length > 2)
    return "Malformed CIDR, one '/' required";
  if (!/^[+-]?[0-9]+$/.test(mask) || Math.abs(Number(mask)) > 2 ** 31 - 1)
    return "Malformed CIDR, mask bits must be an integer";
  const bits = Number(mask);
  if (bits < 0) return "Malformed CIDR, mask bits must not be negative";
  const hex = ipToHex(address);
  if (hex === undefined)
    return `${IPV4.test(address) || IPV6.test(address) ? "Invalid" : "Nonstandard"} IP address: ${address}`;
  const size = hex.length * 4;
  if (bits >= size) return `${size === 32 ? "IPv4" : "IPv6"} mask bits must be < ${size}`;
  return rangeOf(hex, bits);
}

function rangeOf(hex: string, bits: number): IpRange {
  const size = BigInt(hex.length * 4);
  const free = (1n << (size - BigInt(bits))) - 1n;
  const address = BigInt(`0x${hex}`);
  const text = (value: bigint) => value.toString(16).padStart(hex.length, "0");
  return { from: text(address & ~free), to: text(address | free) };
}
