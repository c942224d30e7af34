/** Keeps exported texts from being run as formulas, and reads them back as they were. */

// SECURITY: a spreadsheet runs what begins so (OWASP, CSV injection); full-width forms count in some locales.
const DANGEROUS = /^[\s\p{Cc}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** The text with an apostrophe in front if a spreadsheet would take it for a formula. */
export function neutraliseFormula(text: string): string {
  return DANGEROUS.test(text) ? `'${text}` : text;
}

/** The text without the apostrophe that `neutraliseFormula` put there. */
export function withoutNeutraliser(text: string): string {
  return text.startsWith("'") && DANGEROUS.test(text.slice(1)) ? text.slice(1) : text;
}
