/**
 * The page's files, built from src/web in memory when they are first asked for: 20 ms for the bundle,
 * less than half a second with what compresses it, and none of it before the server is ready. No file
 * that is made stands in the repository, and a clone needs no step of its own.
 */
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { version } from '../../../package.json'
import { ROOT } from '../../lib/root.ts'
import { type Bundle, bundle, bundleWorker, SOURCE } from './bundle.ts'
import { PAGE_POLICY, pageDocument } from './page-document.ts'

const FONT = '@fontsource-variable/public-sans/files/public-sans-latin-wght-normal.woff2'
const ICON = 'icon.svg'
/** Near the smallest, at a tenth of the time that the smallest takes. */
const BROTLI_QUALITY = 9
const ASSETS = '/assets'
const HTML = 'text/html; charset=utf-8'

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)

export type Encoding = 'br' | 'gzip' | 'identity'

/** A file in each of the forms in which it may be sent. */
export interface PageFile {
  type: string
  etag: string
  bodies: Partial<Record<Encoding, Uint8Array<ArrayBuffer>>> & { identity: Uint8Array<ArrayBuffer> }
}

export interface Page {
  document: PageFile
  /** Keeps the files for where there is no network. */
  worker: PageFile
  /** By name, which holds a hash of what is in it. */
  assets: ReadonlyMap<string, PageFile>
}

/** What the document is sent with, and what a worker gives it out with. */
export const DOCUMENT_HEADERS = { 'cache-control': 'no-cache', 'content-security-policy': PAGE_POLICY }

export class PageFiles {
  #page: Promise<Page> | undefined

  /** @throws AggregateError of Bun.build that says where in src/web the fault is. */
  page(): Promise<Page> {
    this.#page ??= build()
    return this.#page
  }
}

async function build(): Promise<Page> {
  const font = await hashed(`public-sans.woff2`, Bun.file(Bun.resolveSync(FONT, ROOT)))
  const icon = await hashed(ICON, Bun.file(join(SOURCE, ICON)))
  const { outputs, made } = await bundle()
  const built = await Promise.all(
    outputs.map(async (one) => [baseName(one.path), await bytesOf(one)] as const),
  )
  const named = (start: string) => built.find(([name]) => name.startsWith(start))?.[0] ?? ''
  const [main, ...needed] = firstScripts(made)
  const [fontName] = font
  const sources = built.map(
    ([name, bytes]) =>
      // The style sheet names the font before its hash is known.
      [name, name.endsWith('.css') ? withFont(bytes, `${ASSETS}/${fontName}`) : bytes] as const,
  )
  const files = [...sources, font, icon]
  const assets = await Promise.all(
    files.map(async ([name, bytes]) => [name, await fileOf(typeOf(name), bytes)] as const),
  )
  const paths = files.map(([name]) => `${ASSETS}/${name}`).sort()
  const name = Bun.hash([version, ...paths].join(' ')).toString(36)
  const html = pageDocument(
    {
      style: `${ASSETS}/${named('page-')}`,
      theme: `${ASSETS}/${named('theme-')}`,
      main: `${ASSETS}/${main}`,
      needed: needed.map((name) => `${ASSETS}/${name}`),
      font: `${ASSETS}/${fontName}`,
      icon: `${ASSETS}/${icon[0]}`,
    },
    name,
  )
  const [document, worker] = await Promise.all([
    fileOf(HTML, new TextEncoder().encode(html)),
    bundleWorker({
      FILES: paths,
      NAME: name,
      DOCUMENT: html,
      DOCUMENT_HEADERS: { 'content-type': HTML, 'referrer-policy': 'no-referrer', ...DOCUMENT_HEADERS },
    }),
  ])
  return { document, worker: await fileOf(typeOf('.js'), await bytesOf(worker)), assets: new Map(assets) }
}

/**
 * What the document names, and what that imports. All views need what surrounds them, so that it stands in
 * a file that they share, and the one of its name does nothing but import it: then that file is named itself.
 */
function firstScripts(made: Bundle['made']): string[] {
  for (const [path, { inputs, imports }] of made) {
    if (!baseName(path).startsWith('main-')) continue
    const needed = imports.flatMap((one) => (one.kind === 'import-statement' ? baseName(one.path) : []))
    return Object.keys(inputs).length === 0 ? needed : [baseName(path), ...needed]
  }
  throw new Error('The script of the page was not built.')
}

async function hashed(name: string, file: Blob): Promise<readonly [string, Uint8Array<ArrayBuffer>]> {
  const bytes = await bytesOf(file)
  return [name.replace(/(\.\w+)$/, `-${Bun.hash(bytes).toString(36)}$1`), bytes]
}

async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer())
}

function withFont(css: Uint8Array<ArrayBuffer>, path: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(new TextDecoder().decode(css).replaceAll('/assets/public-sans.woff2', path))
}

async function fileOf(type: string, identity: Uint8Array<ArrayBuffer>): Promise<PageFile> {
  const etag = `"${Bun.hash(identity).toString(36)}"`
  // Fonts are compressed already.
  if (type.startsWith('font/')) return { type, etag, bodies: { identity } }
  const [br, gz] = await Promise.all([
    brotli(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
    gzipped(identity, { level: 9 }),
  ])
  return { type, etag, bodies: { identity, br: new Uint8Array(br), gzip: new Uint8Array(gz) } }
}

const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  woff2: 'font/woff2',
  svg: 'image/svg+xml',
}

function typeOf(name: string): string {
  return TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
