/**
 * What the page that checks a draft asks, and the shapes that come back
 * =====================================================================
 *
 * Asked through a client without a cache: nothing of a draft stays anywhere but in the editor.
 */
import { createClient, fetchExchange, gql, type CombinedError, type TypedDocumentNode } from 'urql'
import { REQUEST } from './client.ts'
import type { Status } from './queries.ts'

export const SEVERITIES = ['ERROR', 'WARNING', 'INFO'] as const
export type Severity = (typeof SEVERITIES)[number]
export type Verdict = 'MATCH' | 'MISMATCH' | 'UNKNOWN'

export interface Edit {
  start: number
  end: number
  text: string
}

export interface FindingEvidence {
  source: string
  label: string | null
  start: number
  end: number
  quote: string
}

export interface Finding {
  rule: string
  severity: Severity
  start: number
  end: number
  message: string
  why: string
  evidence: FindingEvidence[]
  fixes: (Edit & { title: string })[]
}

export interface Authority {
  key: string
  type: string
  number: string | null
  title: string | null
  status: Status
  verdict: Verdict
  checked: string[]
  unchecked: string[]
  instrument: { id: string } | null
}

export interface CheckReport {
  text: string
  asOf: string
  asOfFrom: string
  documentClass: string
  findings: Finding[]
  authorities: Authority[]
  legalBasis: Edit | null
}

export interface CheckVariables {
  text?: string
  file?: { name: string; base64: string }
  asOf?: string | null
  lang: 'VI' | 'EN'
}

export const CHECK: TypedDocumentNode<{ check: CheckReport }, CheckVariables> = gql`
  query Check($text: String, $file: DraftFile, $asOf: String, $lang: Language) {
    check(text: $text, file: $file, asOf: $asOf, lang: $lang) {
      text
      asOf
      asOfFrom
      documentClass
      findings {
        rule
        severity
        start
        end
        message
        why
        evidence {
          source
          label
          start
          end
          quote
        }
        fixes {
          title
          start
          end
          text
        }
      }
      authorities {
        key
        type
        number
        title
        status
        verdict
        checked
        unchecked
        instrument {
          id
        }
      }
      legalBasis {
        start
        end
        text
      }
    }
  }
`

/** Bytes of a file that the server takes (`LIMITS.body` in `api/limits.ts`, less what base64 adds). */
export const LARGEST_FILE = 10_000_000

const client = createClient({ ...REQUEST, exchanges: [fetchExchange] })

/** The report, or why there is none. */
export async function askCheck(
  variables: CheckVariables,
): Promise<{ report: CheckReport; error?: never } | { report?: never; error: CombinedError }> {
  const { data, error } = await client.query(CHECK, variables).toPromise()
  return data ? { report: data.check } : { error: error! }
}

export async function base64Of(file: Blob): Promise<string> {
  const address = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(reader.result as string))
    reader.addEventListener('error', () => reject(reader.error))
    reader.readAsDataURL(file)
  })
  return address.slice(address.indexOf(',') + 1)
}
