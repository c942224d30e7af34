/** Intake: submissions and events from the registration side, each item judged by the life cycle alone. */
import type { IntakeReply } from '../../shared/protocol/intake.ts';
import type { Ports } from '../ports.ts';

/**
 * Takes items in their given order, in transactions of at most 1,000; a unit must come before its people.
 * `rawItems` are as IntakeRequest has them and are validated one by one; a bad one is refused alone.
 */
export async function acceptSubmissions(
  ports: Ports,
  edition: string,
  rawItems: readonly { kind: string; id: string; [key: string]: unknown }[],
  actor: { by: string },
): Promise<IntakeReply> {
  throw new Error(`not yet: ${edition} ${rawItems.length} ${actor.by} ${ports.version}`);
}
