/** The API as one table: method, path, right, schemas. Gateway, desk and OpenAPI all read it. */
import { z } from 'zod';
import { EditionProfile } from '../domain/editionProfile.ts';
import { CalendarDate } from '../domain/material.ts';
import type { Right } from '../domain/vocabulary.ts';
import * as access from './access.ts';
import * as feed from './feed.ts';
import * as handIn from './handIn.ts';
import * as intake from './intake.ts';
import * as push from './push.ts';
import * as reports from './reports.ts';

export type RouteAccess = 'open' | 'session' | Right;

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** below /api/v1, parameters in braces */
  path: string;
  summary: string;
  /** `open`: anyone; `session`: any signed-in account; else the right, per submission where one is named */
  access: RouteAccess;
  query?: z.ZodObject;
  request?: z.ZodType;
  /** absent: the reply is not JSON (`media`) */
  reply?: z.ZodType;
  media?: string;
  /** the request's body is an image's bytes */
  requestMedia?: string;
}

export const API_BASE = '/api/v1';
const count = (max: number) => z.coerce.number().int().min(1).max(max).optional();

export const ROUTES = {
  health: {
    method: 'GET',
    path: '/health',
    summary: 'Is the gateway up',
    access: 'open',
    reply: access.Health,
  },
  openapi: {
    method: 'GET',
    path: '/openapi.json',
    summary: 'This API',
    access: 'open',
    reply: z.looseObject({}),
  },
  session: {
    method: 'GET',
    path: '/session',
    summary: 'Who am I',
    access: 'open',
    reply: access.SessionReply,
  },
  signIn: {
    method: 'POST',
    path: '/session',
    summary: 'Sign in',
    access: 'open',
    request: access.SignInRequest,
    reply: access.SessionReply,
  },
  signOut: {
    method: 'DELETE',
    path: '/session',
    summary: 'Sign out',
    access: 'session',
    reply: access.Empty,
  },
  changePassword: {
    method: 'PUT',
    path: '/session/password',
    summary: 'Change the password',
    access: 'session',
    request: access.PasswordRequest,
    reply: access.Empty,
  },
  hello: { method: 'GET', path: '/hello', summary: 'The heartbeat', access: 'session', reply: access.Hello },
  bindWorkstation: {
    method: 'PUT',
    path: '/workstations/{ws}',
    summary: 'Bind a local database to the account',
    access: 'session',
    reply: access.WorkstationBound,
  },
  listWorkstations: {
    method: 'GET',
    path: '/workstations',
    summary: 'Own workstations; all of them for an admin',
    access: 'session',
    reply: access.WorkstationList,
  },
  revokeWorkstation: {
    method: 'DELETE',
    path: '/workstations/{ws}',
    summary: 'Revoke a workstation',
    access: 'session',
    query: z.object({ mode: z.enum(['drain', 'lost']) }),
    reply: access.Empty,
  },
  profile: {
    method: 'GET',
    path: '/editions/{edition}/profile',
    summary: 'The edition profile',
    access: 'session',
    reply: EditionProfile,
  },
  snapshot: {
    method: 'GET',
    path: '/editions/{edition}/snapshot',
    summary: "Manifest of the caller's scope",
    access: 'view',
    reply: feed.SnapshotManifest,
  },
  part: {
    method: 'GET',
    path: '/editions/{edition}/parts/{sha256}',
    summary: 'A part of the snapshot: NDJSON of put items',
    access: 'view',
    media: 'application/x-ndjson',
  },
  changes: {
    method: 'GET',
    path: '/editions/{edition}/changes',
    summary: 'Changes since a cursor',
    access: 'view',
    query: z.object({ cursor: z.string().max(1000), limit: count(feed.CHANGES_LIMIT_MAX) }),
    reply: feed.ChangesPage,
  },
  poke: {
    method: 'GET',
    path: '/editions/{edition}/poke',
    summary: 'Server-sent head and presence',
    access: 'view',
    media: 'text/event-stream',
  },
  presence: {
    method: 'POST',
    path: '/editions/{edition}/presence',
    summary: 'The submission that is open',
    access: 'view',
    request: reports.PresenceRequest,
    reply: access.Empty,
  },
  push: {
    method: 'POST',
    path: '/editions/{edition}/decisions',
    summary: 'Push decisions',
    access: 'decide',
    request: push.PushRequest,
    reply: push.PushReply,
  },
  handIn: {
    method: 'POST',
    path: '/editions/{edition}/handIns',
    summary: "Decisions and log of the caller's travelling workstation, brought by a file",
    access: 'session',
    request: handIn.HandInRequest,
    reply: push.PushReply,
  },
  receipts: {
    method: 'GET',
    path: '/editions/{edition}/receipts',
    summary: 'Recover receipts',
    access: 'session',
    query: z.object({ ws: z.string().max(64), after: z.coerce.number().int().min(0).optional() }),
    reply: push.ReceiptsPage,
  },
  digests: {
    method: 'GET',
    path: '/editions/{edition}/digests',
    summary: 'Count and sum of seq per sub-group',
    access: 'view',
    reply: feed.Digests,
  },
  image: {
    method: 'GET',
    path: '/editions/{edition}/images/{sha256}/{variant}',
    summary: 'An image: variant thumb or full',
    access: 'view',
    media: 'image/*',
  },
  history: {
    method: 'GET',
    path: '/editions/{edition}/submissions/{kind}/{id}/history',
    summary: 'All revisions and decisions of a submission',
    access: 'view',
    reply: feed.History,
  },
  transfer: {
    method: 'POST',
    path: '/editions/{edition}/transfers',
    summary: 'Units to another sub-group',
    access: 'transfer',
    request: reports.TransferRequest,
    reply: reports.TransferReply,
  },
  progress: {
    method: 'GET',
    path: '/editions/{edition}/progress',
    summary: 'Counts per sub-group and week against targets; with `week`, as published, of all sub-groups',
    access: 'view',
    query: z.object({ week: CalendarDate.optional() }),
    reply: reports.ProgressReply,
  },
  publishProgress: {
    method: 'POST',
    path: '/editions/{edition}/progress/publish',
    summary: "Freeze the week's figures",
    access: 'report',
    request: reports.PublishRequest,
    reply: reports.ProgressReply,
  },
  publications: {
    method: 'GET',
    path: '/editions/{edition}/publications',
    summary: 'The weeks whose figures were published',
    access: 'view',
    reply: reports.Publications,
  },
  deals: {
    method: 'GET',
    path: '/editions/{edition}/deals',
    summary: 'Intended deals',
    access: 'view',
    reply: reports.DealList,
  },
  putDeals: {
    method: 'PUT',
    path: '/editions/{edition}/deals',
    summary: 'Write intended deals',
    access: 'decide',
    request: reports.DealChanges,
    reply: reports.DealList,
  },
  contacts: {
    method: 'GET',
    path: '/editions/{edition}/contacts',
    summary: 'Contact forms',
    access: 'view',
    reply: reports.ContactList,
  },
  putContacts: {
    method: 'PUT',
    path: '/editions/{edition}/contacts',
    summary: 'Write contact forms',
    access: 'decide',
    request: reports.ContactList,
    reply: reports.ContactList,
  },
  audit: {
    method: 'POST',
    path: '/editions/{edition}/audit',
    summary: 'Reveals, exports, unlocks of a workstation',
    access: 'session',
    request: reports.AuditRequest,
    reply: reports.AuditReply,
  },
  submissions: {
    method: 'POST',
    path: '/editions/{edition}/submissions',
    summary: 'Intake from the registration side',
    access: 'intake',
    request: intake.IntakeRequest,
    reply: intake.IntakeReply,
  },
  putImage: {
    method: 'PUT',
    path: '/editions/{edition}/images/{sha256}',
    summary: 'Store an image under its hash',
    access: 'intake',
    requestMedia: 'application/octet-stream',
    reply: intake.ImageStored,
  },
  outcomes: {
    method: 'GET',
    path: '/editions/{edition}/outcomes',
    summary: 'The feed the registration side reads decisions from',
    access: 'intake',
    query: z.object({ cursor: z.string().max(1000).optional(), limit: count(feed.CHANGES_LIMIT_MAX) }),
    reply: intake.OutcomesPage,
  },
} as const satisfies Record<string, Route>;
export type RouteName = keyof typeof ROUTES;

/** The relative URL of a route with its parameters filled in and escaped. Throws if one is missing. */
export function routeUrl(
  name: RouteName,
  params: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const path = ROUTES[name].path.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = params[key];
    if (value === undefined) throw new RangeError(`route ${name} needs ${key}`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) search.set(key, String(value));
  const text = search.toString();
  return `${API_BASE}${path}${text ? `?${text}` : ''}`;
}
