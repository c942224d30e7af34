/** How money is written: decimal digits, at most six behind the point. Without Zod, for the page uses it. */
export const AMOUNT_PATTERN = /^\d{1,15}(\.\d{1,6})?$/;
