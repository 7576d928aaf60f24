/** `Fn::Sub`: a text with names to fill in, of the template or given beside it. */
import { isRecord } from '../../../policy/parse-values';
import type { Resolver } from '../resolver';
import { valueOfAttribute } from './get-att';
import { valueOfName } from './ref';

const NAME = /\$\{([^}]*)\}/g;

function substituted(text: string, given: Readonly<Record<string, unknown>>, resolver: Resolver): string {
  return text.replaceAll(NAME, (_whole, written: string) => {
    if (written.startsWith('!')) return `\${${written.slice(1)}}`;
    const name = written.trim();
    const value = Object.hasOwn(given, name) ? given[name] : standsFor(name, resolver);
    const filled = resolver.textOf(value);
    if (filled !== undefined) return filled;
    resolver.problem(`\`${name}\` is no text that \`Fn::Sub\` could fill in`);
    return resolver.hole('unread');
  });
}

function standsFor(name: string, resolver: Resolver): unknown {
  const dot = name.indexOf('.');
  return dot < 0 ? valueOfName(name, resolver) : valueOfAttribute(name.slice(0, dot), name.slice(dot + 1), resolver);
}

export function sub(argument: unknown, resolver: Resolver): unknown {
  const [text, given]: readonly unknown[] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof text === 'string' && (given === undefined || isRecord(given)))
    return resolver.bounded(substituted(text, given ?? {}, resolver));
  resolver.problem('`Fn::Sub` must be given a text, and values by name');
  return resolver.hole('unread');
}
