// A detached CMS signature (RFC 5652) of an RSA key, in DER. Node.js has no CMS, and what is needed of it fits here.

import { createHash, sign, X509Certificate } from "node:crypto";

const SEQUENCE = 0x30;
const SET = 0x31;
const OCTETS = 0x04;
const TAGGED = 0xa0;

// The object identifiers, as they are encoded.
const SIGNED_DATA = oid("2a864886f70d010702");
const DATA = oid("2a864886f70d010701");
const CONTENT_TYPE = oid("2a864886f70d010903");
const MESSAGE_DIGEST = oid("2a864886f70d010904");
const SHA256 = node(SEQUENCE, oid("608648016503040201"), Buffer.from("0500", "hex"));
const RSA = node(SEQUENCE, oid("2a864886f70d010101"), Buffer.from("0500", "hex"));
const VERSION_1 = Buffer.from("020101", "hex");

function oid(hex: string): Buffer {
  return node(0x06, Buffer.from(hex, "hex"));
}

function node(tag: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const hex = body.length.toString(16);
  const length = Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex");
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, body]);
}

/** The elements inside an element, each with its tag and length. */
function inside(element: Buffer): Buffer[] {
  const [start, end] = bounds(element, 0);
  const found: Buffer[] = [];
  for (let at = start; at < end; ) {
    const [, next] = bounds(element, at);
    found.push(element.subarray(at, next));
    at = next;
  }
  return found;
}

/** Where the body of the element at a place begins and ends. */
function bounds(der: Buffer, at: number): [number, number] {
  const short = der.readUInt8(at + 1);
  if (short < 0x80) return [at + 2, at + 2 + short];
  const octets = short & 0x7f;
  const start = at + 2 + octets;
  return [start, start + der.readUIntBE(at + 2, octets)];
}

/** IssuerAndSerialNumber of a certificate: its third and first field behind the version. */
function issuerAndSerial(certificate: Buffer): Buffer {
  const [signed] = inside(certificate);
  if (signed === undefined) throw new Error("the certificate is empty");
  const fields = inside(signed);
  const [serial, , issuer] = fields[0]?.[0] === TAGGED ? fields.slice(1) : fields;
  if (serial === undefined || issuer === undefined) throw new Error("the certificate has no issuer");
  return node(SEQUENCE, issuer, serial);
}

/** Signs a text; the certificate goes along, the text does not. */
export function cms(text: string, keyPem: string, certificatePem: string): Buffer {
  const certificate = new X509Certificate(certificatePem).raw;
  const digest = createHash("sha256").update(text, "utf8").digest();
  const attributes = [
    node(SEQUENCE, CONTENT_TYPE, node(SET, DATA)),
    node(SEQUENCE, MESSAGE_DIGEST, node(SET, node(OCTETS, digest))),
  ];
  // What is signed is the set; in the message it stands under a tag of its own.
  const signature = sign("sha256", node(SET, ...attributes), keyPem);
  const signer = node(
    SEQUENCE,
    VERSION_1,
    issuerAndSerial(certificate),
    SHA256,
    node(TAGGED, ...attributes),
    RSA,
    node(OCTETS, signature),
  );
  const signedData = node(
    SEQUENCE,
    VERSION_1,
    node(SET, SHA256),
    node(SEQUENCE, DATA),
    node(TAGGED, certificate),
    node(SET, signer),
  );
  return node(SEQUENCE, SIGNED_DATA, node(TAGGED, signedData));
}
