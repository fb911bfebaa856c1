/** A network between an application and its database that can be broken on purpose. */
import { connect, createServer, type Socket } from 'node:net'

/** One connection of the application's. */
export interface Link {
  /** It has asked to hear of changes. */
  isListening: boolean
  /** Bytes were lost: nothing that comes after them would make sense to either side. */
  isBroken: boolean
  near: Socket
  far: Socket
}

type Which = (link: Link) => boolean

export interface FaultyNetwork extends AsyncDisposable {
  /** The database, by way of this network. */
  url: string
  /** Everything arrives. What is broken stays so. */
  pass(): void
  /** Everything arrives later. */
  delay(ms: number): void
  /** Bytes vanish, of those that are open and of those to come. Nobody is told. */
  swallow(which?: Which): void
  /** Ends what is open. */
  cut(which?: Which): void
}

export async function faultyNetwork(databaseUrl: string): Promise<FaultyNetwork> {
  const target = new URL(databaseUrl)
  const links = new Set<Link>()
  let delayed_ms = 0
  let swallows: Which = () => false

  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    const link: Link = { isListening: false, isBroken: false, near, far }
    links.add(link)
    const end = () => {
      links.delete(link)
      near.destroy()
      far.destroy()
    }
    const carry = (from: Socket, to: Socket) => {
      from.on('data', (bytes: Buffer) => {
        if (from === near && bytes.includes('listen almanac')) link.isListening = true
        if (swallows(link)) link.isBroken = true
        if (link.isBroken) return
        if (delayed_ms === 0) to.write(bytes)
        else setTimeout(() => to.write(bytes), delayed_ms)
      })
      from.on('error', end)
      from.on('close', end)
    }
    carry(near, far)
    carry(far, near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  // It listens on a port, and no pipe.
  url.port = String((server.address() as { port: number }).port)

  const cut = (which: Which = () => true) => {
    for (const link of [...links].filter(which)) {
      link.near.destroy()
      link.far.destroy()
    }
  }
  return {
    url: url.href,
    pass() {
      delayed_ms = 0
      swallows = () => false
    },
    delay(ms) {
      delayed_ms = ms
    },
    swallow(which = () => true) {
      swallows = which
    },
    cut,
    async [Symbol.asyncDispose]() {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
