/** Downloads an export into a file, as fast as it comes. */
export interface Options {
  url: string
  token: string
  body: object
  file: string
}

export interface Downloaded {
  total_rows: number
  bytes: number
  seconds: number
}

const { url, token, body, file }: Options = JSON.parse(process.argv[2] ?? '')
const startedAt = performance.now()
const answer = await fetch(url, {
  method: 'POST',
  headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  body: JSON.stringify(body),
})
if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`)
const writer = Bun.file(file).writer()
let bytes = 0
for await (const chunk of answer.body ?? []) {
  bytes += chunk.length
  writer.write(chunk)
  await writer.flush()
}
await writer.end()
const seconds = (performance.now() - startedAt) / 1000
console.log(JSON.stringify({ total_rows: Number(answer.headers.get('x-total-rows')), bytes, seconds }))
