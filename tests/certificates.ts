/** Certificates (X.509, RFC 5280) for servers of the tests, made anew in each run: no key lies anywhere. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

export interface Certificate {
  /** In PEM, as the key is. */
  certificate: string
  key: string
}

/** Somebody who signs, and a certificate of a host that is signed. */
export function certificateFor(host: string): Certificate & { ca: string } {
  const [authority, server] = [keyPair(), keyPair()]
  const ca = signed(authority.privateKey, {
    subject: 'Tests',
    publicKey: authority.publicKey,
    extension: IS_CA,
  })
  const extension = extensionOf('2.5.29.17', sequence(tagged(0x82, Buffer.from(host))))
  const certificate = signed(authority.privateKey, { subject: host, publicKey: server.publicKey, extension })
  return { ca, certificate, key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

interface Subject {
  subject: string
  publicKey: KeyObject
  extension: Buffer
}

function signed(by: KeyObject, { subject, publicKey, extension }: Subject): string {
  const toSign = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))), // version 3
    tagged(0x02, Buffer.from([1])),
    ECDSA_WITH_SHA256,
    nameOf('Tests'),
    sequence(...['250101000000Z', '491231235959Z'].map((time) => tagged(0x17, Buffer.from(time)))),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(extension)),
  )
  const signature = tagged(0x03, Buffer.of(0), sign('sha256', toSign, by))
  const base64 = sequence(toSign, ECDSA_WITH_SHA256, signature).toString('base64')
  return `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`
}

function keyPair() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}

function nameOf(commonName: string): Buffer {
  return sequence(tagged(0x31, sequence(objectId('2.5.4.3'), tagged(0x0c, Buffer.from(commonName)))))
}

function extensionOf(id: string, value: Buffer): Buffer {
  return sequence(objectId(id), tagged(0x04, value))
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, ...parts)
}

/** One value of DER. */
function tagged(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const base128 = (number: number): number[] => {
    const digits = [number & 127]
    for (let left = number >> 7; left > 0; left >>= 7) digits.unshift((left & 127) | 128)
    return digits
  }
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

const ECDSA_WITH_SHA256 = sequence(objectId('1.2.840.10045.4.3.2'))
const IS_CA = extensionOf('2.5.29.19', sequence(tagged(0x01, Buffer.of(0xff))))
