/** Images in a bucket of an S3-compatible store: `IMAGE_STORE=s3://bucket/prefix?endpoint=https://…`. */
import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import type { ImageStore } from '../ports.ts';

const NAME = /^[0-9a-f]{64}(\.thumb)?$/;
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const PREFIX = /^(?:[\w.-]+\/)*$/;
const OPTIONS: readonly string[] = ['endpoint', 'region', 'style'];
const TIMEOUT_MS = 20_000;
/** Within one call of ours; the desk asks again anyway. */
const RETRIES = 2;

export interface S3Location {
  /** address of the bucket with its prefix, ending in / */
  base: string;
  region: string;
}
export interface S3Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/**
 * Reads `s3://bucket[/prefix]?endpoint=…[&region=…][&style=host]`. Without `style=host` the bucket is part of
 * the path, as MinIO and most others want it. Throws a sentence for anything malformed.
 */
export function parseS3Location(raw: string): S3Location {
  const refuse = (why: string): never => {
    throw new Error(`IMAGE_STORE: ${why} Use s3://bucket/prefix?endpoint=https://s3.example.org&region=….`);
  };
  const url = URL.canParse(raw) ? new URL(raw) : refuse('this is no address.');
  if (url.username !== '' || url.password !== '')
    // SECURITY: an address is shown in process lists and logs.
    refuse('keys belong into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.');
  const bucket = url.host;
  if (!BUCKET.test(bucket)) refuse('the name of the bucket is missing or malformed.');
  for (const name of url.searchParams.keys())
    if (!OPTIONS.includes(name)) refuse(`there is no option "${name}".`);
  const prefix = url.pathname.replace(/^\/+|\/+$/g, '');
  const folder = prefix === '' ? '' : `${prefix}/`;
  if (!PREFIX.test(folder) || folder.split('/').includes('..')) refuse('the prefix is malformed.');
  const style = url.searchParams.get('style') ?? 'path';
  if (style !== 'path' && style !== 'host') refuse('style is "path" or "host".');
  const region = url.searchParams.get('region') ?? 'us-east-1';
  const rawEndpoint = url.searchParams.get('endpoint') ?? `https://s3.${region}.amazonaws.com`;
  const endpoint = URL.canParse(rawEndpoint) ? new URL(rawEndpoint) : refuse('endpoint is no address.');
  const isPlain = endpoint.protocol === 'http:' || endpoint.protocol === 'https:';
  if (!isPlain || endpoint.username !== '' || endpoint.pathname !== '/' || endpoint.search !== '')
    refuse('endpoint is an origin, such as https://s3.example.org.');
  const origin = endpoint.origin;
  const base =
    style === 'host'
      ? `${origin.replace('://', `://${bucket}.`)}/${folder}`
      : `${origin}/${bucket}/${folder}`;
  return { base, region };
}

/** The keys from the environment. Throws a sentence where they are missing. */
export function readS3Credentials(env: NodeJS.ProcessEnv): S3Credentials {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY)
    throw new Error('IMAGE_STORE=s3: needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment.');
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
  };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The store's answer as an error: its status and code, never its text, which may quote what was sent. */
async function failure(action: string, reply: Response): Promise<Error> {
  const code = /<Code>(\w{1,40})<\/Code>/.exec(await reply.text().catch(() => ''))?.[1];
  return new Error(`image store: ${action} was answered ${reply.status}${code ? ` ${code}` : ''}`);
}

/** Images as objects, two characters deep, under their names; written as a whole or not at all by the store. */
export function createS3Store({ base, region }: S3Location, credentials: S3Credentials): ImageStore {
  const client = new AwsClient({ ...credentials, service: 's3', region, retries: RETRIES, initRetryMs: 100 });
  const ask = (name: string, init: { method: string; body?: Uint8Array<ArrayBuffer>; hash?: string }) => {
    // SECURITY: names come from requests; only a hash may become a key.
    if (!NAME.test(name)) throw new RangeError('not an image name');
    const { method, body, hash } = init;
    return client.fetch(`${base}${name.slice(0, 2)}/${name}`, {
      method,
      ...(body ? { body } : {}),
      headers: {
        // The hash of the body is signed: the store refuses what was altered on its way.
        'X-Amz-Content-Sha256': hash ?? sha256(new Uint8Array()),
        ...(body ? { 'Content-Type': 'application/octet-stream' } : {}),
      },
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  };
  const get = async (name: string): Promise<Uint8Array<ArrayBuffer> | null> => {
    const reply = await ask(name, { method: 'GET' });
    if (reply.status === 404) return isAbsent(reply);
    if (!reply.ok) throw await failure('GET', reply);
    const bytes = new Uint8Array(await reply.arrayBuffer());
    // SECURITY: whoever can write to the bucket must not put another picture under a reviewed one's name.
    if (name.length === 64 && sha256(bytes) !== name)
      throw new Error('image store: an object is not what its name says');
    return bytes;
  };
  return {
    async put(name, bytes) {
      const reply = await ask(name, { method: 'PUT', body: new Uint8Array(bytes), hash: sha256(bytes) });
      if (!reply.ok) throw await failure('PUT', reply);
      await reply.body?.cancel();
    },
    get,
    // Not piece by piece: before it has been read as a whole, nothing of it may go out.
    async open(name) {
      const body = await get(name);
      return body ? { body, sizeBytes: body.length } : null;
    },
    async has(name) {
      const reply = await ask(name, { method: 'HEAD' });
      if (reply.status === 404) return false;
      if (!reply.ok) throw await failure('HEAD', reply);
      return true;
    },
    async remove(name) {
      const reply = await ask(name, { method: 'DELETE' });
      if (!reply.ok && reply.status !== 404) throw await failure('DELETE', reply);
      await reply.body?.cancel();
    },
  };
}

/** A missing object is an answer; a missing bucket is a fault of the configuration. */
async function isAbsent(reply: Response): Promise<null> {
  const text = await reply.text();
  if (text.includes('NoSuchBucket')) throw new Error('image store: there is no such bucket');
  return null;
}

/** Opens the store that `IMAGE_STORE=s3:…` names, with the keys of the environment. */
export function openS3Store(raw: string, env: NodeJS.ProcessEnv = process.env): ImageStore {
  return createS3Store(parseS3Location(raw), readS3Credentials(env));
}
