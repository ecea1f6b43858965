import { deflateSync, inflateSync } from 'node:zlib';
import { BenchError } from '../core/errors.ts';
import { BucketCounts, bucketOf, highestIn } from './bucket-counts.ts';

/**
 * Texts of HDR histograms of whole numbers with three significant digits: format V2, compressed, base64. Counts are zigzag
 * LEB128 numbers in the order of their buckets; a negative one stands for so many empty buckets.
 *
 * Source: HdrHistogram (Gil Tene), `encodeIntoCompressedByteBuffer`, `ZigZagEncoding`.
 */
const COOKIE = 0x1c849313;
const COMPRESSED_COOKIE = 0x1c849314;
const HEADER_BYTES = 40;
const DIGITS = 3;
/** Half the time of zlib's default, for a hundredth more bytes (measured). */
const FAST = 1;
/** The last bucket of the smallest histogram. */
const FINEST = 2_047;
/** The bucket of the largest whole number that is exact. */
const LAST_BUCKET = bucketOf(Number.MAX_SAFE_INTEGER);
/** Of the largest histogram: a count of nine bytes in each bucket. */
const MOST_BYTES = HEADER_BYTES + 9 * (LAST_BUCKET + 1);

export function encodeHdr(counts: BucketCounts): string {
  const payload: number[] = [];
  let next = 0;
  counts.forEach((bucket, count) => {
    const empty = bucket - next;
    if (empty > 0) writeNumber(payload, empty === 1 ? 0 : -empty);
    writeNumber(payload, count);
    next = bucket + 1;
  });
  const plain = Buffer.alloc(HEADER_BYTES + payload.length);
  plain.writeInt32BE(COOKIE, 0);
  plain.writeInt32BE(payload.length, 4);
  plain.writeInt32BE(1, 8);
  plain.writeInt32BE(DIGITS, 12);
  plain.writeBigInt64BE(1n, 16);
  plain.writeBigInt64BE(BigInt(greatest(next - 1)), 24);
  plain.writeBigInt64BE(1n, 32);
  plain.set(payload, HEADER_BYTES);
  const deflated = deflateSync(plain, { level: FAST });
  const head = Buffer.alloc(8);
  head.writeInt32BE(COMPRESSED_COOKIE, 0);
  head.writeInt32BE(deflated.length, 4);
  return Buffer.concat([head, deflated]).toString('base64');
}

/**
 * A text may come from a stranger's file: nothing in it is believed before it is looked at.
 *
 * @throws {BenchError} RESULT_INVALID when it is none of a histogram of whole numbers with three significant digits
 */
export function decodeHdr(text: string): BucketCounts {
  const plain = inflate(Buffer.from(text, 'base64'));
  if (plain.length < HEADER_BYTES || plain.readInt32BE(0) !== COOKIE) throw unreadable('cut');
  if (plain.readInt32BE(12) !== DIGITS || plain.readBigInt64BE(16) !== 1n) {
    throw unreadable('not of whole numbers with three significant digits');
  }
  const reader = { bytes: plain, at: HEADER_BYTES, end: HEADER_BYTES + plain.readInt32BE(4) };
  if (reader.end < HEADER_BYTES || reader.end > plain.length) throw unreadable('cut');
  const counts = new BucketCounts();
  let bucket = 0;
  while (reader.at < reader.end) {
    const number = readNumber(reader);
    if (number > 0) counts.countIn(bucket, number);
    bucket += number < 0 ? -number : 1;
    if (bucket > LAST_BUCKET + 1) throw unreadable('damaged');
  }
  return counts;
}

function inflate(compressed: Buffer): Buffer {
  if (compressed.length < 8 || compressed.readInt32BE(0) !== COMPRESSED_COOKIE) {
    throw unreadable('not of format V2, compressed');
  }
  try {
    return inflateSync(compressed.subarray(8), { maxOutputLength: MOST_BYTES });
  } catch (cause) {
    throw unreadable('cut or damaged', cause);
  }
}

function unreadable(why: string, cause?: unknown): BenchError {
  return new BenchError('RESULT_INVALID', `a result holds a histogram that is ${why}.`, {
    hint: 'name a result.json as bench run wrote it, or run the scenario again.',
    cause,
  });
}

/** The greatest value of a histogram that just holds a bucket. */
function greatest(bucket: number): number {
  const last = Math.max(FINEST, bucket | 1_023);
  return highestIn(last);
}

function writeNumber(bytes: number[], number: number): void {
  let rest = number < 0 ? -number * 2 - 1 : number * 2;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

function readNumber(reader: { readonly bytes: Buffer; at: number; readonly end: number }): number {
  let [sum, weight] = [0, 1];
  let byte = 128;
  while (byte >= 128) {
    if (reader.at === reader.end) throw unreadable('cut');
    byte = reader.bytes[reader.at++] ?? 0;
    sum += (byte % 128) * weight;
    weight *= 128;
  }
  return sum % 2 === 0 ? sum / 2 : -(sum + 1) / 2;
}
