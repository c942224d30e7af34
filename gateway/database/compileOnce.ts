/** Statements whose text is made once: to build and compile it anew costs each call more than to send it. */
import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** Stands in a statement for a value that each call brings. */
class Blank {
  readonly name: PropertyKey;
  constructor(name: PropertyKey) {
    this.name = name;
  }
}

/**
 * A statement built on its first use; later calls fill in their values. `build` gets a blank for each of them,
 * to be used as a value and nothing else.
 */
export function compileOnce<Values extends object, Row>(
  build: (db: Kysely<Tables>, blanks: Values) => Compilable<Row>,
): (db: Kysely<Tables>, values: Values) => Promise<Row[]> {
  // Whatever name is asked for is a blank of that name.
  const blanks = new Proxy({}, { get: (_, name) => new Blank(name) }) as Values;
  let compiled: CompiledQuery<Row> | null = null;
  return async (db, values) => {
    compiled ??= build(db, blanks).compile();
    const parameters = compiled.parameters.map((value) =>
      value instanceof Blank ? Reflect.get(values, value.name) : value,
    );
    return (await db.executeQuery<Row>({ ...compiled, parameters })).rows;
  };
}
