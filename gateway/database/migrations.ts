/** The schema, step by step. Steps are only ever added; the same SQL runs on PostgreSQL 15+ and on PGlite. */
import { setTimeout } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';
import { sqlState } from './transact.ts';

export interface Migration {
  name: string;
  statements: readonly string[];
}

/** Ids compare as bytes, so that every instance locks and cuts parts in the same order. */
const id = 'text collate "C" not null';

export const FIRST: Migration = {
  name: '001-first',
  statements: [
    `create table gateway_secret (name text primary key, value bytea not null)`,

    `create table edition (
      id ${id} primary key, epoch text not null, head bigint not null, profile jsonb not null)`,

    `create table submission (
      edition ${id}, kind ${id}, id ${id},
      unit_id ${id}, rank smallint not null, sub_group_id ${id},
      revision int not null, status text not null, tag text,
      arrangement jsonb not null, order_info jsonb, is_later_addition boolean not null,
      material jsonb not null, images jsonb not null, hash text not null,
      first_submitted_at timestamptz not null, submitted_at timestamptz not null,
      decision_id text collate "C", decision jsonb, decided_at timestamptz, last_review jsonb,
      is_deleted boolean not null, seq bigint not null,
      primary key (edition, kind, id))`,
    `create unique index submission_by_seq on submission (edition, seq)`,
    `create index submission_by_sub_group on submission (edition, sub_group_id, seq)`,
    `create unique index submission_by_unit on submission (edition, unit_id, rank, id)`,
    `create index submission_by_part on submission (edition, sub_group_id, unit_id, rank, id)`,

    `create table revision (
      edition ${id}, kind ${id}, id ${id}, revision int not null, hash text not null,
      submitted_at timestamptz not null, material jsonb not null, images jsonb not null,
      primary key (edition, kind, id, revision),
      foreign key (edition, kind, id) references submission)`,

    `create table image (
      edition ${id}, sha256 ${id}, media_type text not null, size_bytes int not null,
      facts jsonb not null, has_thumb boolean not null, stored_at timestamptz not null,
      primary key (edition, sha256))`,
    `create table image_ref (
      edition ${id}, sha256 ${id}, kind ${id}, id ${id},
      primary key (edition, sha256, kind, id))`,
    `create index image_ref_by_submission on image_ref (edition, kind, id)`,

    `create table scope_exit (
      edition ${id}, seq bigint not null, kind ${id}, id ${id}, from_sub_group_id ${id},
      primary key (edition, seq))`,
    `create index scope_exit_by_sub_group on scope_exit (edition, from_sub_group_id, seq)`,

    `create table outcome (
      edition ${id}, seq bigint not null, kind ${id}, id ${id}, revision int not null,
      decision_id ${id}, verdict text not null, tag text, reasons jsonb not null,
      status text not null, decided_at timestamptz not null,
      primary key (edition, seq))`,

    `create table part_set (
      id bigint generated always as identity primary key,
      edition ${id}, sub_group_id ${id}, epoch text not null,
      seq bigint not null, item_count int not null, built_at timestamptz not null)`,
    `create index part_set_by_sub_group on part_set (edition, sub_group_id, built_at)`,
    `create table part (
      set_id bigint not null references part_set on delete cascade, ordinal int not null,
      edition ${id}, sub_group_id ${id}, sha256 ${id},
      size_bytes int not null, item_count int not null, body bytea not null,
      primary key (set_id, ordinal))`,
    `create index part_by_hash on part (edition, sha256)`,

    `create table account (
      name ${id} primary key, display_name text not null, role text not null,
      password_hash text not null, scope_gen int not null)`,
    `create table access_grant (
      account ${id} references account on delete cascade, edition ${id},
      right_name text not null, sub_group_id text collate "C",
      unique nulls not distinct (account, edition, right_name, sub_group_id))`,
    `create table workstation (
      id ${id} primary key, account ${id} references account,
      contiguous bigint not null, highest bigint not null, revoked text,
      recovery_key text not null, bound_at timestamptz not null, last_seen_at timestamptz)`,
    `create index workstation_by_account on workstation (account)`,
    `create table session (
      token_hash ${id} primary key, account ${id} references account on delete cascade, ws ${id},
      created_at timestamptz not null, expires_at timestamptz not null)`,
    `create index session_by_account on session (account)`,
    `create table sign_in_failure (
      bucket ${id} primary key, failures int not null, window_ends_at timestamptz not null)`,

    `create table decision (
      id ${id} primary key, edition ${id},
      ws ${id} references workstation, n bigint not null,
      account ${id}, fingerprint text not null, received_at timestamptz not null, payload jsonb,
      kind text collate "C", subject_id text collate "C", base_revision bigint, seen_hash text,
      previous_decision_id text collate "C", verdict text,
      result text, receipt jsonb, seq bigint,
      is_by_delegation boolean not null, review_before jsonb)`,
    // The guard of «at most one decision takes effect per subject, revision and predecessor».
    `create unique index decision_effect on decision
      (edition, kind, subject_id, base_revision, previous_decision_id)
      nulls not distinct where result = 'applied'`,
    `create index decision_by_subject on decision (edition, kind, subject_id)`,
    `create table attempt (
      ws ${id} references workstation, n bigint not null, decision_id ${id},
      primary key (ws, n))`,
    `create index attempt_by_decision on attempt (decision_id)`,

    `create table transfer (
      id bigint generated always as identity primary key,
      edition ${id}, unit_id ${id}, from_sub_group_id ${id}, to_sub_group_id ${id},
      reason text not null, account ${id}, at timestamptz not null, seq bigint not null)`,
    `create table deal (
      edition ${id} references edition, id ${id}, sub_group_id ${id}, unit_id ${id}, exhibitor text not null,
      amount text not null, date text not null, account ${id}, at timestamptz not null,
      primary key (edition, id))`,
    `create index deal_by_sub_group on deal (edition, sub_group_id)`,
    `create table contact (
      edition ${id} references edition, sub_group_id ${id}, form jsonb not null,
      account ${id}, at timestamptz not null, primary key (edition, sub_group_id))`,
    `create table publication (
      edition ${id} references edition, week text not null, published_at timestamptz not null,
      account ${id}, figures jsonb not null, primary key (edition, week))`,
    `create table audit (
      id ${id}, edition ${id}, account ${id}, ws ${id}, action text not null,
      entry jsonb not null, received_at timestamptz not null, primary key (ws, id))`,
    `create table presence (
      edition ${id}, ws ${id}, account ${id}, kind ${id}, id ${id}, at timestamptz not null,
      primary key (edition, ws))`,
  ],
};

