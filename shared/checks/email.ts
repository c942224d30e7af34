/** E-mail addresses, by form only: enough to catch a slip, never a guess whether the mailbox exists. */

const ADDRESS =
  /^[^\s@<>,;:"()[\]\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}{2,24}$/u;

/** Whether a text has the form of one e-mail address; full-width letters from a Chinese keyboard count. */
export function isEmailAddress(text: string): boolean {
  return text.length <= 200 && ADDRESS.test(text.normalize('NFKC').trim());
}
