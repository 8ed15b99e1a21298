/**
 * Helpers of these tests: a command run in this process, a folder of its own, small plans
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { main } from '../../api/cli.ts'

/** A stream that keeps what is written to it. */
export class Sink extends Writable {
  text = ''
  isTTY?: boolean
  columns?: number

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString()
    done()
  }
}

export interface Outcome {
  status: number
  out: string
  err: string
  /** Standard output as JSON. */
  json: () => any // oxlint-disable-line typescript/no-explicit-any
}

export interface RunOptions {
  cwd: string
  env?: Record<string, string>
  signal?: AbortSignal
  out?: Writable & { isTTY?: boolean; columns?: number }
  terminal?: boolean
}

export async function cli(argv: string[], options: RunOptions): Promise<Outcome> {
  const out = new Sink()
  const err = new Sink()
  if (options.terminal) Object.assign(out, { isTTY: true, columns: 100 })
  const status = await main(argv, {
    out: options.out ?? out,
    err,
    env: options.env ?? {},
    cwd: options.cwd,
    signal: options.signal ?? new AbortController().signal,
  })
  return { status, out: out.text, err: err.text, json: () => JSON.parse(out.text) }
}

/** A folder that is removed when the test is over. */
export function folder(): { path: string; write: (name: string, text: string) => string; remove: () => void } {
  const at = mkdtempSync(path.join(tmpdir(), 'cancu-'))
  return {
    path: at,
    write: (name, text) => {
      const file = path.join(at, name)
      writeFileSync(file, text)
      return file
    },
    remove: () => rmSync(at, { recursive: true, force: true }),
  }
}

/** A reader that goes away after the first piece, as `head` does. */
export function closedPipe(): PassThrough {
  const pipe = new PassThrough({ highWaterMark: 16 })
  pipe.once('data', () => pipe.destroy())
  pipe.on('error', () => {})
  return pipe
}

const head = (issuer: string, number: string, place: string, date: string): string =>
  `${issuer}\n-------\nSố: ${number}\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n${place}, ngày ${date}\n\n`

const foot = '\n\nI. MỤC ĐÍCH\n\n1. Nâng cao chất lượng câu lạc bộ liên thế hệ.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n'

/** Three plans in a row, each naming the one above it. */
export const PLANS = {
  'tinh.txt':
    head('ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN', '139/KH-UBND', 'Lạng Sơn', '15 tháng 9 năm 2020') +
    'KẾ HOẠCH\nNhân rộng câu lạc bộ liên thế hệ tự giúp nhau\n\nThực hiện Quyết định số 1336/QĐ-TTg ngày 31/8/2020 của Thủ tướng Chính phủ phê duyệt Đề án nhân rộng mô hình câu lạc bộ liên thế hệ tự giúp nhau giai đoạn đến năm 2025, Ủy ban nhân dân tỉnh ban hành kế hoạch như sau:' +
    foot,
  'huyen.txt':
    head('ỦY BAN NHÂN DÂN\nHUYỆN HỮU LŨNG', '25/KH-UBND', 'Hữu Lũng', '10 tháng 10 năm 2020') +
    'KẾ HOẠCH\nNhân rộng câu lạc bộ liên thế hệ tự giúp nhau trên địa bàn huyện\n\nThực hiện Kế hoạch số 139/KH-UBND ngày 15/9/2020 của Ủy ban nhân dân tỉnh Lạng Sơn về nhân rộng câu lạc bộ liên thế hệ tự giúp nhau, Ủy ban nhân dân huyện Hữu Lũng, tỉnh Lạng Sơn ban hành kế hoạch như sau:' +
    foot,
  'xa.md':
    head('ỦY BAN NHÂN DÂN\nXÃ TÂN THÀNH', '07/KH-UBND', 'Tân Thành', '02 tháng 11 năm 2020') +
    'KẾ HOẠCH\nXây dựng câu lạc bộ liên thế hệ tự giúp nhau\n\nCăn cứ Luật Người cao tuổi ngày 23 tháng 11 năm 2009;\n\nThực hiện Kế hoạch số 25/KH-UBND ngày 10/10/2020 của Ủy ban nhân dân huyện Hữu Lũng về nhân rộng câu lạc bộ liên thế hệ tự giúp nhau, Ủy ban nhân dân xã Tân Thành, huyện Hữu Lũng, tỉnh Lạng Sơn ban hành kế hoạch như sau:' +
    foot,
}