/**
 * What every pushed decision paid for and nothing needed: the workstation's row is locked while its decisions
 * and numbers are written, and the index of what took effect finds a subject's decisions as well. Instances
 * of the release before go on as they are. Tables are locked in the order in which a push meets them.
 */
const leanPush: Migration = {
  name: '002-lean-push',
  statements: [
    `lock table workstation, attempt, decision in access exclusive mode`,
    `alter table attempt drop constraint attempt_ws_fkey`,
    `alter table decision drop constraint decision_ws_fkey`,
    `drop index decision_by_subject`,
  ],
};

/** A unit in the feed carries its last transfer. */
const transferByUnit: Migration = {
  name: '003-transfer-by-unit',
  statements: [`create index transfer_by_unit on transfer (edition, unit_id, seq)`],
};

/** Nobody asks under which numbers an id came; every decision paid for a place in the index of it. */
const attemptsByNumber: Migration = {
  name: '004-attempts-by-number',
  statements: [`drop index attempt_by_decision`],
};

export const MIGRATIONS: readonly Migration[] = [FIRST, leanPush, transferByUnit, attemptsByNumber];

/** Another instance that migrates, or calls that hold the tables: waited for in short turns. */
const TURNS = 40;
const PAUSE_MS = 500;
/** While a step waits for its lock, every call on that table waits behind it: never for long. */
const LOCK_TIMEOUT = '2s';
/** lock not to be had in time, deadlock, serialization failure */
const PASSING = new Set(['55P03', '40P01', '40001']);

/**
 * Brings the schema up to date, each run in one transaction; several instances may start at once, and others
 * may be serving from the schema as it was. Returns the new steps' names.
 */
export async function migrate(db: Kysely<Tables>, migrations = MIGRATIONS): Promise<string[]> {
  await sql`create table if not exists schema_migration (
    name text primary key, applied_at timestamptz not null default now())`
    .execute(db)
    .catch((error: unknown) => {
      // Two instances creating it at the same moment: the loser finds it there.
      if (!isDuplicate(error)) throw error;
    });
  for (let turn = 1; ; turn += 1) {
    try {
      return await runSteps(db, migrations);
    } catch (error) {
      if (turn >= TURNS || !PASSING.has(sqlState(error) ?? '')) throw error;
      await setTimeout(PAUSE_MS);
    }
  }
}

async function runSteps(db: Kysely<Tables>, migrations: readonly Migration[]): Promise<string[]> {
  return await db.transaction().execute(async (trx) => {
    await sql`set local statement_timeout = 0`.execute(trx);
    await sql`set local lock_timeout = ${sql.lit(LOCK_TIMEOUT)}`.execute(trx);
    await sql`lock table schema_migration in exclusive mode`.execute(trx);
    const done = await sql<{ name: string }>`select name from schema_migration`.execute(trx);
    const known = new Set(done.rows.map((row) => row.name));
    const fresh = migrations.filter((migration) => !known.has(migration.name));
    for (const migration of fresh) {
      for (const statement of migration.statements) await sql.raw(statement).execute(trx);
      await sql`insert into schema_migration (name) values (${migration.name})`.execute(trx);
    }
    return fresh.map((migration) => migration.name);
  });
}

/** The table, its row type, or the type's name in the catalogue: whichever the other instance had made first. */
const MADE_MEANWHILE = new Set(['42P07', '42710', '23505']);

function isDuplicate(error: unknown): boolean {
  return MADE_MEANWHILE.has(sqlState(error) ?? '');
}
