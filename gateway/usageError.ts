/** A mistake on the command line: its sentence is printed without a stack. */
export class UsageError extends Error {}
