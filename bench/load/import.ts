/** Sends a history and repeats each line of the answer as it comes. */
export interface Options {
  url: string
  token: string
  file: string
}

const { url, token, file }: Options = JSON.parse(process.argv[2] ?? '')
const answer = await fetch(url, {
  method: 'POST',
  headers: { authorization: `Bearer ${token}` },
  body: Bun.file(file),
})
if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`)
for await (const chunk of answer.body ?? []) process.stdout.write(chunk)
