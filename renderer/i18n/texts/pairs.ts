/** The shape of a dictionary: each text once, with its two languages side by side, so none can be missing. */

/** Chinese, English, and English for a `count` of one where that differs. */
export type Pair = readonly [zh: string, en: string, enOne?: string];
export type Texts = Readonly<Record<string, Pair>>;
