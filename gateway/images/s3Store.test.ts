/** Images in a bucket: against a server that verifies each signature, and refusals of what cannot be meant. */
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectedSignature, type S3Server, startS3Server } from '../testing/s3Server.ts';
import { createS3Store, openS3Store, parseS3Location, readS3Credentials } from './s3Store.ts';

const KEYS = { accessKeyId: 'desk', secretAccessKey: 'a secret of the test' };
const ENV = { AWS_ACCESS_KEY_ID: KEYS.accessKeyId, AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey };
const bytes = new Uint8Array(randomBytes(3000));
const name = createHash('sha256').update(bytes).digest('hex');
let server: S3Server;

beforeAll(async () => {
  server = await startS3Server('images', KEYS.accessKeyId, KEYS.secretAccessKey);
});
afterAll(() => server.close());
beforeEach(() => {
  server.objects.clear();
  server.requests.length = 0;
  server.next.length = 0;
});

const open = (path = 'images/desk') => openS3Store(`s3://${path}?endpoint=${server.origin}`, ENV);

describe('the bucket', () => {
  it('gives back what was put, under its name', async () => {
    const store = open();
    expect(await store.has(name)).toBe(false);
    expect(await store.get(name)).toBeNull();
    await store.put(name, bytes);
    await store.put(name, bytes);
    await store.put(`${name}.thumb`, bytes.subarray(0, 10));
    expect(await store.has(name)).toBe(true);
    expect(await store.get(name)).toEqual(bytes);
    expect(await store.get(`${name}.thumb`)).toEqual(bytes.subarray(0, 10));
    expect([...server.objects.keys()].sort()).toEqual(
      [`images/desk/${name.slice(0, 2)}/${name}`, `images/desk/${name.slice(0, 2)}/${name}.thumb`].sort(),
    );
    await store.remove(name);
    await store.remove(name);
    expect(await store.has(name)).toBe(false);
  });

  it('signs the content, not only the request', async () => {
    await open().put(name, bytes);
    expect(server.requests[0]?.headers['x-amz-content-sha256']).toBe(name);
  });

  it('is refused with other keys, and says so without naming them', async () => {
    const store = createS3Store(parseS3Location(`s3://images?endpoint=${server.origin}`), {
      ...KEYS,
      secretAccessKey: 'another',
    });
    const refusal = store.put(name, bytes);
    await expect(refusal).rejects.toThrow('PUT was answered 403 SignatureDoesNotMatch');
    await expect(refusal).rejects.not.toThrow('another');
    await expect(store.has(name)).rejects.toThrow('403');
  });

  it('believes no object that is not what its name says', async () => {
    const store = open();
    await store.put(name, bytes);
    server.objects.set(`images/desk/${name.slice(0, 2)}/${name}`, Buffer.from('another picture'));
    await expect(store.get(name)).rejects.toThrow('not what its name says');
  });

  it('takes a missing bucket for a fault, not for a missing image', async () => {
    await expect(open('elsewhere').get(name)).rejects.toThrow('no such bucket');
  });

  it('tries again where the store is busy, and gives up with a sentence', async () => {
    const busy = { status: 503, body: '<Error><Code>SlowDown</Code></Error>' };
    server.next.push(busy, busy);
    await open().put(name, bytes);
    expect(server.requests).toHaveLength(3);
    server.next.push(busy, busy, busy);
    await expect(open().put(name, bytes)).rejects.toThrow('PUT was answered 503 SlowDown');
  });

  it.each(['..', '../x', `${name}/..`, `${name}.png`, name.toUpperCase(), '', `x/${name}`])(
    'asks for no such name as %j',
    async (odd) => {
      const store = open();
      for (const act of [store.get, store.has, store.remove])
        await expect(async () => act(odd)).rejects.toThrow('not an image name');
      expect(server.requests).toEqual([]);
    },
  );
});

describe('the test server', () => {
  it('verifies signatures as the published example has it', () => {
    const headers = {
      host: 'examplebucket.s3.amazonaws.com',
      range: 'bytes=0-9',
      'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'x-amz-date': '20130524T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=',
    };
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    expect(expectedSignature({ method: 'GET', url: '/test.txt', headers }, secret)).toBe(
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    );
  });
});

describe('IMAGE_STORE', () => {
  it.each([
    [
      's3://images?endpoint=https://s3.example.org',
      { base: 'https://s3.example.org/images/', region: 'us-east-1' },
    ],
    [
      's3://images/desk/2026/?endpoint=http://minio:9000&region=cn-south-1',
      { base: 'http://minio:9000/images/desk/2026/', region: 'cn-south-1' },
    ],
    [
      's3://images?endpoint=https://obs.example.cn&style=host',
      { base: 'https://images.obs.example.cn/', region: 'us-east-1' },
    ],
    [
      's3://images?region=eu-central-1',
      { base: 'https://s3.eu-central-1.amazonaws.com/images/', region: 'eu-central-1' },
    ],
  ])('%s', (raw, location) => expect(parseS3Location(raw)).toEqual(location));

  it.each([
    's3:',
    's3://',
    's3://UPPER_case',
    's3://a',
    's3://key:secret@images?endpoint=https://s3.example.org',
    's3://images?endpoint=s3.example.org',
    's3://images?endpoint=file:///etc',
    's3://images?endpoint=https://s3.example.org/path',
    's3://images?endpoint=https://u:p@s3.example.org',
    's3://images?endpiont=https://s3.example.org',
    's3://images?style=virtual',
    's3://images/a b',
    's3://images/x%2f..%2fy',
  ])('refuses %j', (raw) => expect(() => parseS3Location(raw)).toThrow(/^IMAGE_STORE: /));

  it('wants its keys in the environment', () => {
    expect(readS3Credentials({ ...ENV, AWS_SESSION_TOKEN: 't' })).toEqual({ ...KEYS, sessionToken: 't' });
    expect(() => readS3Credentials({ AWS_ACCESS_KEY_ID: 'x' })).toThrow('AWS_SECRET_ACCESS_KEY');
  });
});
