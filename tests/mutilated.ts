/** Archives that were damaged, cut, put together wrongly or made with bad intent. */
import { readFileSync, writeFileSync } from 'node:fs'
import { RowsHash } from '../src/lib/rows-hash.ts'
import { sha256 } from '../src/operations/backups/archive/format.ts'

export interface Mutilation {
  name: string
  bytes: Uint8Array
}

/** What is in an archive, to be changed and packed again with checksums that fit. */
export class Parts {
  manifest: any
  /** Lines of headers with what follows each. */
  blocks: { header: any; content: Buffer }[] = []
  /** Tables whose hashes in the manifest are made to fit, too. */
  fitting: string[] = []

  constructor(packed: Uint8Array) {
    let rest = Buffer.from(Bun.zstdDecompressSync(packed))
    const line = () => {
      const end = rest.indexOf(10)
      const text = rest.subarray(0, end).toString()
      rest = rest.subarray(end + 1)
      return JSON.parse(text)
    }
    this.manifest = line()
    line()
    while (rest.length > 0) {
      const header = line()
      const content = rest.subarray(0, header.bytes ?? 0)
      rest = rest.subarray(content.length)
      this.blocks.push({ header, content })
    }
  }

  /** @param fits Whether the checksums and sizes of blocks and of the whole are made to fit. */
  pack(fits = true): Uint8Array {
    for (const { header, content } of fits ? this.blocks : []) {
      if (header.end) continue
      header.bytes = content.length
      header.sha256 = sha256(content)
    }
    for (const table of fits ? this.fitting : []) {
      const entry = this.manifest.tables.find(({ name }: { name: string }) => name === table)
      const hash = new RowsHash()
      for (const { header, content } of this.blocks) if (header.table === table) hash.add(content)
      Object.assign(entry, { hash: hash.hex(), rows: hash.rows })
      entry.bytes = this.blocks.reduce(
        (sum, one) => sum + (one.header.table === table ? one.content.length : 0),
        0,
      )
    }
    if (this.fitting.length > 0) {
      this.manifest.rows = this.manifest.tables.reduce((sum: number, table: any) => sum + table.rows, 0)
    }
    const body = Buffer.concat(
      this.blocks.flatMap(({ header, content }) => [Buffer.from(`${JSON.stringify(header)}\n`), content]),
    )
    if (fits) this.manifest.body = { bytes: body.length, sha256: sha256(body) }
    const line = JSON.stringify(this.manifest)
    const head = `${line}\n${JSON.stringify({ sha256: sha256(line) })}\n`
    return Buffer.concat([Bun.zstdCompressSync(head), Bun.zstdCompressSync(body)])
  }
}

/** @param random Numbers from 0 to 1. */
export function mutilations(path: string, count: number, random: () => number): Mutilation[] {
  const whole = readFileSync(path)
  const somewhere = () => Math.floor(random() * whole.length)
  const each = (part: number, make: (i: number) => Mutilation) =>
    Array.from({ length: Math.ceil(count * part) }, (_, i) => make(i))
  return [
    ...each(0.4, () => {
      const at = somewhere()
      const bytes = Buffer.from(whole)
      bytes[at] = ((bytes[at] ?? 0) + 1 + Math.floor(random() * 255)) % 256
      return { name: `byte ${at} changed`, bytes }
    }),
    ...each(0.3, () => {
      const at = somewhere()
      return { name: `cut at ${at}`, bytes: whole.subarray(0, at) }
    }),
    ...each(0.1, () => {
      const [a = 0, b = 0] = [somewhere(), somewhere()].sort((x, y) => x - y)
      return {
        name: `without ${a} to ${b}`,
        bytes: Buffer.concat([whole.subarray(0, a), whole.subarray(b + 1)]),
      }
    }),
    ...each(0.05, () => ({
      name: 'with more behind it',
      bytes: Buffer.concat([whole, whole.subarray(somewhere())]),
    })),
    ...Object.entries(EDITS).map(([name, edit]) => ({ name, bytes: edit(new Parts(whole)) })),
  ]
}

const byTable = (parts: Parts, name: string) => parts.blocks.findIndex(({ header }) => header.table === name)

