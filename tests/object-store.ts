/** A store that speaks as much of S3 as copies of backups need, on this machine. */
export interface ObjectStore {
  url: string
  /** By bucket and key. */
  objects: Map<string, Buffer>
  /** What it does to a request instead of serving it. */
  fault: ((request: Request) => Response | null) | null
  /** What it does to what it gives out. */
  alter: (content: Buffer) => Buffer
  stop(): Promise<void>
}

export function openObjectStore(): ObjectStore {
  const uploads = new Map<string, Map<number, Buffer>>()
  const store: ObjectStore = {
    url: '',
    objects: new Map(),
    fault: null,
    alter: (content) => content,
    stop: async () => void (await server.stop(true)),
  }
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request) {
      const url = new URL(request.url)
      const key = decodeURIComponent(url.pathname.slice(1))
      const { method } = request
      if (!request.headers.get('authorization')?.includes('Credential='))
        return new Response(null, { status: 403 })
      const fault = store.fault?.(request)
      if (fault) return fault
      if (url.searchParams.get('list-type') === '2')
        return listed(store, key.replace(/\/$/, ''), url.searchParams)
      const upload = url.searchParams.get('uploadId')
      if (method === 'POST' && url.searchParams.has('uploads')) {
        const id = crypto.randomUUID()
        uploads.set(id, new Map())
        return xml(
          `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
        )
      }
      if (method === 'PUT') {
        const content = Buffer.from(await request.arrayBuffer())
        if (upload) uploads.get(upload)?.set(Number(url.searchParams.get('partNumber')), content)
        else store.objects.set(key, content)
        return new Response(null, { headers: { etag: `"${Bun.hash(content)}"` } })
      }
      if (method === 'POST' && upload) {
        const parts = [...(uploads.get(upload) ?? [])].sort(([a], [b]) => a - b).map(([, part]) => part)
        store.objects.set(key, Buffer.concat(parts))
        return xml('<CompleteMultipartUploadResult><ETag>"whole"</ETag></CompleteMultipartUploadResult>')
      }
      const content = store.objects.get(key)
      if (!content) return new Response(null, { status: 404 })
      if (method === 'DELETE') {
        store.objects.delete(key)
        return new Response(null, { status: 204 })
      }
      const from = Number(/^bytes=(\d+)-/.exec(request.headers.get('range') ?? '')?.[1] ?? 0)
      const part = store.alter(content).subarray(from)
      // The size of the whole is asked for by HEAD.
      const length = method === 'HEAD' ? content.length : part.length
      return new Response(new Uint8Array(part), {
        status: from > 0 ? 206 : 200,
        headers: { 'content-length': `${length}` },
      })
    },
  })
  store.url = `http://127.0.0.1:${server.port}`
  return store
}

function listed({ objects }: ObjectStore, bucket: string, query: URLSearchParams): Response {
  const prefix = `${bucket}/${query.get('prefix') ?? ''}`
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix)).sort()
  const contents = keys.map(
    (key) => `<Contents><Key>${key.slice(bucket.length + 1)}</Key><Size>1</Size></Contents>`,
  )
  return xml(
    `<ListBucketResult><Name>${bucket}</Name><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`,
  )
}

function xml(text: string): Response {
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>${text}`, {
    headers: { 'content-type': 'application/xml' },
  })
}
