/** Command-line switches with which a package does not start: each opens the desk to somebody else. */

const REFUSED: readonly string[] = [
  // A debugger reads the keys and drives the page.
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'js-flags',
  'load-extension',
  'disable-extensions-except',
  // These take the page's or the gateway's identity away.
  'disable-web-security',
  'allow-file-access-from-files',
  'allow-running-insecure-content',
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'host-rules',
  'host-resolver-rules',
  'disable-site-isolation-trials',
  // These write what is sent, or memory, to a file.
  'ssl-key-log-file',
  'log-net-log',
  'enable-logging',
  'crash-dumps-dir',
  'user-data-dir',
];

/** Refused with this value only: keys readable on the disk, in spite of a keyring. */
const REFUSED_VALUES: Readonly<Record<string, string>> = { 'password-store': 'basic' };

/** The refused switches among a program's arguments, without their values. */
export function refusedSwitches(argv: readonly string[]): string[] {
  const given = argv.flatMap((argument) => {
    // Chromium takes one dash, two, and on Windows a slash; upper case, too, there.
    const [, name, value] = /^(?:--?|\/)([A-Za-z][\w-]*)(?:=(.*))?$/s.exec(argument) ?? [];
    return name === undefined ? [] : [{ name: name.toLowerCase(), value: value?.toLowerCase() }];
  });
  const refused = given
    .filter(({ name, value }) => REFUSED.includes(name) || REFUSED_VALUES[name] === (value ?? ''))
    .map(({ name }) => name);
  return [...new Set(refused)];
}