const EDITS: Record<string, (parts: Parts) => Uint8Array> = {
  'a row count of the manifest is another': (parts) => {
    parts.manifest.tables[0].rows += 1
    parts.manifest.rows += 1
    return parts.pack()
  },
  'a hash of the manifest is another': (parts) => {
    parts.manifest.tables[0].hash = '0'.repeat(64)
    return parts.pack()
  },
  'the manifest is edited without its checksum': (parts) => {
    const packed = Buffer.from(Bun.zstdDecompressSync(parts.pack())).toString('latin1')
    return Bun.zstdCompressSync(Buffer.from(packed.replace('"engine":"', '"engine":"x'), 'latin1'))
  },
  'two blocks are swapped': (parts) => {
    const [a, b] = [byTable(parts, 'users'), byTable(parts, 'tasks')]
    ;[parts.blocks[a], parts.blocks[b]] = [parts.blocks[b]!, parts.blocks[a]!]
    return parts.pack()
  },
  'two blocks are swapped and their names are not': (parts) => {
    const [a, b] = [parts.blocks[byTable(parts, 'users')]!, parts.blocks[byTable(parts, 'tasks')]!]
    ;[a.content, b.content] = [b.content, a.content]
    return parts.pack()
  },
  'a block is missing': (parts) => {
    parts.blocks.splice(byTable(parts, 'tasks'), 1)
    return parts.pack()
  },
  'a block comes twice': (parts) => {
    const at = byTable(parts, 'tasks')
    parts.blocks.splice(at, 0, parts.blocks[at]!)
    return parts.pack()
  },
  'a row is another': (parts) => {
    const block = parts.blocks[byTable(parts, 'users')]!
    block.content = Buffer.from(block.content.toString().replace('@example.com', '@example.org'))
    return parts.pack()
  },
  'a row has a value too few': (parts) => {
    const block = parts.blocks[byTable(parts, 'users')]!
    block.content = Buffer.from(block.content.toString().replace(/,[^,\]]*\]/, ']'))
    parts.fitting = ['users']
    return parts.pack()
  },
  'it names a file outside': (parts) => {
    parts.manifest.files[0].name = '../../x'
    const block = parts.blocks.find(({ header }) => header.file)
    if (block) block.header.file = '../../x'
    return parts.pack()
  },
  'it names a file by its whole path': (parts) => {
    parts.manifest.files[0].name = '/etc/passwd'
    return parts.pack()
  },
  'a table has a name that is SQL': (parts) => {
    parts.manifest.tables[0].name = 'users" (id) values (1); drop table users; --'
    return parts.pack()
  },
  'it is of a newer format': (parts) => {
    parts.manifest.almanac_archive = 2
    return parts.pack()
  },
  'it is of a newer schema': (parts) => {
    parts.manifest.schema = { number: 9999, name: '9999_later' }
    return parts.pack()
  },
  'it promises a terabyte': (parts) => {
    parts.manifest.body.bytes = 2 ** 40
    return parts.pack(false)
  },
  'a block promises a terabyte': (parts) => {
    parts.blocks[0]!.header.bytes = 2 ** 40
    return parts.pack(false)
  },
  'a small frame unpacks to a gigabyte': (parts) => {
    const zeros = Bun.zstdCompressSync(Buffer.alloc(2 ** 25))
    return Buffer.concat([parts.pack(), ...Array.from({ length: 32 }, () => zeros)])
  },
  'it begins with a gigabyte': () => {
    const zeros = Bun.zstdCompressSync(Buffer.alloc(2 ** 25))
    return Buffer.concat(Array.from({ length: 32 }, () => zeros))
  },
  'it is empty': () => new Uint8Array(),
  'it is a text': () => Buffer.from('{"almanac_archive": 1}\n'),
  'it is another frame': () => Bun.zstdCompressSync(Buffer.from('{"almanac_archive": 1}\n{}\n')),
}

/** @returns The archive with other rows of a table, and with all checksums made to fit. */
export function changed(path: string, table: string, change: (rows: string) => string): Uint8Array {
  const parts = new Parts(readFileSync(path))
  const block = parts.blocks[byTable(parts, table)]!
  block.content = Buffer.from(change(block.content.toString()))
  block.header.rows = block.content.toString().split('\n').length - 1
  parts.fitting = [table]
  return parts.pack()
}

export function write(path: string, { bytes }: Mutilation): string {
  writeFileSync(path, bytes)
  return path
}

/** The same numbers each time. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
