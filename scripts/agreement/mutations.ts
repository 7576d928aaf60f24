/** Ways to break the engine, each of which the agreement run has to notice. */

export interface Mutation {
  /** Within lib/policy. */
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  readonly breaks: string;
}

const at =
  (file: string) =>
  (breaks: string, find: string, replace: string): Mutation => ({ file, find, replace, breaks });

const condition = at('authorize-condition.ts');
const statement = at('authorize-statement.ts');
const principal = at('authorize-principal.ts');
const decision = at('authorize.ts');
const context = at('authorize-context.ts');
const prepared = at('authorize-prepared.ts');
const layers = at('authorize-layers.ts');
const holes = at('authorize-holes.ts');
const glob = at('glob.ts');
const arn = at('arn-pattern.ts');
const variables = at('variables.ts');
const pattern = at('pattern.ts');
const parsing = at('parse-condition.ts');
const ordered = at('operators/ordered.ts');
const date = at('operators/date.ts');
const ip = at('operators/ip.ts');
const text = at('operators/string.ts');
const arnOperators = at('operators/arn.ts');
const decimal = at('operators/decimal.ts');
const binary = at('operators/binary.ts');
const bool = at('operators/bool.ts');

export const MUTATIONS: readonly Mutation[] = [
  condition('IfExists is dropped', "if (compiled.ifExists) return 'yes';", ''),
  condition(
    'negated operators fail on an absent key',
    'qualifier === undefined ? compiled.negated : ',
    'qualifier === undefined ? false : ',
  ),
  condition('ForAllValues fails on an absent key', "compiled.negated : qualifier === 'ForAllValues')", 'compiled.negated : false)'),
  condition('ForAnyValue holds on an absent key', "compiled.negated : qualifier === 'ForAllValues')", 'compiled.negated : true)'),
  condition(
    'negation is forgotten',
    'if (test(value)) return truthOf(!negated);\n    return truthOf(negated);',
    "if (test(value)) return 'yes';\n    return 'no';",
  ),
  condition('negation is forgotten where values are open', 'return negated ? not(matched) : matched;', 'return matched;'),
  condition('negation is taken where there is none', 'return truthOf(!negated);', 'return truthOf(negated);'),
  condition(
    'the set operators are swapped',
    "return qualifier === 'ForAllValues' ? allOf(found, holds) : anyOf(found, holds);",
    "return qualifier === 'ForAnyValue' ? allOf(found, holds) : anyOf(found, holds);",
  ),
  condition(
    'only the first value of the policy is looked at',
    'for (const test of values.closed) if',
    'for (const test of values.closed.slice(0, 1)) if',
  ),
  condition(
    'only the last value of the policy counts',
    'for (const test of values.closed) if',
    'for (const test of values.closed.slice(-1)) if',
  ),
  condition('Null is turned round', 'truthOf(test(String(absent)))', 'truthOf(test(String(!absent)))'),
  condition('variables are put in in version 2008-10-17', "operator.variables && version === '2012-10-17'", 'operator.variables'),
  condition(
    'a variable without value leaves the condition open',
    "if (filled === 'none') return 'no';",
    "if (filled === 'none') return 'unknown';",
  ),
  condition(
    'condition keys are compared with their case',
    '...contextKey(condition.key),',
    'written: condition.key, folded: condition.key,',
  ),
  condition(
    'a hole in a value differs from everything',
    "return filled === 'unknown' ? 'unknown' : compareOpen(operator, filled, value);",
    "return filled === 'unknown' ? 'unknown' : 'no';",
  ),
  prepared('defaults are left aside', 'context.single(contextKey(part.key)) ?? part.fallback;', 'context.single(contextKey(part.key));'),
  prepared(
    'defaults win over values',
    'const found = context.single(contextKey(part.key)) ?? part.fallback;',
    'const found = part.fallback ?? context.single(contextKey(part.key));',
  ),
  context('keys of the request are compared with their case', 'foldText(key) === folded)', 'key === folded)'),
  context(
    'an empty list of values counts as present',
    'if (values.length > 0) return values;',
    'if (values.length > 0 || Object.hasOwn(this.#given, key.written)) return values;',
  ),
  context('multivalued keys are put in for variables', 'values.length === 1 ? values[0] : undefined', 'values[0]'),
  statement(
    'NotAction is taken for Action',
    'return truthOf(!actionNegated);\n    return truthOf(actionNegated);',
    "return 'yes';\n    return 'no';",
  ),
  statement('NotAction is taken for Action where it is open', 'return actionNegated ? not(matched) : matched;', 'return matched;'),
  statement(
    'NotResource is taken for Resource',
    'return truthOf(!resourceNegated);\n    return truthOf(resourceNegated);',
    "return 'yes';\n    return 'no';",
  ),
  statement('NotResource is taken for Resource where it is open', 'return resourceNegated ? not(matched) : matched;', 'return matched;'),
  statement(
    'only the first action is looked at',
    'for (const glob of closed) if (globMatches',
    'for (const glob of closed.slice(0, 1)) if (globMatches',
  ),
  statement(
    'only the first resource is looked at',
    'for (const glob of closed) if (arnGlobMatches',
    'for (const glob of closed.slice(0, 1)) if (arnGlobMatches',
  ),
  statement('actions are compared with their case', 'parsePattern(foldText(text), {', 'parsePattern(text, {'),
  statement(
    'variables in resources are put in in version 2008-10-17',
    "this.#version === '2012-10-17' ? parseResource : parseOldResource",
    'parseResource',
  ),
  statement('a resource variable without value matches', "if (filled === 'none') return 'no';", "if (filled === 'none') return 'yes';"),
  statement(
    'conditions beyond the first are left aside',
    'of compiledStatement.conditions) {',
    'of compiledStatement.conditions.slice(0, 1)) {',
  ),
  statement('the resource is left aside', "if (resource === 'no') return", "if (resource === 'no' && false) return"),
  statement('the action is left aside', "if (action === 'no') return", "if (action === 'no' && false) return"),
  statement('the principal is left aside', 'if (reach.possible === 0) return', 'if (reach.possible === 0 && false) return'),
  principal(
    'an account named grants outright',
    'const ACCOUNT: ReachRange = { sure: 1, possible: 1 };',
    'const ACCOUNT: ReachRange = { sure: 3, possible: 3 };',
  ),
  principal('an account named by its root ARN is not known', '[`arn:${partition}:iam::${account}:root`, 1],', ''),
  principal('a role named is not limited by boundary and session', 'own.push([arn, isRole(arn) ? 2 : 3]);', 'own.push([arn, 3]);'),
  principal('a user named is limited by its boundary', 'own.push([arn, isRole(arn) ? 2 : 3]);', 'own.push([arn, 2]);'),
  principal(
    'a session named is limited like its role',
    'own.push([sessionArn(arn, session), 3]);',
    'own.push([sessionArn(arn, session), 2]);',
  ),
  principal(
    'sessions keep the path of their role',
    "lastSegment(roleArn).split('/').at(-1) ?? ''",
    "lastSegment(roleArn).replace('role/', '')",
  ),
  principal(
    'kinds of principals are mixed up',
    'if (named.kind !== principal.kind) return NOBODY;',
    'if (named.kind !== principal.kind) return OUTRIGHT;',
  ),
  principal(
    'everyone named does not grant',
    "if (named.kind === 'everyone') return OUTRIGHT;",
    "if (named.kind === 'everyone') return NOBODY;",
  ),
  principal('NotPrincipal is turned round', 'not(spared(principals, caller))', 'spared(principals, caller)'),
  principal('a boundary does not matter to NotPrincipal', "caller.bounded ? 'yes' : not(", 'not('),
  principal(
    'only the first principal is looked at',
    'for (const named of principals) range',
    'for (const named of principals.slice(0, 1)) range',
  ),
  principal(
    'the last principal counts, not the strongest',
    'range = better(range, reachOf(named, caller));',
    'range = reachOf(named, caller);',
  ),
  layers('a Deny is left aside', "if (applies === 'yes') return DENIED;", "if (applies === 'yes') continue;"),
  layers('a Deny that is open is left aside', "deny = 'unknown';", ''),
  layers('a Deny is taken for an Allow', 'const { denies } = compiled;', 'const denies = false;'),
  layers('a Deny behind an Allow is not looked at', 'if (!denies && sure === 3) continue;', 'if (sure === 3) continue;'),
  layers('statements behind a weak Allow are not looked at', 'if (!denies && sure === 3) continue;', 'if (!denies && sure > 0) continue;'),
  layers('service-linked roles are bound by organisation policies', 'const organisation = exempt ? {} : {', 'const organisation = {'),
  layers(
    'services are bound by the policies of others',
    "if (principal.kind !== 'aws') return {",
    "if (principal.kind !== 'aws') return policies ?? {",
  ),
  decision('the boundary is left aside', 'boundary: holds(answers.boundary.allow),', 'boundary: true,'),
  decision('session policies are left aside', 'session: holds(answers.session.allow),', 'session: true,'),
  decision('service control policies are left aside', 'scp: holds(answers.scp),', 'scp: true,'),
  decision(
    'one level of service control policies is enough',
    'scp = and(scp, answer.allow);',
    'scp = documents === effective.scps?.[0] ? answer.allow : scp;',
  ),
  decision(
    'resource control policies are left aside',
    'const rcp = askLayer(effective.rcps, prepared);',
    'const rcp = askLayer([], prepared);',
  ),
  decision('a Deny in a session policy is left aside', 'if (session === DENIED) return deniedOutright();', ''),
  decision(
    'what is open in a session policy is left aside',
    'or(session.deny, or(rcp.deny, resource.deny))',
    'or(rcp.deny, resource.deny)',
  ),
  decision('the root user needs a policy', 'identity: root || holds(answers.identity.allow),', 'identity: holds(answers.identity.allow),'),
  decision('across accounts one side is enough', 'return identitySide && reach > 0;', 'return identitySide || reach > 0;'),
  decision('two accounts are taken for one', 'return sameText(owner, principal.account);', "return 'yes';"),
  decision(
    'keys and roles need no policy of their own',
    'const mustAllow = effective.resource !== undefined && (',
    'const mustAllow = effective.resource !== undefined && effective.boundary !== undefined && (',
  ),
  decision('the owner given with the request is left aside', 'const owner = resourceAccount ?? (', 'const owner = ('),
  decision(
    'what is open counts as allowed',
    'const least = side(surely, root, answers, resource.sure, same);',
    'const least = side(possibly, root, answers, resource.possible, same);',
  ),
  decision(
    'what is open counts as denied',
    'const most = side(possibly, root, answers, resource.possible, same);',
    'const most = side(surely, root, answers, resource.sure, same);',
  ),
  holes(
    'texts with holes that could be equal are taken for different',
    "return meet(pattern, parts) ? 'unknown' : 'no';\n}\n\nconst isShapeless",
    "return 'no';\n}\n\nconst isShapeless",
  ),
  holes(
    'holes stand for one character',
    'symbolsOf(pattern, (_, shape) => symbolsOf(globParts(shape), () => [ANY]));',
    'symbolsOf(pattern, () => [ONE]);',
  ),
  glob(
    'a question mark matches nothing',
    'if (unit !== ONE && unit !== value.charCodeAt(at + index)) return false;',
    'if (unit !== value.charCodeAt(at + index)) return false;',
  ),
  glob(
    'a pattern without star matches beginnings',
    'return value.length === first.length && pieceAt(first, value, 0);',
    'return pieceAt(first, value, 0);',
  ),
  glob('the end behind a star is left aside', ' || !pieceAt(last, value, limit)) return false;', ') return false;'),
  glob('the beginning before a star is left aside', ' || !pieceAt(first, value, 0) ||', ' ||'),
  arn(
    'a short pattern matches nothing',
    "if (segments.at(-1)?.at(-1)?.kind !== 'any') return { kind: 'nothing' };",
    "return { kind: 'nothing' };",
  ),
  arn(
    'the account in an ARN does not matter',
    'const glob = pattern.globs[index];',
    'if (index === 4) continue;\n    const glob = pattern.globs[index];',
  ),
  arn(
    'the region in an ARN does not matter',
    'const glob = pattern.globs[index];',
    'if (index === 3) continue;\n    const glob = pattern.globs[index];',
  ),
  variables('defaults keep their quotes', 'const fallback = quoted.slice(1, -1);', 'const fallback = quoted.slice(1, -1) + "\'";'),
  variables('escapes are not read', "inner === '*' || inner === '?' || inner === '$';", 'false;'),
  pattern('stars are ordinary characters', "if (parts.at(-1)?.kind !== 'any') parts.push({ kind: 'any' });", 'plain(piece);'),
  pattern('question marks are stars', "parts.push({ kind: 'one' });", "parts.push({ kind: 'any' });"),
  parsing(
    'the qualifier is lost',
    'return qualifier === undefined ? { operator, ifExists } : { operator, qualifier, ifExists };',
    'return { operator, ifExists };',
  ),
  parsing('IfExists is lost', 'const ifExists = match[3] !== undefined;', 'const ifExists = false;'),
  ordered('less than takes what is equal', 'LessThan: (order: number) => order < 0,', 'LessThan: (order: number) => order <= 0,'),
  ordered(
    'less than or equal leaves out what is equal',
    'LessThanEquals: (order: number) => order <= 0,',
    'LessThanEquals: (order: number) => order < 0,',
  ),
  ordered('greater than takes what is equal', 'GreaterThan: (order: number) => order > 0,', 'GreaterThan: (order: number) => order >= 0,'),
  ordered(
    'greater than or equal leaves out what is equal',
    'GreaterThanEquals: (order: number) => order >= 0,',
    'GreaterThanEquals: (order: number) => order > 0,',
  ),
  ordered('not equal is equal', "negated: suffix === 'NotEquals',", 'negated: false,'),
  date('time zones are left aside', '(min - offset) * 60', 'min * 60'),
  date(
    'epoch seconds are no dates',
    'if (match === null) return /^-?\\d+(?:\\.\\d+)?$/.test(text) ? parseDecimal(text) : undefined;',
    'if (match === null) return undefined;',
  ),
  date('days are left out', "day = '01', hour", "_day = '01', day = '01', hour"),
  decimal(
    'fractions are left aside',
    'const digits = BigInt(whole + fraction);',
    "const digits = BigInt(whole + fraction.replaceAll(/\\d/g, '0'));",
  ),
  decimal('signs are left aside', "digits: sign === '-' ? -digits : digits,", 'digits,'),
  ip('prefix lengths are left aside', 'outer.prefix <= inner.prefix &&', 'outer.prefix === inner.prefix &&'),
  ip('addresses of other families are contained', 'outer.bits === inner.bits &&', ''),
  ip('NotIpAddress is IpAddress', "operator('NotIpAddress', true)", "operator('NotIpAddress', false)"),
  text('StringEqualsIgnoreCase minds the case', 'const text = literalText(pattern)?.toLowerCase();', 'const text = literalText(pattern);'),
  text(
    'StringEquals ignores the case',
    'return text === undefined ? matchesNothing : (value) => value === text;',
    'return text === undefined ? matchesNothing : (value) => value.toLowerCase() === text.toLowerCase();',
  ),
  text(
    'StringEquals takes wildcards',
    "...pair('StringEquals', 'StringNotEquals', false, equals),",
    "...pair('StringEquals', 'StringNotEquals', true, like),",
  ),
  text('StringNotLike is StringLike', 'negated: name === negative,', "negated: name === negative && name !== 'StringNotLike',"),
  arnOperators('ArnNotEquals is ArnEquals', 'negated: name !== positive,', "negated: name !== positive && name !== 'ArnNotEquals',"),
  arnOperators('ARNs take no wildcards', '  wildcards: true,\n', '  wildcards: false,\n'),
  binary('bytes are compared by number only', 'parseBase64(value) === expected;', 'parseBase64(value)?.length === expected.length;'),
  bool('True is not true', 'const folded = text.toLowerCase();', 'const folded = text;'),
];
