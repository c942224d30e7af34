/** A small seeded random source (sfc32), so that the demo is the same for the same seed everywhere. */

/** Deterministic randomness; every draw advances it. */
export interface Random {
  /** uniform in [0, 1) */
  next(): number;
  /** whole number in [low, high], both included */
  int(low: number, high: number): number;
  /** true with the given probability */
  chance(probability: number): boolean;
  /** one entry of a list that is not empty; throws `RangeError` on an empty one */
  pick<T>(list: readonly T[]): T;
  /** one value, each in proportion to its weight */
  weighted<T>(choices: readonly (readonly [T, number])[]): T;
  /** a new list in random order */
  shuffle<T>(list: readonly T[]): T[];
}

/** 32-bit words from a text (xmur3), to seed the generator. */
function wordsOf(text: string): () => number {
  let h = 1779033703 ^ text.length;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 3432918353);
    h = (h << 13) | (h >>> 19);
  }
  return () => {
    h = Math.imul(h ^ (h >>> 16), 2246822507);
    h = Math.imul(h ^ (h >>> 13), 3266489909);
    h ^= h >>> 16;
    return h >>> 0;
  };
}

/** A random source for a seed and what it is used for: `createRandom(1, 'unit', 412)`. */
export function createRandom(...seed: readonly (string | number)[]): Random {
  const word = wordsOf(seed.join('\u001f'));
  let a = word();
  let b = word();
  let c = word();
  let d = word();
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) next();

  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new RangeError('nothing to pick from');
    return list[int(0, list.length - 1)] as T;
  };
  return {
    next,
    int,
    pick,
    chance: (probability) => next() < probability,
    weighted(choices) {
      const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
      let rest = next() * total;
      for (const [value, weight] of choices) {
        rest -= weight;
        if (rest < 0) return value;
      }
      return pick(choices)[0];
    },
    shuffle(list) {
      const shuffled = [...list];
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = int(0, i);
        const held = shuffled[i];
        shuffled[i] = shuffled[j] as (typeof shuffled)[number];
        shuffled[j] = held as (typeof shuffled)[number];
      }
      return shuffled;
    },
  };
}
