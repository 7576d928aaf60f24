/** `agent-identity explain`: who becomes a component, whether a token does, and whether it may do something. */

import { namesIn } from '../assert/claim';
import { explain as explainIdentity, type Question } from '../assert/explain';
import type { ContextValue } from '../policy/request';
import { checkToText } from '../report/check-text';
import { answerOf, gravest } from '../report/explanation';
import { explanationToText } from '../report/explanation-text';
import { EXIT, type ExitCode } from './exit-codes';
import { parseOptions } from './parse-options';
import { read } from './read';
import { readToken } from './read-token';
import type { Terminal } from './terminal';
import { UsageError, unknownWord } from './usage-error';

const OPTIONS = {
  as: 'text',
  claims: 'file',
  jwt: 'file',
  action: 'text',
  resource: 'text',
  context: 'texts',
  session: 'text',
  format: ['text', 'json'],
} as const;

const EXIT_OF = { allowed: EXIT.proved, denied: EXIT.refuted, undecided: EXIT.undecided } as const;

const ACTION = /^[a-z0-9-]+:[A-Za-z0-9]+$/;

/** The keys of `--context`; one that is given more than once has several values. */
function contextOf(pairs: readonly string[]): Readonly<Record<string, ContextValue>> {
  const found = new Map<string, readonly string[]>();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at < 1) throw new UsageError(`\`${pair}\` is no condition key with its value`, 'write `--context aws:SourceIp=203.0.113.7`');
    const key = pair.slice(0, at);
    found.set(key, [...(found.get(key) ?? []), pair.slice(at + 1)]);
  }
  return Object.fromEntries([...found].map(([key, values]) => [key, values.length === 1 ? (values[0] ?? '') : values]));
}

function questionOf(args: readonly string[]) {
  const { operands, options } = parseOptions(args, OPTIONS);
  const [path, ...more] = operands;
  if (path === undefined) throw new UsageError('no path is given', 'name a template, a cdk.out folder or a published plan');
  if (more.length > 0) throw new UsageError('more than one path is given', 'explain one at a time');
  const { as, action, claims, jwt } = options;
  if (as === undefined) throw new UsageError('no component is named', 'write `--as <component>`');
  if (claims !== undefined && jwt !== undefined) throw new UsageError('`--claims` and `--jwt` exclude each other', 'give one of them');
  if (action !== undefined && !ACTION.test(action))
    throw new UsageError(`\`${action}\` is no action`, 'write `<service>:<Name>` without wildcards, such as `s3:GetObject`');
  if (action === undefined && (options.resource !== undefined || options.context.length > 0) && claims === undefined && jwt === undefined)
    throw new UsageError('`--resource` and `--context` say nothing without `--action`', 'name the action: `--action s3:GetObject`');
  const token =
    claims !== undefined
      ? ({ file: claims, form: 'claims' } as const)
      : jwt !== undefined
        ? ({ file: jwt, form: 'jwt' } as const)
        : undefined;
  return { path, as, token, options, context: contextOf(options.context) };
}

/** @throws {UsageError} */
export function explain(args: readonly string[], { out, color, columns }: Terminal): ExitCode {
  const { path, as, token, options, context } = questionOf(args);
  const { graph, plans, unreadFiles } = read(path);
  const claims = token === undefined ? undefined : readToken(token.file, token.form);
  const unread = [...unreadFiles, ...(claims?.ok === false && token !== undefined ? [{ path: token.file, why: claims.why }] : [])];
  if (unread.length > 0) {
    out(checkToText({ judged: [], unread, notices: [] }, { color }));
    return EXIT.unreadable;
  }
  const subject = { graph, plans };
  const question: Question = {
    component: as,
    context,
    now: new Date(),
    ...(claims?.ok === true ? { claims: claims.claims } : {}),
    ...(options.action === undefined ? {} : { action: options.action }),
    ...(options.resource === undefined ? {} : { resource: options.resource }),
    ...(options.session === undefined ? {} : { session: options.session }),
  };
  const explanations = explainIdentity(question, subject);
  if (explanations.length === 0) throw unknownWord('the component', as, namesIn(subject));
  if (options.format === 'json') out(`${JSON.stringify({ version: 1, path, explanations }, undefined, 2)}\n`);
  else {
    const width = columns === undefined ? {} : { width: columns };
    out(`${explanations.map((one) => explanationToText(one, { color, ...width })).join('\n\n')}\n`);
  }
  return EXIT_OF[gravest(explanations.map(answerOf))];
}
