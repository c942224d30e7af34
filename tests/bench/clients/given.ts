/** What the runner tells a contender's page before anything else. */
export interface Given {
  account: string;
  password: string;
  edition: string;
  /** where the desk's worker lies, for the desk alone */
  workerUrl: string;
  /** a database of a server that speaks CouchDB's protocol, for PouchDB alone */
  couchUrl: string;
  /** writes are to be durable, where the contender can be told so */
  isStrict: boolean;
}

export function given(): Given {
  const found: unknown = Reflect.get(globalThis, 'benchGiven');
  if (typeof found !== 'object' || found === null) throw new Error('the runner has told nothing');
  return found as Given;
}
