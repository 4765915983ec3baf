// Room simulator/s3: the cyclic checksums that Node does not have: CRC-32C and CRC-64/NVME, by table, a byte at a time. The 64 bits are
// two halves of 32: BigInt would cost a hundred times more.

const CRC32C_POLYNOMIAL = 0x82f63b78;
/** 0x9a6c9329ac4bc9b5, the reflected polynomial of CRC-64/NVME. */
const CRC64_HIGH = 0x9a6c9329;
const CRC64_LOW = 0xac4bc9b5;

let table32: Uint32Array | undefined;
let table64: readonly [high: Uint32Array, low: Uint32Array] | undefined;

export function crc32c(bytes: Uint8Array): number {
  table32 ??= makeTable32();
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (table32[(crc ^ byte) & 0xff] ?? 0);
  return ~crc >>> 0;
}

/** The checksum's high and low 32 bits. */
export function crc64nvme(bytes: Uint8Array): readonly [high: number, low: number] {
  table64 ??= makeTable64();
  const [highs, lows] = table64;
  let [high, low] = [0xffffffff, 0xffffffff];
  for (const byte of bytes) {
    const index = (low ^ byte) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ (lows[index] ?? 0);
    high = (high >>> 8) ^ (highs[index] ?? 0);
  }
  return [~high >>> 0, ~low >>> 0];
}

function makeTable32(): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, start) => {
    let crc = start;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ CRC32C_POLYNOMIAL : crc >>> 1;
    return crc >>> 0;
  });
}

function makeTable64(): readonly [Uint32Array, Uint32Array] {
  const [highs, lows] = [new Uint32Array(256), new Uint32Array(256)];
  for (let start = 0; start < 256; start += 1) {
    let [high, low] = [0, start];
    for (let bit = 0; bit < 8; bit += 1) {
      const isOdd = (low & 1) === 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (isOdd) [high, low] = [high ^ CRC64_HIGH, low ^ CRC64_LOW];
    }
    highs[start] = high >>> 0;
    lows[start] = low >>> 0;
  }
  return [highs, lows];
}
