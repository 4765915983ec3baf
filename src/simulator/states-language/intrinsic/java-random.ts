// Room states-language, intrinsic functions: java.util.Random, documented bit for bit in its JDK page, so that a seeded States.MathRandom
// or $random answers the same number for the same seed.

const MULTIPLIER = 0x5_deec_e66dn;
const MASK = (1n << 48n) - 1n;
const INT_RANGE = 1n << 31n;

/** The first `nextInt(bound)` of `new Random(seed)`. */
export function javaRandomInt(seed: number, bound: number): number {
  const next = javaRandom(seed);
  const limit = BigInt(bound);
  if (limit > INT_RANGE) return Math.floor((Number(next(31n)) / Number(INT_RANGE)) * bound);
  for (let tries = 0; ; tries += 1) {
    const bits = next(31n);
    if ((limit & -limit) === limit) return Number((limit * bits) >> 31n);
    const value = bits % limit;
    if (bits - value + (limit - 1n) < INT_RANGE || tries > 100) return Number(value);
  }
}

/** The first `nextDouble()` of `new Random(seed)`. */
export function javaRandomDouble(seed: number): number {
  const next = javaRandom(seed);
  return Number((next(26n) << 27n) + next(27n)) / 2 ** 53;
}

function javaRandom(seed: number): (bits: bigint) => bigint {
  let state = (BigInt.asIntN(64, BigInt(Math.trunc(seed))) ^ MULTIPLIER) & MASK;
  return (bits) => {
    state = (state * MULTIPLIER + 0xbn) & MASK;
    return state >> (48n - bits);
  };
}
