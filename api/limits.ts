/**
 * Limits of one GraphQL request
 * =============================
 *
 * Rules that look at the query before it runs (tokens, depth, aliases, fields), and a budget that looks at the work
 * while it runs, since no rule can see what is in a variable or how many rows a field will have.
 */
import {
  getOperationAST,
  GraphQLError,
  Kind,
  type ASTVisitor,
  type ExecutionArgs,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql'
import { createGraphQLError, type Plugin } from 'graphql-yoga'

export const LIMITS = {
  /** Lexical tokens of a query: about 6 pages of it. */
  tokens: 2_000,
  depth: 12,
  aliases: 30,
  /** Fields with fragments unfolded. */
  fields: 500,
  /** Bytes of a request: a draft of 10 MB in base64, and the query around it. */
  body: 14_000_000,
  /** UTF-16 units of a draft that is checked: some 500 pages, which take less than a second. */
  draft: 1_000_000,
  /** Nodes and edges a request may touch. */
  rows: 20_000,
  cascadeRows: 2_000,
  milliseconds: 10_000,
  /** For `check`: a scan of some pages is read as pictures, a few seconds each. */
  checkMilliseconds: 180_000,
} as const

function over(what: string, limit: number): GraphQLError {
  return new GraphQLError(`Truy vấn quá lớn (${what}, tối đa ${limit}). / Query too large: ${what} over ${limit}.`, {
    extensions: { code: 'query_too_large', http: { status: 400 } },
  })
}

interface Size {
  depth: number
  aliases: number
  fields: number
}

/** Size of a selection with its fragments unfolded. Each fragment is measured once, so that a bomb costs nothing. */
function measure(context: ValidationContext): (set: SelectionSetNode | undefined) => Size {
  const known = new Map<FragmentDefinitionNode, Size>()
  const ofFragment = (fragment: FragmentDefinitionNode | null | undefined): Size => {
    if (!fragment) return { depth: 0, aliases: 0, fields: 0 }
    const before = known.get(fragment)
    if (before) return before
    // Stands in while the fragment is measured: a circle is refused by a standard rule, here it must only end.
    known.set(fragment, { depth: 0, aliases: 0, fields: 0 })
    const size = ofSet(fragment.selectionSet)
    known.set(fragment, size)
    return size
  }
  const ofSet = (set: SelectionSetNode | undefined): Size => {
    const total: Size = { depth: 0, aliases: 0, fields: 0 }
    for (const each of set?.selections ?? []) {
      // Introspection is deep by nature and has a rule of its own in graphql-js.
      if (each.kind === Kind.FIELD && each.name.value.startsWith('__')) continue
      const inner =
        each.kind === Kind.FRAGMENT_SPREAD ? ofFragment(context.getFragment(each.name.value)) : ofSet(each.selectionSet)
      const field = each.kind === Kind.FIELD ? 1 : 0
      total.depth = Math.max(total.depth, inner.depth + field)
      total.aliases += inner.aliases + (each.kind === Kind.FIELD && each.alias ? 1 : 0)
      total.fields += inner.fields + field
    }
    return total
  }
  return ofSet
}

/** Validation rule: depth, aliases and number of fields. */
export function sizeRule(context: ValidationContext): ASTVisitor {
  const sizeOf = measure(context)
  return {
    OperationDefinition(node) {
      const size = sizeOf(node.selectionSet)
      if (size.depth > LIMITS.depth) context.reportError(over('depth', LIMITS.depth))
      if (size.aliases > LIMITS.aliases) context.reportError(over('aliases', LIMITS.aliases))
      if (size.fields > LIMITS.fields) context.reportError(over('fields', LIMITS.fields))
    },
  }
}

/** What is left of a request's time and rows. */
export class Budget {
  #rows: number = LIMITS.rows
  readonly #deadline: number

  constructor(milliseconds: number = LIMITS.milliseconds) {
    this.#deadline = Date.now() + milliseconds
  }

  /** Called for every row that is about to be read; throws when the request has had its share. */
  spend(rows: number): void {
    this.#rows -= rows
    if (this.#rows < 0) throw over('rows', LIMITS.rows)
    if (Date.now() > this.#deadline) throw late()
  }
}

function late(): GraphQLError {
  return createGraphQLError('Truy vấn quá lâu; hãy hỏi ít hơn. / The query took too long; ask for less.', {
    extensions: { code: 'query_too_slow', http: { status: 504 } },
  })
}

function asksForCheck({ document, operationName }: ExecutionArgs): boolean {
  const operation = getOperationAST(document, operationName)
  return Boolean(
    operation?.selectionSet.selections.some((each) => each.kind === Kind.FIELD && each.name.value === 'check'),
  )
}

/** All limits as one plugin. */
export function useLimits(milliseconds: number = LIMITS.milliseconds): Plugin {
  return {
    onParse({ params }) {
      params.options = { ...params.options, maxTokens: LIMITS.tokens }
    },
    onValidate({ addValidationRule }) {
      addValidationRule(sizeRule)
    },
    onExecute({ executeFn, setExecuteFn }) {
      // A store that hangs must not hold the request: the answer goes out, what comes later is dropped.
      setExecuteFn(async (args) => {
        let timer: NodeJS.Timeout | undefined
        const granted = asksForCheck(args) ? Math.max(milliseconds, LIMITS.checkMilliseconds) : milliseconds
        const tooLate = new Promise((resolve) => {
          timer = setTimeout(() => resolve({ errors: [late()] }), granted + 500)
        })
        try {
          return await Promise.race([executeFn(args), tooLate])
        } finally {
          clearTimeout(timer)
        }
      })
    },
  }
}
