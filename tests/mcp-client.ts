/** A plain client of the Model Context Protocol, as any agent has one. */
import type { Answer, Call, TestApp } from './app.ts'

export const VERSION = '2025-06-18'

export interface ToolResult {
  isError: boolean
  /** What came of it; of a refusal, the problem. */
  content: any
  answer: Answer
}

export class McpClient {
  #id = 0

  constructor(
    readonly app: TestApp,
    readonly by: Pick<Call, 'token' | 'key'>,
    readonly headers: Record<string, string> = { 'mcp-protocol-version': VERSION },
  ) {}

  /** Sends a message as it is. */
  send(message: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.app.post('/mcp', { ...this.by, json: message, headers: { ...this.headers, ...headers } })
  }

  async ask(method: string, params: object = {}, headers: Record<string, string> = {}): Promise<any> {
    this.#id += 1
    const answer = await this.send({ jsonrpc: '2.0', id: this.#id, method, params }, headers)
    if (answer.body?.error) throw new Error(`${method}: ${answer.text}`)
    return answer.body.result
  }

  async tools(): Promise<any[]> {
    return (await this.ask('tools/list')).tools
  }

  async call(name: string, given: object = {}, headers: Record<string, string> = {}): Promise<ToolResult> {
    this.#id += 1
    const params = { name, arguments: given }
    const answer = await this.send({ jsonrpc: '2.0', id: this.#id, method: 'tools/call', params }, headers)
    const result = answer.body?.result
    if (!result) throw new Error(`${name}: ${answer.text}`)
    const content = JSON.parse(result.content[0].text)
    return { isError: result.isError, content: result.isError ? content.error : content, answer }
  }

  /** The same of what must succeed. @returns What came of it. */
  async done(name: string, given: object = {}): Promise<any> {
    const { isError, content } = await this.call(name, given)
    if (isError) throw new Error(`${name}: ${JSON.stringify(content)}`)
    return content
  }
}
